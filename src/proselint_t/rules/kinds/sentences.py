"""Kind ``sentences``: a paragraph holds exactly one sentence."""

from __future__ import annotations

from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any, ClassVar

from proselint_t.document.block_starts import begins_block
from proselint_t.document.layout import continuation_prefix
from proselint_t.document.line_paragraphs import (
    Asides,
    ends_inside,
    first_character,
    gap_before,
    joining_edit,
)
from proselint_t.document.markdown.nesting import Nesting
from proselint_t.document.model import BlockKind, MarkupKind
from proselint_t.document.sentences import is_small_name
from proselint_t.rules.rule import BaseRule, Context, Field, FieldType, RuleMeta, Violation
from proselint_t.text.edits import Applicability, Edit, Fix
from proselint_t.text.messages import translated
from proselint_t.text.span import Inner, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from proselint_t.document import Segment
    from proselint_t.document.model import Markup

_BEGINNING = 2_000
"""Characters of a line by which it is told from other blocks."""
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
        self._broken: str = options.get("broken_message") or meta.message

    def check(self, segment: Segment, context: Context) -> Iterator[Violation]:
        if not segment.is_running_text:
            return
        by_line = context.settings.get("paragraph", "block") == "line"
        has_further, has_lines = len(segment.sentences) > 1, by_line and len(segment.lines) > 1
        if not has_further and not has_lines:
            return
        aside = Asides(segment)
        if has_further:
            yield from self._further_sentences(segment, context, aside, by_line=by_line)
        if has_lines:
            yield from self._broken_lines(segment, context, aside)

    def _further_sentences(
        self, segment: Segment, context: Context, aside: Asides, *, by_line: bool
    ) -> Iterator[Violation]:
        paragraphs = segment.lines if by_line else (Span(0, len(segment.prose.text)),)
        firsts = {first_character(segment, paragraph) for paragraph in paragraphs}
        markup = Nesting(segment.block.markup, lambda one: one.inner)
        count = 1
        for sentence in islice(segment.sentences, 1, None):
            start = sentence.span.start
            if start in firsts:
                count = 1
            if not self._begins(segment.prose.text, start) or start in firsts:
                continue
            count += 1
            if not aside.hold(start):
                # Right behind the white space: markup that opens here belongs to the sentence.
                gap = gap_before(segment, start)
                place = gap.end if gap else segment.prose.origin_end(start)
                fix = self._division(segment, context, gap, markup, by_line=by_line)
                yield self.violation_at(Span(place, place + 1), fix, words=(ordinal(count),))

    def _begins(self, text: str, start: int) -> bool:
        """A small letter behind a stray full stop begins nothing, but an opener or a name may."""
        if not text[start].islower() or text.startswith(self._openers, start):
            return True
        return is_small_name(text, start)

    def _division(
        self,
        segment: Segment,
        context: Context,
        place: Span | None,
        markup: Nesting[Markup],
        *,
        by_line: bool,
    ) -> Fix | None:
        """The fix that begins a new paragraph behind a gap; withheld where it would begin a block."""
        source = context.document.source
        # A line that begins with a comment is HTML: what is put below it is none.
        if place is None or segment.block.kind is BlockKind.COMMENT_LINE:
            return None
        end = min(source.line_end(source.line_at(place.end)), place.end + _BEGINNING)
        if begins_block(source.text[place.end : end]):
            return None
        newline = source.newline + continuation_prefix(segment.block, source, place.end, by_line=by_line)
        text = newline if by_line else newline.rstrip(" \t") + newline
        # Inside a link, and of a Markdown paragraph inside any markup, a division is only shown.
        inside = any(one.kind is MarkupKind.LINK or not by_line for one in markup.around(place))
        applicability = Applicability.DISPLAY if inside else self.meta.fix
        return Fix((Edit(place, text),), translated("Begin a new paragraph"), applicability)

    def _broken_lines(self, segment: Segment, context: Context, aside: Asides) -> Iterator[Violation]:
        starts = {sentence.span.start for sentence in segment.sentences}
        quoted = Inner(quotation.span for quotation in segment.quotations)
        for line, following in pairwise(segment.lines):
            begin = first_character(segment, following)
            if begin in starts or segment.prose.widths.get(line.end, 1) > 2:
                continue
            if aside.are_all or line.end in quoted:
                continue
            if ends_inside(segment, line, following):
                fix = self._join(segment, context, line)
                place = Span(line.end, line.end + 1)
                yield self.violation_in(segment, place, fix, message=self._broken)

    def _join(self, segment: Segment, context: Context, line: Span) -> Fix | None:
        newline = segment.prose.origin(line.end)
        edit = joining_edit(segment.block, context.document.source, newline)
        if edit is None:
            return None
        is_hard = newline in segment.block.hard_breaks
        return Fix(
            (edit,), translated("Join with the next line"), Applicability.UNSAFE if is_hard else self.meta.fix
        )
