"""A mapping of defects → text, one module per format. It knows nothing of arguments, files or exit codes."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from proselint_t.defects.mapping import Mapping
    from proselint_t.output import Look

FORMATS = ("text", "json", "sarif", "markdown", "html", "web-annotations", "github-review")
"""Names on the command line; the module of each bears its name, with `_` for `-`."""


class Render(Protocol):
    """Turns a mapping into a text that ends with a newline."""

    def __call__(self, mapping: Mapping, look: Look, /) -> str: ...


def renderer(name: str) -> Render:
    """The function of a format. Raises ``KeyError`` when there is none."""
    if name not in FORMATS:
        raise KeyError(name)
    return cast("Render", import_module(f"{__name__}.{name.replace('-', '_')}").render)
