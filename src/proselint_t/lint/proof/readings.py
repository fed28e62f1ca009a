"""What a text says beside edits: blocks, points, letters, and all that is no prose with its place."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.document.block_starts import block_begun
from proselint_t.document.markdown.blocks import parse_blocks
from proselint_t.document.model import BlockKind
from proselint_t.rules.rule import Structure
from proselint_t.text.patterns import pattern
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from proselint_t.document import Document
    from proselint_t.document.model import Block
    from proselint_t.lint.proof.changes import Outside
    from proselint_t.text.source import Source

INSIDE_OTHERS = frozenset({BlockKind.ALT, BlockKind.COMMENT_LINE})
_TEXT = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.CELL, *INSIDE_OTHERS})
_CONTAINERS = frozenset({"blockquote_open", "list_item_open", "footnote_reference_open"})
DASHES = pattern(r"^[ \t>]*-+[ \t]*$", re.MULTILINE)

_Shape = tuple[tuple[str, int], ...]
_Title = tuple[BlockKind, int, int]
"""What a block is for readers who know underlines: its kind and level; of a title, how many lines it has."""


class Reading(NamedTuple):
    """A text as it is read alone; places in a stretch count from the start of its lead."""

    document: Document
    definitions: Mapping[str, tuple[str, str]]
    titles: list[_Title]


def said(
    reading: Reading, outside: Outside, moved: Callable[[int], int], structure: Structure
) -> Iterator[object]:
    """What is read outside some places: blocks, points, letters, and all that is no prose with its place."""
    document = reading.document
    text = document.source.text
    yield document.shape if structure is Structure.UNCHANGED else _containers(document.shape)
    yield from _order(reading, structure)
    yield reading.definitions
    atoms = (atom for block in document.blocks for atom in block.atoms)
    yield from outside.inlines(text, atoms, [one.prose for one in document.segments], moved)
    yield _starts_like_a_block(document)
    starts = [*document.source.line_starts, len(text)]
    yield [
        outside.cut(text, Span(starts[block.first_line], starts[block.end_line]))
        for block in document.blocks
        if block.kind not in _TEXT
    ]


def are_equal(said: Iterator[object], again: Iterator[object]) -> bool:
    """Whether two readings say the same, part by part: what differs most often does so in the first."""
    return all(one == other for one, other in zip(said, again, strict=True))


def _order(reading: Reading, structure: Structure) -> tuple[list[object], ...]:
    """Which blocks follow each other, and the numbers of points."""
    blocks = outline(reading.document.blocks)
    if structure is Structure.NUMBERS:
        return [(kind, path) for kind, _, path in blocks], [kind for kind, *_ in reading.titles]
    return [*blocks], [*reading.titles], [point.number for point in reading.document.points]


def outline(blocks: Iterable[Block]) -> list[tuple[BlockKind, int, object]]:
    """The blocks, neighbouring paragraphs of one container taken as one.

    Items of which the number labels a point of an answer do not count as containers.
    """
    numbers: dict[tuple[str, int], int] = {}
    entries: list[tuple[BlockKind, int, object]] = []
    for block in blocks:
        path = tuple(
            (one.kind, one.number, numbers.setdefault((one.kind, one.line), len(numbers)))
            for one in block.containers
            if not one.is_label
        )
        entry = (block.kind, block.level, path)
        if block.kind is not BlockKind.PARAGRAPH or not entries or entries[-1] != entry:
            entries.append(entry)
    return entries


def _containers(shape: _Shape) -> list[str]:
    """The containers in order, empty ones too."""
    return [name for name, _ in shape if name in _CONTAINERS]


def _starts_like_a_block(document: Document) -> Counter[str]:
    """How many lines of text begin as a block does (`10. A`): other readers and later edits make it one."""
    paragraphs = (block for block in document.blocks if block.kind is BlockKind.PARAGRAPH)
    begun = (block_begun(document.source.text[slice(*line)]) for block in paragraphs for line in block.lines)
    return Counter(filter(None, begun))


def titles_of(source: Source, blocks: Sequence[Block]) -> list[_Title]:
    """Which blocks are titles for other readers, who make one of the lines above dashes; else nothing.

    ``blocks`` are those that are read where no reader does.
    """
    if source.underlines or not DASHES.search(source.text):
        return []
    if _has_underline(source, blocks):
        blocks = parse_blocks(replace(source, underlines=True)).blocks
    return [entry for entry, _ in groupby(map(_title, blocks))]


def _title(block: Block) -> _Title:
    return block.kind, block.level, len(block.lines) if block.kind is BlockKind.HEADING else 0


def _has_underline(source: Source, blocks: Sequence[Block]) -> bool:
    """Whether dashes stand right below a line with text, those of front matter aside."""
    text = source.text
    if "\r" in text:
        return True  # a line may end where the pattern sees no end
    fronted = bool(blocks) and blocks[0].kind is BlockKind.FRONT_MATTER
    start = source.line_starts[blocks[0].end_line] if fronted else 0
    return any(
        text[text.rfind("\n", 0, max(found.start() - 1, 0)) + 1 : found.start()].strip(" \t\n")
        for found in DASHES.finditer(text, start)
    )
