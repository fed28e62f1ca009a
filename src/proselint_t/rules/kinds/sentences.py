"""Kind ``sentences``: a paragraph holds exactly one sentence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from proselint_t.document.block_starts import begins_block
from proselint_t.document.layout import continuation_prefix
from proselint_t.document.line_paragraphs import (
    asides,
    ends_inside,
    first_character,
    gap_before,
    is_wholly_one,
    joining_edit,
)
from proselint_t.document.model import MarkupKind
from proselint_t.document.sentences import is_small_name
from proselint_t.rules.rule import BaseRule, Context, Field, FieldType, RuleMeta, Violation, violation
from proselint_t.text.edits import Applicability, Edit, Fix
from proselint_t.text.messages import fill, translated
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from proselint_t.document import Segment


_ORDINALS = ("Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth")


def ordinal(number: int) -> str:
    """«Second» for 2; from 11 on «One more»."""
    return translated(_ORDINALS[number - 2] if number - 2 < len(_ORDINALS) else "One more")


class Sentences(BaseRule):
    """Each further sentence of a paragraph, and each line that ends inside a sentence.

    Setting ``paragraph``: with ``line`` every source line is a paragraph, with ``block`` a Markdown
    paragraph is one and its line breaks do not matter.
    """

    fields: ClassVar[tuple[Field, ...]] = (
        Field("openers", FieldType.TEXTS, "Lower-case words that may begin a sentence.", ()),
        Field("broken_message", FieldType.SAID, "What is said of a line that ends inside a sentence.", ""),
    )

    def __init__(self, meta: RuleMeta, options: Mapping[str, Any]) -> None:
        super().__init__(meta, options)
        self._openers: tuple[str, ...] = tuple(options["openers"])
        self._of_lines = replace(meta, message=options.get("broken_message") or meta.message)

    def check(self, segment: Segment, context: Context) -> Iterator[Violation]:
        if not segment.is_running_text:
            return
        by_line = context.settings.get("paragraph", "block") == "line"
        aside = asides(segment)
        yield from self._further_sentences(segment, context, aside, by_line=by_line)
        if by_line:
            yield from self._broken_lines(segment, context, aside)

    def _further_sentences(
        self, segment: Segment, context: Context, aside: list[Span], *, by_line: bool
    ) -> Iterator[Violation]:
        paragraphs = segment.lines if by_line else (Span(0, len(segment.prose.text)),)
        firsts = {first_character(segment, paragraph) for paragraph in paragraphs}
        count = 1
        for sentence in segment.sentences[1:] if len(segment.sentences) > 1 else ():
            start = sentence.span.start
            if start in firsts:
                count = 1
            if not self._begins(segment.prose.text, start) or start in firsts:
                continue
            count += 1
            if not any(span.start < start < span.end for span in aside):
                # Right behind the white space: markup that opens here belongs to the sentence.
                place = segment.prose.origin_end(start) if start else segment.prose.origin(start)
                fix = self._division(segment, context, start, by_line=by_line)
                message = fill(self.meta.message, (ordinal(count),))
                yield Violation(self.meta.id, self.meta.severity, Span(place, place + 1), message, fix)

    def _begins(self, text: str, start: int) -> bool:
        """A small letter behind a stray full stop begins nothing, but an opener or a name may."""
        if not text[start].islower() or text.startswith(self._openers, start):
            return True
        return is_small_name(text, start)

    def _division(self, segment: Segment, context: Context, start: int, *, by_line: bool) -> Fix | None:
        """The fix that begins a new paragraph at a sentence; withheld where it would begin a block."""
        source = context.document.source
        place = gap_before(segment, start)
        if place is None:
            return None
        line = source.line_at(place.end)
        if begins_block(source.text[place.end : source.line_end(line)]):
            return None
        newline = source.newline + continuation_prefix(segment.block, source, place.end, by_line=by_line)
        text = newline if by_line else newline.rstrip(" \t") + newline
        applicability = self._division_class(segment, place, by_line=by_line)
        return Fix((Edit(place, text),), translated("Begin a new paragraph"), applicability)

    def _division_class(self, segment: Segment, place: Span, *, by_line: bool) -> Applicability:
        """A division inside a link, or of a Markdown paragraph inside any markup, is only shown."""
        for markup in segment.block.markup:
            if markup.inner.contains(place) and (markup.kind is MarkupKind.LINK or not by_line):
                return Applicability.DISPLAY
        return self.meta.fix

    def _broken_lines(self, segment: Segment, context: Context, aside: list[Span]) -> Iterator[Violation]:
        starts = {sentence.span.start for sentence in segment.sentences} if len(segment.lines) > 1 else set()
        quotations = [quotation.span for quotation in segment.quotations]
        for line, following in zip(segment.lines, segment.lines[1:], strict=False):
            begin = first_character(segment, following)
            if begin in starts or segment.prose.widths.get(line.end, 1) > 2:
                continue
            if any(span.start < line.end < span.end for span in quotations) or is_wholly_one(segment, aside):
                continue
            if ends_inside(segment, line, following):
                fix = self._join(segment, context, line)
                yield violation(self._of_lines, segment, Span(line.end, line.end + 1), fix)

    def _join(self, segment: Segment, context: Context, line: Span) -> Fix | None:
        newline = segment.prose.origin(line.end)
        edit = joining_edit(segment.block, context.document.source, newline)
        if edit is None:
            return None
        is_hard = newline in segment.block.hard_breaks
        return Fix(
            (edit,), translated("Join with the next line"), Applicability.UNSAFE if is_hard else self.meta.fix
        )
