"""Which version this is, which the build reads here, and where its documentation is."""

from __future__ import annotations

from functools import cache

__version__ = "0.1.0"


@cache
def site() -> str:
    """The address of the documentation, with a slash at its end; empty where the build names none."""
    from importlib.metadata import metadata  # noqa: PLC0415 - slow, and most reports need no address

    for entry in metadata("proselint-t").get_all("Project-URL") or ():
        label, _, address = entry.partition(", ")
        if label == "Documentation":
            return f"{address.rstrip('/')}/"
    return ""
