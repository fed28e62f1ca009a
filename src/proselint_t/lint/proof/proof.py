"""The proof that fixes are harmless: what a document says beside them is read the same before and after.

The one answerer of that question. The linter asks it before it calls a violation fixable, the fixer before it
writes. The text with all edits is read once; where it says something else, the stretches that edits touch are
read apart, each with the blocks beside it. No block is read twice by the inline pass.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from functools import cache, cached_property, partial
from itertools import accumulate, pairwise, starmap
from typing import TYPE_CHECKING

from proselint_t.document import assemble
from proselint_t.document.markdown.blocks import definitions_of, parse_blocks, targets_of
from proselint_t.document.model import BlockKind
from proselint_t.document.points import PointTree, TreeState
from proselint_t.document.reader import Reader
from proselint_t.language.recognition import language_of_source
from proselint_t.lint.proof.blocks import TextBlocks
from proselint_t.lint.proof.changes import LEAD, Changes, all_edits
from proselint_t.lint.proof.cover import Cover
from proselint_t.lint.proof.readings import (
    INSIDE_OTHERS,
    Reading,
    are_equal,
    said,
    titles_of,
)
from proselint_t.lint.proof.runs import Runs
from proselint_t.rules.rule import Structure
from proselint_t.text.edits import Edit, given_up, keeping
from proselint_t.text.limits import PROOF_READINGS, limit
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from proselint_t.document import Document
    from proselint_t.document.reader import InlineMemo
    from proselint_t.lint.proof.blocks import Read
    from proselint_t.rules.rule import ActiveRule, RuleMeta, Violation

_LEAST = 25_000
"""Characters that are added to a document: how often they may be read in the search for culprits is bounded.
What is not proved harmless by then counts as harmful, which its violation says."""
_MARK = 20
"""A mark of inline Markdown takes as long to read as so many characters."""


@dataclass(slots=True)
class Patience:
    """How many characters may be read yet in the search for culprits; below 0 it has ended early."""

    left: int

    @classmethod
    def of(cls, document: Document, times: int = 1) -> Patience:
        """``times``: so many times that of one search."""
        return cls(times * int(limit(PROOF_READINGS)) * (_LEAST + len(document.source.text)))


def proved(violations: Sequence[Violation], proof: Proof) -> list[Violation]:
    """The violations in their order, without the fixes that cannot be proved harmless."""
    fixable = [violation for violation in violations if violation.fix is not None and violation.fix.edits]
    fixable.sort(key=lambda violation: violation.span)
    fixable.sort(key=proof.rank_of)
    sound: set[int] = set()
    for harmless in (proof.harmless_trims, proof.harmless_together, proof.harmless_in_lines):
        sound.update(map(id, harmless(fixable)))
        fixable = [violation for violation in fixable if id(violation) not in sound]
    for structure in Structure:
        waiting = [violation for violation in fixable if proof.structure_of(violation) is structure]
        while waiting:
            together, waiting = apart(waiting)
            sound.update(id(violation) for violation in proof.harmless(together, structure))
    otherwise = given_up() if proof.patience.left < 0 else None
    return [
        violation if violation.fix is None or id(violation) in sound else violation._replace(fix=otherwise)
        for violation in violations
    ]


def apart(violations: Iterable[Violation]) -> tuple[list[Violation], list[Violation]]:
    """Those whose fixes overlap none of an earlier one, and the others."""
    violations = list(violations)
    if not any(starmap(_overlap, pairwise(all_edits(violations)))):
        return violations, []
    taken: list[Edit] = []
    chosen, others = [], []
    for violation in violations:
        edits = violation.edits
        if any(_clashes(edit, taken) for edit in edits):
            others.append(violation)
            continue
        chosen.append(violation)
        for edit in edits:
            taken.insert(bisect_left(taken, edit), edit)
    return chosen, others


def _without(violations: Iterable[Violation], some: Iterable[Violation]) -> list[Violation]:
    """The violations that are not among some of them; two that are alike may stand at one place."""
    known = set(map(id, some))
    return [violation for violation in violations if id(violation) not in known]


def _clashes(edit: Edit, taken: list[Edit]) -> bool:
    """``taken`` is sorted and free of overlaps, so only the neighbours can clash."""
    at = bisect_left(taken, edit)
    return (at > 0 and _overlap(taken[at - 1], edit)) or (at < len(taken) and _overlap(edit, taken[at]))


def _overlap(edit: Edit, following: Edit) -> bool:
    """Whether two edits, in order, cannot be made both."""
    return edit.span.end > following.span.start or edit.span == following.span


class Proof:
    """What may be changed in one document by some rules."""

    def __init__(self, document: Document, rules: Iterable[ActiveRule]) -> None:
        self.document = document
        self.metas: dict[str, RuleMeta] = {active.rule.meta.id: active.rule.meta for active in rules}
        self._ranks = {rule: rank for rank, rule in enumerate(self.metas)}
        self.patience = Patience.of(document)
        self._after: Document | None = None
        self._read: dict[Span, Reading] = {}
        self._cover = Cover(document, self.metas)
        self._blocks = TextBlocks(document)
        self._runs = Runs(self._blocks)
        self._judged: dict[tuple[Span, tuple[Edit, ...], Structure], bool] = {}

    @property
    def inlines(self) -> InlineMemo:
        """What the inline pass has made of the blocks that were read."""
        return self._blocks.inlines

    def rank_of(self, violation: Violation) -> int:
        """The place of its rule among the rules: fixes are judged in their order, however they were found."""
        return self._ranks.get(violation.rule, len(self._ranks))

    def structure_of(self, violation: Violation) -> Structure:
        meta = self.metas.get(violation.rule)
        return meta.structure if meta else Structure.UNCHANGED

    def _keeps_structure(self, violation: Violation) -> bool:
        return self.structure_of(violation) is Structure.UNCHANGED

    def harmless(self, violations: list[Violation], structure: Structure) -> list[Violation]:
        """Of violations whose fixes do not overlap, those whose fixes are harmless all at once."""
        own = [violation for violation in violations if self._cover.is_own(violation)]
        if self._whole_is_kept(own, structure):
            return own
        sound: list[Violation] = []
        for neighbours in self._neighbours(own):
            sound += keeping(neighbours, lambda chosen, more: self._keeps_beside(chosen, more, structure))
        return sound

    def _keeps_beside(self, chosen: Sequence[Violation], more: list[Violation], structure: Structure) -> bool:
        """Whether more violations are harmless beside some before them that are.

        The stretches that end before theirs are those that have been judged.
        """
        if self.patience.left < 0:
            return False
        edits = all_edits([*chosen, *more])
        first = bisect_left(edits, more[0].edits[0])
        start = self.around(edits[first].span).start
        while first and (before := self.around(edits[first - 1].span)).end > start:
            start, first = min(start, before.start), first - 1
        return self._are_kept(edits[first:], structure)

    def harmless_trims(self, violations: list[Violation]) -> list[Violation]:
        """Those whose fixes take no more than white space that the parser drops, at ends of lines or whole.

        Outside of all inline markup nothing reads on behind it: no text need be read again to see that.
        """
        taking = [one for one in violations if not any(edit.text for edit in one.edits)]
        edits = all_edits(violations) if taking else []
        reach = list(accumulate((edit.span.end for edit in edits), max, initial=-1))

        def is_dropped(edit: Edit) -> bool:
            return self._blocks.trims(edit) or self._blocks.thins(edit, reach[bisect_left(edits, edit)])

        return [one for one in taking if all(map(is_dropped, one.edits)) and self._cover.is_own(one)]

    def harmless_in_lines(self, violations: list[Violation]) -> list[Violation]:
        """Those whose fixes change the inside of lines, and are harmless with all others in their block.

        Lines that begin as they did, or plainly, leave the blocks as they are: of each block that is changed
        the inline pass is made again, and nothing else is read.
        """
        changed: dict[int, tuple[Read, list[Violation]]] = {}
        for violation in violations:
            found = self._blocks.changed_by(violation) if self._keeps_structure(violation) else None
            if found is not None and self._cover.is_own(violation):
                changed.setdefault(found.block.first_line, (found, []))[1].append(violation)
        sound: list[Violation] = []
        for found, ones in changed.values():
            chosen, _ = apart(ones)
            if self._blocks.is_kept(found, all_edits(chosen)):
                sound += chosen
        others = [
            one
            for one in _without(violations, sound)
            if self._keeps_structure(one) and self._cover.is_own(one)
        ]
        return sound + self._runs.kept(apart(others)[0], divides=False)

    def harmless_together(self, violations: list[Violation]) -> list[Violation]:
        """Many of the violations, where few readings show that their fixes are harmless.

        Fixes of plain words are read together with those that may divide and join paragraphs: each run of
        paragraphs alone, and all that stands elsewhere at once. One that takes marks away is not: it may be
        all that keeps a mark of one paragraph from one of the next.
        """
        chosen, _ = apart(
            violation
            for violation in violations
            if self._divides_or_changes_words(violation) and self._cover.is_own(violation)
        )
        words = [violation for violation in chosen if self._keeps_structure(violation)]
        if len(words) == len(chosen) or not self._blocks.keep_their_lines(
            all_edits(chosen), all_edits(words)
        ):
            return []
        sound = self._runs.kept(chosen, divides=True)
        others = _without(chosen, sound)
        is_mixed = 0 < sum(map(self._keeps_structure, others)) < len(others)
        return sound + (others if is_mixed and self.keeps(others, Structure.PARAGRAPHS) else [])

    def _divides_or_changes_words(self, violation: Violation) -> bool:
        structure = self.structure_of(violation)
        words = structure is Structure.UNCHANGED and self._blocks.changes_words(violation)
        return words or structure is Structure.PARAGRAPHS

    def keeps(self, violations: list[Violation], structure: Structure) -> bool:
        """Whether violations whose fixes do not overlap are harmless all at once."""
        return all(self._cover.is_own(violation) for violation in violations) and (
            self._whole_is_kept(violations, structure) or self._keeps(violations, structure)
        )

    def _whole_is_kept(self, chosen: list[Violation], structure: Structure) -> bool:
        """Whether the whole text says the same; ``False`` too where the stretches are quicker to read.

        A part of a text does not hold all that it was read with.
        """
        if self.document.is_part:
            return False
        edits = all_edits(chosen)
        length = len(self.document.source.text)
        if 2 * sum(span.end - span.start for span, _ in self._stretches(edits)) < length:
            return False
        return self._is_kept(Span(0, length), edits, structure)

    def _neighbours(self, violations: list[Violation]) -> Iterator[list[Violation]]:
        """The violations in the order of the text, those together whose fixes lie in one stretch."""
        together: list[Violation] = []
        end = 0
        for violation in sorted(violations, key=lambda one: one.edits[0].span):
            edits = violation.edits
            around = self.around(Span(edits[0].span.start, edits[-1].span.end))
            if together and around.start >= end:
                yield together
                together = []
            together.append(violation)
            end = max(end, around.end)
        if together:
            yield together

    def _keeps(self, chosen: list[Violation], structure: Structure) -> bool:
        return self._are_kept(all_edits(chosen), structure)

    def _are_kept(self, edits: list[Edit], structure: Structure) -> bool:
        return all(self._is_kept(span, inside, structure) for span, inside in self._stretches(edits))

    def _stretches(self, edits: list[Edit]) -> Iterator[tuple[Span, list[Edit]]]:
        """The stretches of the source that edits touch, with the edits in each."""
        stretch, inside = Span(0, 0), list[Edit]()
        for edit in edits:
            around = self.around(edit.span)
            if inside and around.start >= stretch.end:
                yield stretch, inside
                stretch, inside = around, []
            stretch = Span(min(stretch.start, around.start) if inside else around.start, around.end)
            inside.append(edit)
        if inside:
            yield stretch, inside

    def around(self, span: Span) -> Span:
        """The outermost blocks that a place touches, with one more on either side."""
        starts, length = self._block_starts, len(self.document.source.text)
        first = max(bisect_right(starts, max(span.start - 1, 0)) - 2, 0)
        last = bisect_right(starts, span.end) + 1
        return Span(starts[first] if first else 0, starts[last] if last < len(starts) else length)

    @cached_property
    def _block_starts(self) -> list[int]:
        """Where the outermost blocks and list items begin; the first begins with the text."""
        lines = {
            block.containers[0].line if block.containers else block.first_line
            for block in self.document.blocks
            if block.kind not in INSIDE_OTHERS and (block.kind is not BlockKind.CELL or block.header)
        }
        starts = self.document.source.line_starts
        return [0, *(starts[line] for line in sorted(lines)[1:])]

    def _is_kept(self, span: Span, edits: list[Edit], structure: Structure) -> bool:
        key = (span, tuple(edits), structure)
        if key not in self._judged:
            if self.patience.left < 0:
                return False
            self.patience.left -= 2 * (span.end - span.start) + _MARK * self._cover.count_of_atoms(span)
            self._judged[key] = self._says_the_same(span, Changes(span, edits), structure)
        return self._judged[key]

    def _says_the_same(self, span: Span, changes: Changes, structure: Structure) -> bool:
        old = self.document.source.text[slice(*span)]
        before = self._read.get(span)
        if before is None:
            before = self._read[span] = self._before(old, span)
        if self._is_whole(span):
            self._after = None  # two readings of the whole are enough to hold
        after = self._reading(changes.applied(old), span)
        if self._is_whole(span):
            self._after = after.document
            if targets_of(after.document.references) != targets_of(self.document.references):
                return False  # what links point to counts for blocks that no edit touches
        return are_equal(
            said(before, changes.old, changes.moved, structure),
            said(after, changes.new, lambda offset: offset, structure),
        )

    @cached_property
    def _states(self) -> list[TreeState]:
        """How far the numbers of points have come before each point, and at the end."""
        labels = (point.label for point in self.document.points)
        return list(accumulate(labels, TreeState.behind, initial=self.document.state))

    def after(self, text: str) -> Document:
        """The document with a text that edits have made of its own; only what they touch is read."""
        if self._after is None or self._after.source.text != text:
            self._after = self._reading(text, Span(0, len(self.document.source.text))).document
        return self._after

    def _is_whole(self, span: Span) -> bool:
        return not self.document.is_part and span == (0, len(self.document.source.text))

    def _before(self, text: str, span: Span) -> Reading:
        if self._is_whole(span):
            source, references = self.document.source, self.document.references
            blocks = (block for block in self.document.blocks if block.kind not in INSIDE_OTHERS)
            return Reading(self.document, definitions_of(references), titles_of(source, list(blocks)))
        return self._reading(text, span)

    def _reading(self, text: str, span: Span) -> Reading:
        source = replace(self.document.source, text=(LEAD if span.start else "") + text)
        blocks = parse_blocks(source)
        definitions = definitions_of(blocks.env)
        known = self.document.references
        if not self._is_whole(span):
            blocks = blocks._replace(env=known)
        reader = Reader(
            source, blocks, self._blocks.inlines if targets_of(blocks.env) == targets_of(known) else None
        )
        before = bisect_left(self.document.points, span.start, key=lambda point: point.span.start)
        reader.tree = PointTree(self._states[before])
        latin = cache(partial(language_of_source, text))  # of a stretch nobody asks
        document = assemble(reader.read(), language=self.document.language, latin=latin)
        return Reading(document, definitions, titles_of(source, blocks.blocks))
