"""The fixes of a long text, portion by portion: what is read of one is forgotten when it is mended.

Each portion is mended in rounds, as a document is. A fix whose proof looks behind its end waits for the next
one, which begins where such a proof does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from proselint_t.document.chunks.portions import Portions
from proselint_t.lint import fixer, long_texts
from proselint_t.lint.fixer import Fixer, FixResult, sure_enough
from proselint_t.lint.linter import fixes_of, in_order, unproved
from proselint_t.lint.long_texts import in_portions, rules_by_reach, sight_of
from proselint_t.lint.suppressions import (
    Silenced,
    comment_places,
    find_comments,
    going_on,
    silences_all,
)
from proselint_t.rules.rule import Reach
from proselint_t.text.budget import budget
from proselint_t.text.packed import Alike
from proselint_t.text.span import Inner, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from proselint_t.config import FileSettings
    from proselint_t.document import Document
    from proselint_t.document.chunks.portions import Portion
    from proselint_t.lint.linter import Report
    from proselint_t.lint.suppressions import Comment
    from proselint_t.rules.rule import ActiveRule, Violation
    from proselint_t.text.source import Source

_ASKED = (Reach.SEGMENT, Reach.POINT, Reach.BLOCKS, Reach.LINE, Reach.OUTLINE)
"""Rules whose fixes do not depend on what stands far away. Fixes of others are left to the whole text."""


def fix_in_portions(
    source: Source, settings: FileSettings, *, unsafe: bool = False, size: int | None = None
) -> FixResult | None:
    """Apply the fixes of a text as its settings read it; ``None`` where one must see all of it at once.

    Where nothing can be mended in portions that is still to be mended, the whole text is read for the rest.
    Raises :class:`RuleError` as the fixer does.
    """
    size = size or long_texts.SIZE
    rules = rules_by_reach(source, settings)
    if rules is None or any(
        place.start > size and silences_all(source.text, place) for place in comment_places(source.text)
    ):
        return None
    sure = sure_enough(unsafe=unsafe)
    report = in_portions(source, settings, but=sure, size=size)
    if report is not None:
        return FixResult(source, report, ())
    mending = _Mending(source, settings, rules, size, unsafe=unsafe)
    del source
    mending.run()
    source, rounds = mending.portions.source, mending.rounds
    del mending
    report = in_portions(source, settings, size=size)
    if report is not None and not any(fix.applicability in sure for _, fix in fixes_of(report.violations)):
        return FixResult(source, report, rounds)
    rest = fixer.fix(source, settings.rules, unsafe=unsafe, language=settings.language, known=settings.known)
    return rest._replace(rounds=(*rounds, *rest.rounds))


class _Mending:
    """What becomes of a text: that of ``portions``, which hold a new one when ``rounds`` have mended some."""

    def __init__(
        self,
        source: Source,
        settings: FileSettings,
        rules: Mapping[Reach, Sequence[ActiveRule]],
        size: int,
        *,
        unsafe: bool,
    ) -> None:
        self.settings, self.unsafe = settings, unsafe
        self.asked = [active for reach in _ASKED for active in rules[reach]]
        sealed = Inner(comment_places(source.text))
        self.portions = Portions(source, settings.language, size, sealed, sight_of(rules))
        self.rounds: list[Alike[Violation]] = []

    def run(self) -> None:
        above: list[Comment] = []
        for portion, document in self.portions.read():
            with budget(len(document.source.text)):
                above = self._mend(portion, document, above)
            del document  # before the next one is read

    def _mend(self, portion: Portion, document: Document, above: list[Comment]) -> list[Comment]:
        """Mend a portion. Takes and gives what comments above say, at places counted from where it begins."""
        by, portions = portion.by, self.portions
        own = Span(portion.start - by if portion.start else 0, portion.end - by)
        above = [one.shifted(own.start) for one in above]
        fixer = _PortionFixer(self, document, own, above, inside=portion.entry.inside_paragraph)
        end, line = fixer.settled(fixer.mended())
        self.rounds += [Alike(one.shifted(by) for one in mended) for mended in fixer.rounds]
        text = fixer.proof.document.source.text
        if fixer.rounds or end < portion.end - by:
            portions.put(text, end, line, Inner(comment_places(text)))
        start = portions.start - by
        return [one.shifted(-start) for one in going_on(fixer.comments(), start, len(text))]


class _PortionFixer(Fixer):
    """Mends what was read of a portion, but for what lies beside it: ``own`` is its stretch.

    Of one that begins ``inside`` of a paragraph the lines before it are only looked at.
    """

    def __init__(
        self, mending: _Mending, document: Document, own: Span, above: Sequence[Comment], *, inside: bool
    ) -> None:
        settings = mending.settings
        super().__init__(document, settings.rules, unsafe=mending.unsafe, known=settings.known)
        self.own, self.above, self.inside = own, above, inside
        self._mending = mending

    def comments(self) -> list[Comment]:
        return [*self.above, *find_comments(self.proof.document)]

    def found(self) -> list[Violation]:
        document = self.proof.document
        found = in_order(one for one in unproved(document, self._mending.asked, memo=self.memo) if one.fix)
        return [*Silenced(self.comments(), len(document.source.text)).kept(found)]

    def may_apply(self, violation: Violation) -> bool:
        return super().may_apply(violation) and all(self._is_own(edit.span) for edit in violation.edits)

    def _is_own(self, span: Span) -> bool:
        around = self.proof.around(span)
        start = span.start if self.inside else around.start
        return self.own.start <= start and around.end <= self.own.end

    def read(self, text: str) -> Document:
        more = len(text) - len(self.proof.document.source.text)
        self.own = Span(self.own.start, self.own.end + more)
        return self._mending.portions.reread(text, self.proof.inlines)

    def settled(self, report: Report) -> tuple[int, int]:
        """Up to where no fix left has a proof that looks behind the end, and up to where none of them is."""
        end = self.own.end
        left = (
            edit.span
            for one in report.violations
            if super(_PortionFixer, self).may_apply(one)
            for edit in one.edits
        )
        proofs = [
            (around.start, span.start) for span in left if (around := self.proof.around(span)).end > end
        ]
        return min((start for start, _ in proofs), default=end), min((at for _, at in proofs), default=end)
