"""Comments that silence what a report holds, written into the text beside it.

Owns where such a comment may stand and proves that it changes nothing else; how comments are read is the
business of ``suppressions``. It must not know files.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from proselint_t.document import parse
from proselint_t.document.model import BlockKind
from proselint_t.edits import Edit, apply_edits
from proselint_t.span import Span
from proselint_t.suppressions import IDS, find_comments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.document import Document
    from proselint_t.linter import Report
    from proselint_t.source import Source

_TAILS = {
    BlockKind.HEADING: re.compile(r"(?:[ \t]+#+)?[ \t]*$"),
    BlockKind.CELL: re.compile(r"(?:[ \t]*\|)?[ \t]*$"),
}
"""What must stay at the end of a line: the closing marks of a heading, the last bar of a row …"""
_HARD_BREAK = re.compile(r"[ \t]*\\?$")
_BLANK = " \t>"
"""What a blank line may hold, inside quotations too."""
_PROBE = "\ue000"
"""A private character that no text of ours holds: where it is prose, a comment is one too."""


def silence(report: Report, reason: str = "") -> Source:
    """The text with a comment behind each line that has violations.

    Where a comment would change the document, or would not be read as one (in code, in an attribute of a tag,
    on a blank line), none is written.
    """
    document = report.document
    edits = _sound(document, list(_comments(report, reason)))
    return replace(document.source, text=apply_edits(document.source.text, edits))


def _comments(report: Report, reason: str) -> Iterator[Edit]:
    source = report.source
    rules: defaultdict[int, set[str]] = defaultdict(set)
    for violation in report.violations:
        if violation.rule not in IDS:
            rules[source.line_at(violation.span.start)].add(violation.rule)
    tails = {
        line: _TAILS[block.kind]
        for block in report.document.blocks
        if block.kind in _TAILS
        for line in range(block.first_line, block.end_line)
    }
    behind = f" -- {reason}" if reason else ""
    for line, names in sorted(rules.items()):
        text = source.line(line)
        tail = tails.get(line, _HARD_BREAK).search(text)
        if tail and text.strip(_BLANK):
            at = source.line_starts[line] + tail.start()
            comment = f" <!-- proselint-t-disable-line {' '.join(sorted(names))}{behind} -->"
            yield Edit(Span(at, at), comment)


def _sound(document: Document, edits: list[Edit]) -> list[Edit]:
    """The comments that together change nothing else, found by halving when the whole does."""
    if not edits or _keeps(document, edits):
        return edits
    if len(edits) == 1:
        return []
    middle = len(edits) // 2
    first, second = _sound(document, edits[:middle]), _sound(document, edits[middle:])
    both = [*first, *second]
    return both if not first or not second or _keeps(document, both) else first


def _keeps(document: Document, edits: list[Edit]) -> bool:
    changed = _edited(document, edits)
    return (
        _reading(document) == _reading(changed)
        and len(find_comments(changed)) == len(find_comments(document)) + len(edits)
        and _stand_in_prose(document, edits)
    )


def _stand_in_prose(document: Document, edits: list[Edit]) -> bool:
    """Whether a word in place of each comment would be prose, and not a part of a tag, an address or code."""
    probed = _edited(document, [Edit(edit.span, f" {_PROBE}") for edit in edits])
    return _probes(probed) == _probes(document) + len(edits)


def _edited(document: Document, edits: list[Edit]) -> Document:
    return parse(replace(document.source, text=apply_edits(document.source.text, edits)))


def _probes(document: Document) -> int:
    return sum(segment.prose.masked.count(_PROBE) for segment in document.segments)


def _reading(document: Document) -> tuple[object, ...]:
    """What must stay: the blocks, the words, and how many lines are broken for good."""
    words = [word for segment in document.segments for word in segment.prose.text.split()]
    return document.shape, words, sum(len(block.hard_breaks) for block in document.blocks)
