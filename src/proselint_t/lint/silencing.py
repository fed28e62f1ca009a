"""Comments that silence violations, written into the text beside them.

Owns where such a comment may stand and proves that it changes nothing else; how comments are read is the
business of ``suppressions``. It must not know files.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from proselint_t.document import Document, parse
from proselint_t.lint.suppressions import IDS, comment_marks, find_comments, is_mdx
from proselint_t.text.edits import Edit, apply_edits, keeping
from proselint_t.text.marks import LINE_SPACES
from proselint_t.text.patterns import pattern
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from proselint_t.lint.linter import Report
    from proselint_t.rules.rule import Violation
    from proselint_t.text.source import Source

Rereading = Callable[[Sequence[Edit]], tuple[Document, Document]]
"""Edits → what they touch, as it is read before them and after."""

_BLANK = " \t>"
"""What a blank line may hold, inside quotations too."""
_MDX_COMMENT = pattern(r"\{/\*.*?\*/\}")
_PROBE = "\ue000"
"""A private character that no text of ours holds: where it is prose, a comment is one too."""


def with_suppressions(report: Report, reason: str = "") -> Source:
    """The text with a comment behind each line that has violations.

    Where a comment would change the document, or would not be read as one (in code, in an attribute of a tag,
    on a blank line), none is written.
    """
    source = report.source

    def trial(edits: Sequence[Edit]) -> tuple[Document, Document]:
        return report.document, parse(replace(source, text=apply_edits(source.text, edits)))

    edits = keeping(list(_comments(source, report.violations, reason)), partial(_keeps, trial))
    return replace(source, text=apply_edits(source.text, edits))


def silencing(
    source: Source, violations: Sequence[Violation], trial: Rereading
) -> Iterator[tuple[Violation, Edit]]:
    """For each violation the comment that silences it alone, where one may stand.

    Whether one may is up to the line, not to the rules that it names: so all lines are tried at once.
    """
    sound = {edit.span for edit in keeping(list(_comments(source, violations)), partial(_keeps, trial))}
    for violation in violations:
        for edit in _comments(source, [violation]):
            if edit.span in sound:
                yield violation, edit


def _comments(source: Source, violations: Iterable[Violation], reason: str = "") -> Iterator[Edit]:
    """A comment at the end of each line; one that stands there with the same reason takes in the rules."""
    rules: defaultdict[int, set[str]] = defaultdict(set)
    for violation in violations:
        if violation.rule not in IDS:
            rules[source.line_at(violation.span.start)].add(violation.rule)
    opens, closes = comment_marks(source.file)
    opening = f" {opens} proselint-t-disable-line"
    closing = f" -- {reason} {closes}" if reason else f" {closes}"
    end = _end_of_line(opening, closing)
    for line, names in sorted(rules.items()):
        text, start = source.line(line), source.line_starts[line]
        found = end.search(text)
        if found and text.strip(_BLANK):
            names.update((found["rules"] or "").split())
            comment = f"{opening} {' '.join(sorted(names))}{closing}"
            yield Edit(Span(start + found.start(), start + found.start("tail")), comment)


def _end_of_line(opening: str, closing: str) -> re.Pattern[str]:
    """A comment that opens and closes so, and behind it what must stay last on a line.

    That is the bar of a row, the closing marks of a heading, a hard break.
    """
    comment = rf"{re.escape(opening)}(?P<rules>(?: \w[\w.-]*)+){re.escape(closing)}"
    tail = rf"(?:[ \t]*(?<!\\)\||[ \t]+\#+)?[{LINE_SPACES}]*\\?"
    return re.compile(rf"(?<![{LINE_SPACES}])(?:{comment})?(?P<tail>{tail})$")


def _keeps(trial: Rereading, chosen: Sequence[Edit], more: Sequence[Edit]) -> bool:
    """Whether comments change nothing else, and are read as such."""
    edits = [*chosen, *more]
    before, after = trial(edits)
    new = sum(edit.span.empty for edit in edits)
    return (
        _reading(before) == _reading(after)
        and len(find_comments(after)) == len(find_comments(before)) + new
        and _stand_in_prose(edits, trial)
    )


def _stand_in_prose(edits: list[Edit], trial: Rereading) -> bool:
    """Whether a word in place of each comment would be prose, and not a part of a tag, an address or code."""
    before, after = trial([Edit(edit.span, f" {_PROBE}") for edit in edits])
    return _probes(after) == _probes(before) + len(edits)


def _probes(document: Document) -> int:
    return sum(segment.prose.masked.count(_PROBE) for segment in document.segments)


def _reading(document: Document) -> tuple[object, ...]:
    """What must stay: the blocks, the words, and how many lines are broken for good."""
    return document.shape, _words(document), sum(len(block.hard_breaks) for block in document.blocks)


def _words(document: Document) -> list[str]:
    """The words; a comment of MDX, which is text for Markdown, is none."""
    if not is_mdx(document.source.file):
        return document.words
    return _MDX_COMMENT.sub("", " ".join(document.words)).split()
