"""Flavours of Markdown: what a generator or a program adds, as values of a configuration.

A flavour is named by the key `flavour`, or found by a file that only its projects have. Its values are in
``flavours.yaml``.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from proselint_t.config.file_settings import Inside
from proselint_t.config.keys import FLAVOURS, KEYS, read_value
from proselint_t.config.layers import Layer, Upwards
from proselint_t.text.limits import MAX_DOCUMENTS, limit
from proselint_t.text.names import MARKERS, REPOSITORIES
from proselint_t.yaml.reading import read_kept

if TYPE_CHECKING:
    from proselint_t.config.file_settings import FileSettings
    from proselint_t.yaml.nodes import Node

NONE = FLAVOURS[-1]
"""In place of a flavour: none, whatever files there are."""
_PROSE = "prose"


class Flavour(NamedTuple):
    """``values`` are those of a configuration; ``fences`` and ``indented`` say what is a text of its own."""

    name: str
    values: dict[str, Any]
    fences: tuple[str, ...] = ()
    indented: tuple[str, ...] = ()

    def layer(self) -> Layer:
        return Layer(f"flavour {self.name}", Path.cwd(), self.values)

    def read_with(self, settings: FileSettings) -> FileSettings:
        """Settings for which texts of the flavour are documents too, and texts in them."""
        inner = self._read_with(settings, settings, too_deep=True)
        for _ in range(int(limit(MAX_DOCUMENTS))):
            inner = self._read_with(settings, inner)
        return inner

    def _read_with(
        self, settings: FileSettings, inner: FileSettings, *, too_deep: bool = False
    ) -> FileSettings:
        fences = (Inside(name, "", inner, name, too_deep=too_deep) for name in self.fences)
        blocks = (
            Inside("", begin, inner, begin, indented=True, too_deep=too_deep) for begin in self.indented
        )
        return settings._replace(inside=(*settings.inside, *fences, *blocks))


@cache
def flavour(name: str) -> Flavour:
    """One of ``FLAVOURS``."""
    if name == NONE:
        return Flavour(name, {}, (), ())
    entry = _entries()[name].mapping()
    prose = entry[_PROSE].mapping() if _PROSE in entry else {}
    values = {key: read_value(KEYS[key], node) for key, node in entry.items() if key != _PROSE}
    parts = (prose[key].texts() if key in prose else () for key in ("fence", "indented"))
    return Flavour(name, values, *parts)


@Upwards
def found(folder: Path) -> str | None:
    """The flavour that a file in a folder, or in one above it in the repository, shows; else ``none``."""
    for name, markers in MARKERS.items():
        if any((folder / marker).exists() for marker in markers):
            return name
    top = folder.parent == folder or any((folder / one).exists() for one in REPOSITORIES)
    return NONE if top else None


@cache
def _entries() -> dict[str, Node]:
    path = Path(__file__).with_name("flavours.yaml")
    return read_kept(path.read_text(encoding="utf-8"), str(path)).mapping()
