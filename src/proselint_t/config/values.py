"""The values in force: presets, and the layers of a configuration laid on top of each other."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from proselint_t.config.keys import KEYS
from proselint_t.config.selection import Choice
from proselint_t.text.packaged import packaged

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from proselint_t.config.layers import Layer


COMMAND_LINE = "command line"
"""The origin of the layer that flags make."""


@cache
def presets() -> dict[str, dict[str, Any]]:
    """Preset → its ``select`` and ``paragraph``."""
    return {
        name: {**preset, "select": tuple(preset["select"])}
        for name, preset in packaged(__file__, "presets.yaml").items()
    }


def presets_with(rule: str) -> tuple[str, ...]:
    """The presets in which a rule is on."""
    return tuple(name for name, preset in presets().items() if Choice(preset["select"]).of(rule))


def merged(layers: Iterable[Layer]) -> dict[str, tuple[Any, str]]:
    """The value of each key and what set it: later layers replace.

    ``terms``, ``mask``, ``ignore``, ``extend-select`` and ``unfixable`` add up.
    """
    values: dict[str, tuple[Any, str]] = {}
    for layer in layers:
        for name, value in layer.values.items():
            if name in {"rules", "overrides", "extends"}:
                continue
            if name == "terms":
                value = {**values.get(name, ({}, ""))[0], **value}  # noqa: PLW2901
            elif name in {"mask", "ignore", "extend-select", "unfixable"}:
                value = (*values.get(name, ((), ""))[0], *value)  # noqa: PLW2901
            elif KEYS[name].files:
                value = _absolute(value, layer.folder)  # noqa: PLW2901
            values[name] = (value, layer.origin)
    return values


def _absolute(value: str | tuple[str, ...], folder: Path) -> Path | tuple[Path, ...]:
    return folder / value if isinstance(value, str) else tuple(folder / one for one in value)
