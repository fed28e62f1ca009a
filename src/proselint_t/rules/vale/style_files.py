"""The rule files of Vale's styles: `<StylesPath>/<Style>/**/<Rule>.yml`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


def style_files(folders: Iterable[Path]) -> Iterator[tuple[str, Path]]:
    """Ids and files, folder by folder; the first file of an id counts, as in Vale."""
    seen: set[str] = set()
    for folder in folders:
        for style in sorted(path for path in folder.iterdir() if path.is_dir()):
            if style.name == "config" or style.name.startswith("."):
                continue
            for path in sorted(style.rglob("*.yml")):
                rule = f"{path.parent.name}.{path.name.split('.')[0]}"
                if path.is_file() and rule not in seen:
                    seen.add(rule)
                    yield rule, path
