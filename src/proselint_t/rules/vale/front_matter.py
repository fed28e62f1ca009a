"""The texts of a document's front matter (YAML), each in its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from proselint_t.text.errors import ConfigError
from proselint_t.text.prose import Prose, ProseBuilder
from proselint_t.yaml.reading import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.text.source import Source

_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.*?\n)---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_NO_TEXT = re.compile(
    r"~|null|true|false|yes|no|on|off|[-+]?[\d_.]+(?:e[-+]?\d+)?|\d{4}-\d\d-\d\d(?:[ T].*)?|", re.IGNORECASE
)


def front_matter(source: Source) -> Iterator[tuple[str, Prose]]:
    """Key and value of each text on the first level; nothing where there is no sound front matter."""
    match = _FRONT_MATTER.match(source.text)
    if match is None:
        return
    try:
        root = read_yaml(match[1], source.path)
        entries = root.mapping().items()
    except ConfigError:
        return
    for key, node in entries:
        if isinstance(node.value, str) and not (node.plain and _NO_TEXT.fullmatch(node.value)):
            yield key, _in_place(node.value, match[1], node.start, match.start(1))


def _in_place(value: str, text: str, start: int, origin: int) -> Prose:
    """The value where it stands, line by line. What is escaped has the beginning for a place."""
    at = text.find(value, start)
    if at >= 0:
        return Prose(value, (0,), (origin + at,))
    builder = ProseBuilder()
    at = start
    for line in value.splitlines(keepends=True):
        bare = line.rstrip("\n")
        found = text.find(bare, at)
        if found < 0:
            builder.add(bare, origin + at)
            continue
        at = found + len(bare)
        builder.add(line if text[at : at + 1] == "\n" else bare, origin + found)
    return builder.build()
