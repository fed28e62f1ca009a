"""A sentence or a paragraph of a point, by its number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proselint_t.document.sentences.segments import cut, ends_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.defects.answer import Answer
    from proselint_t.defects.lists import Part
    from proselint_t.text.span import Span


def part_span(answer: Answer, at: int, part: Part) -> Span | None:
    """The span of a part of the point with an index; ``None`` where the point has it not.

    A first line that is a title or the question may be counted or not, so behind it only the last part is
    sure.
    """
    point, text = answer.points[at], answer.source.text
    lines = point.lines
    if not lines or (part.number > 0 and not _counts(text, lines[0], point.question)):
        return None
    spans = list(lines) if part.unit == "paragraph" else list(_sentences(text, lines))
    index = part.number - 1 if part.number > 0 else part.number
    return spans[index] if index < len(spans) else None


def _counts(text: str, line: Span, question: Span | None) -> bool:
    return question is None and ends_sentence(text[slice(*line)])


def _sentences(text: str, lines: tuple[Span, ...]) -> Iterator[Span]:
    for line in lines:
        yield from (span.shifted(line.start) for span in cut(text[slice(*line)]))
