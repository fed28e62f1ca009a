"""The proof that fixes are harmless: what a document says beside them is read the same before and after.

The one answerer of that question. The linter asks it before it calls a violation fixable, the fixer before it
writes. The text with all edits is read once; where it says something else, the stretches that edits touch are
read apart, each with the blocks beside it. No block is read twice by the inline pass.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from dataclasses import replace
from functools import cache, cached_property, partial
from itertools import accumulate, groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from proselint_t.document import assemble
from proselint_t.document.annotations.dialects import may_begin_block
from proselint_t.document.block_starts import begins_block
from proselint_t.document.layout import trimmed
from proselint_t.document.markdown.blocks import parse_blocks
from proselint_t.document.model import BlockKind
from proselint_t.document.points import BEGINNING, PointTree, TreeState, label_candidate
from proselint_t.document.reader import InlineMemo, Reader
from proselint_t.language.recognition import language_of_source
from proselint_t.rules.rule import Structure
from proselint_t.text.edits import Edit, apply_edits, keeping
from proselint_t.text.patterns import pattern
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from proselint_t.document import Document
    from proselint_t.document.markdown.collector import InlinePass
    from proselint_t.document.model import Atom, Block
    from proselint_t.rules.rule import ActiveRule, RuleMeta, Violation
    from proselint_t.text.prose import Prose
    from proselint_t.text.source import Source

_PATIENCE = (20_000, 50)
"""Characters, at least and for each one of the document, that may be read in the search for culprits.
What is not proved harmless by then counts as harmful."""
_MARK = 20
"""A mark of inline Markdown takes as long to read as so many characters."""
_INSIDE_OTHERS = frozenset({BlockKind.ALT, BlockKind.COMMENT_LINE})
_TEXT = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.CELL, *_INSIDE_OTHERS})
_OPAQUE = frozenset({BlockKind.CODE, BlockKind.HTML, BlockKind.FRONT_MATTER, BlockKind.MASKED})
_EMPHASIS = frozenset({"emphasis"})
_CONTAINERS = frozenset({"blockquote_open", "list_item_open", "footnote_reference_open"})
_DASHES = pattern(r"^[ \t>]*-+[ \t]*$", re.MULTILINE)
_MAY_BE_MARK = pattern(r"[\\`*_\[\]<>&!~${}|%\n\r]")
_MAKES_LINES = pattern(r"[\n\r|]")
_PIECE = 10_000
_LEAD = "\n"
"""In front of a stretch that is read alone: only the first line of a text can open front matter."""

Shape = tuple[tuple[str, int], ...]
_Title = tuple[BlockKind, int, int]
"""What a block is for readers who know underlines: its kind and level; of a title, how many lines it has."""


def proved(violations: Sequence[Violation], proof: Proof) -> list[Violation]:
    """The violations in their order, without the fixes that cannot be proved harmless."""
    fixable = sorted(
        (violation for violation in violations if violation.fix is not None and violation.fix.edits),
        key=lambda violation: (proof.rank_of(violation), violation.span),
    )
    sound: set[int] = set()
    for harmless in (proof.harmless_trims, proof.harmless_together, proof.harmless_in_lines):
        sound.update(id(violation) for violation in harmless(fixable))
        fixable = [violation for violation in fixable if id(violation) not in sound]
    for structure in Structure:
        waiting = [violation for violation in fixable if proof.structure_of(violation) is structure]
        while waiting:
            together, waiting = apart(waiting)
            sound.update(id(violation) for violation in proof.harmless(together, structure))
    return [
        violation if violation.fix is None or id(violation) in sound else violation._replace(fix=None)
        for violation in violations
    ]


def apart(violations: Iterable[Violation]) -> tuple[list[Violation], list[Violation]]:
    """Those whose fixes overlap none of an earlier one, and the others."""
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


def _clashes(edit: Edit, taken: list[Edit]) -> bool:
    """``taken`` is sorted and free of overlaps, so only the neighbours can clash."""
    at = bisect_left(taken, edit)
    before = taken[at - 1] if at else None
    after = taken[at] if at < len(taken) else None
    if before is not None and (before.span.end > edit.span.start or before.span == edit.span):
        return True
    return after is not None and (edit.span.end > after.span.start or after.span == edit.span)


class _Reading(NamedTuple):
    """A text as it is read alone; places in a stretch count from the start of its lead."""

    document: Document
    definitions: Mapping[str, tuple[str, str]]
    titles: list[_Title]


class _Read(NamedTuple):
    """A block of text with what the inline pass has made of it."""

    block: Block
    inlines: InlinePass


class Proof:
    """What may be changed in one document by some rules."""

    def __init__(self, document: Document, rules: Iterable[ActiveRule]) -> None:
        self.document = document
        self.metas: dict[str, RuleMeta] = {active.rule.meta.id: active.rule.meta for active in rules}
        self._ranks = {rule: rank for rank, rule in enumerate(self.metas)}
        self.renew()
        self._after: Document | None = None
        self._read: dict[Span, _Reading] = {}
        self._letters: dict[int, int] = {}
        self._judged: dict[tuple[Span, tuple[Edit, ...], Structure], bool] = {}

    def renew(self) -> None:
        """New patience: what is to be applied must not fail for what was asked before."""
        self.patience = _PATIENCE[0] + _PATIENCE[1] * len(self.document.source.text)

    def rank_of(self, violation: Violation) -> int:
        """The place of its rule among the rules: fixes are judged in their order, however they were found."""
        return self._ranks.get(violation.rule, len(self._ranks))

    def structure_of(self, violation: Violation) -> Structure:
        meta = self.metas.get(violation.rule)
        return meta.structure if meta else Structure.UNCHANGED

    def harmless(self, violations: list[Violation], structure: Structure) -> list[Violation]:
        """Of violations whose fixes do not overlap, those whose fixes are harmless all at once."""
        own = [violation for violation in violations if self._covers_its_own(violation)]
        if self._whole_is_kept(own, structure):
            return own
        sound: list[Violation] = []
        for neighbours in self._neighbours(own):
            sound += keeping(neighbours, lambda chosen: self._keeps(chosen, structure))
        return sound

    def harmless_trims(self, violations: list[Violation]) -> list[Violation]:
        """Those whose fixes take no more than white space at ends of lines, which the parser has dropped.

        Outside of all inline markup nothing reads on behind it: no text need be read again to see that.
        """
        return [one for one in violations if self._covers_its_own(one) and all(map(self._trims, one.edits))]

    def _trims(self, edit: Edit) -> bool:
        source, (start, end) = self.document.source, edit.span
        if edit.text or end != source.line_end(source.line_at(start)):
            return False
        if source.text[start:end].strip(" \t") or source.text[start - 1 : start] in {" ", "\t", "\\"}:
            return False
        found = self._block_around(edit)
        if found is None:
            return False
        block, prose = found.block, found.inlines.prose
        return prose.offset_of(start) == prose.offset_of(end) and not any(
            one.outer.start <= start < one.outer.end for one in block.markup
        )

    def harmless_in_lines(self, violations: list[Violation]) -> list[Violation]:
        """Those whose fixes change the inside of lines, and are harmless with all others in their block.

        Lines that begin as they did leave the blocks as they are: of each block that is changed the inline
        pass is made again, and nothing else is read.
        """
        changed: dict[int, tuple[_Read, list[Violation]]] = {}
        for violation in violations:
            found = self._block_changed(violation)
            if found is not None and self._covers_its_own(violation):
                changed.setdefault(found.block.first_line, (found, []))[1].append(violation)
        sound: list[Violation] = []
        for found, ones in changed.values():
            chosen, _ = apart(ones)
            if self._block_is_kept(found, _edits_of(chosen)):
                sound += chosen
        return sound

    def _block_changed(self, violation: Violation) -> _Read | None:
        """The block inside whose lines a fix stays, where nothing else of the text tells what it is."""
        if self.document.source.masks or not self._stays_in_lines(violation):
            return None
        first, *others = [self._block_around(edit) for edit in violation.edits]
        if first is None or first.inlines.images or any(other is not first for other in others):
            return None
        block = first.block
        lines = [_line_of(edit.span, block.lines) for edit in violation.edits]
        if not all(line and self._begins_plainly(line.start) for line in (block.lines[0], *lines)):
            return None
        is_heading = block.kind is BlockKind.HEADING
        return None if is_heading and "#" in self.document.source.text[slice(*block.lines[0])] else first

    def _stays_in_lines(self, violation: Violation) -> bool:
        """Whether a fix leaves lines, and what may be the cells of a table, as many as they are."""
        text = self.document.source.text
        changed = (text[slice(*edit.span)] + edit.text for edit in violation.edits)
        is_unchanged = self.structure_of(violation) is Structure.UNCHANGED
        return is_unchanged and not any(_MAKES_LINES.search(one) for one in changed)

    def _begins_plainly(self, start: int) -> bool:
        """Whether a line of a block begins with a letter or digit, which begins no block of a dialect."""
        first = self.document.source.text[start : start + 1]
        return first.isalnum() and not may_begin_block(first, interrupting=False)

    def _block_around(self, edit: Edit) -> _Read | None:
        """The paragraph or heading that an edit stands in, behind the first letter of a line."""
        line = self.document.source.line_at(edit.span.start)
        at = bisect_right(self._text_blocks, line, key=lambda one: one.block.first_line) - 1
        if (
            at < 0
            or line >= self._text_blocks[at].block.end_line
            or self._first_letter(line) >= edit.span.start
        ):
            return None
        return self._text_blocks[at]

    @cached_property
    def _text_blocks(self) -> list[_Read]:
        """Paragraphs and headings, but for what begins with a bracket and may define a link."""
        text, kinds = self.document.source.text, {BlockKind.PARAGRAPH, BlockKind.HEADING}
        blocks = (block for block in self.document.blocks if block.kind in kinds and block.lines)
        return [
            _Read(block, self.document.inlines[block.lines])
            for block in blocks
            if not text.startswith("[", block.lines[0].start)
        ]

    def _block_is_kept(self, found: _Read, edits: list[Edit]) -> bool:
        """Whether the inline pass reads the same beside the edits, and each line begins as it did."""
        source, (block, read) = self.document.source, found
        stretch = Span(block.lines[0].start, source.line_end(block.end_line - 1))
        changes = _Changes(stretch, edits)
        lead = _LEAD if stretch.start else ""
        by = len(lead) - stretch.start
        after = replace(source, text=lead + changes.applied(source.text[slice(*stretch)]))
        lines = [Span(changes.moved(line.start + by), changes.moved(line.end + by)) for line in block.lines]
        again = self._inlines.read(after, trimmed(after, lines), self.document.references)
        before = _Outside(edit.span for edit in edits)
        return (
            not again.images
            and _beginnings(read.prose) == _beginnings(again.prose)
            and _are_equal(
                before.inlines(source.text, read.atoms, [read.prose], lambda at: changes.moved(at + by)),
                changes.new.inlines(after.text, again.atoms, [again.prose], lambda at: at),
            )
        )

    def harmless_together(self, violations: list[Violation]) -> list[Violation]:
        """Many of the violations, where one reading shows that all their fixes are harmless; else none.

        Fixes of plain words are read together with those that may divide and join paragraphs. One that takes
        marks away is not: it may be all that keeps a mark of one paragraph from one of the next.
        """
        own = [
            violation
            for violation in violations
            if (self.structure_of(violation) is Structure.PARAGRAPHS or self._changes_words(violation))
            and self._covers_its_own(violation)
        ]
        chosen, _ = apart(own)
        is_mixed = len({self.structure_of(violation) for violation in chosen}) > 1
        if not is_mixed or not self._keep_their_lines(chosen):
            return []
        return chosen if self.keeps(chosen, Structure.PARAGRAPHS) else []

    def _changes_words(self, violation: Violation) -> bool:
        """Whether a fix changes words inside of a line, and nothing that may be a mark."""
        if self.structure_of(violation) is not Structure.UNCHANGED:
            return False
        source = self.document.source
        for edit in violation.edits:
            if _MAY_BE_MARK.search(source.text[slice(*edit.span)] + edit.text):
                return False
            if self._first_letter(source.line_at(edit.span.start)) >= edit.span.start:
                return False
        return True

    def _first_letter(self, line: int) -> int:
        """Where the first letter of a line stands; where the line ends when it has none."""
        if line not in self._letters:
            source = self.document.source
            places = range(source.line_starts[line], source.line_end(line))
            self._letters[line] = next((at for at in places if source.text[at].isalpha()), places.stop)
        return self._letters[line]

    def _keep_their_lines(self, violations: list[Violation]) -> bool:
        """Whether fixes of words leave letters on each of their lines."""
        source, outside = self.document.source, _Outside(edit.span for edit in _edits_of(violations))
        words = (one for one in violations if self.structure_of(one) is Structure.UNCHANGED)
        lines = {source.line_at(edit.span.start) for edit in _edits_of(words) if not _has_letter(edit.text)}
        places = (Span(source.line_starts[line], source.line_end(line)) for line in lines)
        return all(_has_letter(outside.cut(source.text, place)) for place in places)

    def keeps(self, violations: list[Violation], structure: Structure) -> bool:
        """Whether violations whose fixes do not overlap are harmless all at once."""
        return all(self._covers_its_own(violation) for violation in violations) and (
            self._whole_is_kept(violations, structure) or self._keeps(violations, structure)
        )

    def _covers_its_own(self, violation: Violation) -> bool:
        """Whether the edits of a fix cover nothing but prose and the marks that the rule may take away."""
        meta = self.metas.get(violation.rule)
        owned = frozenset(meta.owns) if meta else frozenset()
        return all(
            not self._is_opaque(edit.span)
            and all(atom.name in owned for atom in self._atoms_in(edit.span))
            and (bool(owned) or self._keeps_masks(edit))
            and (owned != _EMPHASIS or not self._parts_a_mask(edit.span))
            for edit in violation.edits
        )

    def _keeps_masks(self, edit: Edit) -> bool:
        """Whether addresses, templates and the like that an edit covers stand in its new text.

        The name of a file may be written in another way, but not in parts.
        """
        text = self.document.source.text
        at = bisect_right(self._masks, edit.span.start, key=lambda mask: mask[0].start)
        for index in range(max(at - 1, 0), len(self._masks)):
            mask, is_file = self._masks[index]
            if mask.start >= edit.span.end:
                break
            kept = edit.span.contains(mask) if is_file else text[slice(*mask)] in edit.text
            if mask.overlaps(edit.span) and not kept:
                return False
        return True

    def _parts_a_mask(self, span: Span) -> bool:
        """Whether a place lies inside of an address or the like, but not of a file: `https://a-*b*.example`."""
        at = bisect_left(self._masks, span.start, key=lambda mask: mask[0].start)
        mask, is_file = self._masks[at - 1] if at else (span, True)
        return not is_file and span.end < mask.end

    @cached_property
    def _masks(self) -> list[tuple[Span, bool]]:
        """What is masked in the prose, and whether it is the name of a file."""
        proses = [segment.prose for segment in self.document.segments]
        masks = [(prose.span(*mask), False) for prose in proses for mask in prose.masks]
        return sorted(masks + [(prose.span(*mask), True) for prose in proses for mask in prose.files])

    def _is_opaque(self, span: Span) -> bool:
        """Whether a place shares a character with a block that holds no prose: code, HTML, a comment."""
        at = bisect_left(self._opaque, span.end, key=lambda block: block.start)
        return at > 0 and span.start < self._opaque[at - 1].end and not span.empty

    @cached_property
    def _opaque(self) -> list[Span]:
        """Where code, HTML, front matter and masked lines stand; not what is written behind a comment."""
        blocks, found = self.document.blocks, list[Span]()
        starts = [*self.document.source.line_starts, len(self.document.source.text)]
        for block, behind in zip(blocks, [*blocks, None][1:], strict=True):
            if block.kind in _OPAQUE:
                start, end = starts[block.first_line], starts[block.end_line]
                if behind is not None and behind.kind is BlockKind.COMMENT_LINE:
                    end = behind.lines[0].start
                found.append(Span(start, end))
        return found

    def _atoms_in(self, span: Span) -> Iterator[Atom]:
        """The atoms that share a character with a place; they never overlap each other."""
        atoms = self._atoms
        at = bisect_right(atoms, span.start, key=lambda atom: atom.span.start)
        while at > 0 and atoms[at - 1].span.end > span.start:
            at -= 1
        while at < len(atoms) and atoms[at].span.start < span.end:
            if atoms[at].span.overlaps(span):
                yield atoms[at]
            at += 1

    def _count_of_atoms(self, span: Span) -> int:
        """How many atoms begin in a place."""
        first, end = (bisect_left(self._atoms, at, key=lambda atom: atom.span.start) for at in span)
        return end - first

    @cached_property
    def _atoms(self) -> list[Atom]:
        atoms = (atom for block in self.document.blocks for atom in block.atoms)
        return sorted(atoms, key=lambda atom: atom.span)

    def _whole_is_kept(self, chosen: list[Violation], structure: Structure) -> bool:
        """Whether the whole text says the same; ``False`` too where the stretches are quicker to read.

        A part of a text does not hold all that it was read with.
        """
        if self.document.is_part:
            return False
        edits = _edits_of(chosen)
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
            around = self._around(Span(edits[0].span.start, edits[-1].span.end))
            if together and around.start >= end:
                yield together
                together = []
            together.append(violation)
            end = max(end, around.end)
        if together:
            yield together

    def _keeps(self, chosen: list[Violation], structure: Structure) -> bool:
        edits = _edits_of(chosen)
        return all(self._is_kept(span, inside, structure) for span, inside in self._stretches(edits))

    def _stretches(self, edits: list[Edit]) -> Iterator[tuple[Span, list[Edit]]]:
        """The stretches of the source that edits touch, with the edits in each."""
        stretch, inside = Span(0, 0), list[Edit]()
        for edit in edits:
            around = self._around(edit.span)
            if inside and around.start >= stretch.end:
                yield stretch, inside
                stretch, inside = around, []
            stretch = Span(min(stretch.start, around.start) if inside else around.start, around.end)
            inside.append(edit)
        if inside:
            yield stretch, inside

    def _around(self, span: Span) -> Span:
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
            if block.kind not in _INSIDE_OTHERS and (block.kind is not BlockKind.CELL or block.header)
        }
        starts = self.document.source.line_starts
        return [0, *(starts[line] for line in sorted(lines)[1:])]

    def _is_kept(self, span: Span, edits: list[Edit], structure: Structure) -> bool:
        key = (span, tuple(edits), structure)
        if key not in self._judged:
            if self.patience < 0:
                return False
            self.patience -= 2 * (span.end - span.start) + _MARK * self._count_of_atoms(span)
            self._judged[key] = self._says_the_same(span, _Changes(span, edits), structure)
        return self._judged[key]

    def _says_the_same(self, span: Span, changes: _Changes, structure: Structure) -> bool:
        old = self.document.source.text[slice(*span)]
        before = self._read.get(span)
        if before is None:
            before = self._read[span] = self._before(old, span)
        if self._is_whole(span):
            self._after = None  # two readings of the whole are enough to hold
        after = self._reading(changes.applied(old), span)
        if self._is_whole(span):
            self._after = after.document
            if _targets(after.document.references) != _targets(self.document.references):
                return False  # what links point to counts for blocks that no edit touches
        return _are_equal(
            _said(before, changes.old, changes.moved, structure),
            _said(after, changes.new, lambda offset: offset, structure),
        )

    @cached_property
    def _states(self) -> list[TreeState]:
        """How far the numbers of points have come before each point, and at the end."""
        labels = (point.label for point in self.document.points)
        return list(accumulate(labels, TreeState.behind, initial=BEGINNING))

    def after(self, text: str) -> Document:
        """The document with a text that edits have made of its own; only what they touch is read."""
        if self._after is None or self._after.source.text != text:
            self._after = self._reading(text, Span(0, len(self.document.source.text))).document
        return self._after

    def _is_whole(self, span: Span) -> bool:
        return not self.document.is_part and span == (0, len(self.document.source.text))

    def _before(self, text: str, span: Span) -> _Reading:
        if self._is_whole(span):
            source, references = self.document.source, self.document.references
            blocks = (block for block in self.document.blocks if block.kind not in _INSIDE_OTHERS)
            return _Reading(self.document, _definitions(references), _titles(source, list(blocks)))
        return self._reading(text, span)

    def _reading(self, text: str, span: Span) -> _Reading:
        source = replace(self.document.source, text=(_LEAD if span.start else "") + text)
        blocks = parse_blocks(source)
        definitions = _definitions(blocks.env)
        known = self.document.references
        if not self._is_whole(span):
            blocks = blocks._replace(env=known)
        reader = Reader(source, blocks, self._inlines if _targets(blocks.env) == _targets(known) else None)
        before = bisect_left(self.document.points, span.start, key=lambda point: point.span.start)
        reader.tree = PointTree(self._states[before])
        latin = cache(partial(language_of_source, text))  # of a stretch nobody asks
        document = assemble(reader.read(), language=self.document.language, latin=latin)
        return _Reading(document, definitions, _titles(source, blocks.blocks))

    @cached_property
    def _inlines(self) -> InlineMemo:
        """What is known of the blocks of the document already."""
        memo = InlineMemo()
        for lines, inlines in self.document.inlines.items():
            memo.add(self.document.source, lines, inlines)
        return memo


def _line_of(span: Span, lines: Sequence[Span]) -> Span | None:
    """Which of the lines of a block holds a place in its text."""
    at = bisect_right(lines, span.start, key=lambda line: line.start) - 1
    return lines[at] if at >= 0 and lines[at].contains(span) else None


def _has_letter(text: str) -> bool:
    return any(map(str.isalpha, text))


def _edits_of(violations: Iterable[Violation]) -> list[Edit]:
    """Every edit of some violations, in order."""
    return sorted(edit for violation in violations for edit in violation.edits)


def _targets(env: Mapping[str, Any]) -> tuple[object, object]:
    """What references may point to: link definitions and footnotes."""
    return _definitions(env), set(env.get("footnotes", {}).get("refs", {}))


def _titles(source: Source, blocks: Sequence[Block]) -> list[_Title]:
    """Which blocks are titles for other readers, who make one of the lines above dashes; else nothing.

    ``blocks`` are those that are read where no reader does.
    """
    if source.underlines or not _DASHES.search(source.text):
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
        for found in _DASHES.finditer(text, start)
    )


def _definitions(env: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """Label → destination and title of the link definitions that the parser has met."""
    found = env.get("references", {})
    return {label: (target["href"], target["title"]) for label, target in found.items()}


class _Changes:
    """Edits of one stretch, in places that count from the start of its lead.

    ``old`` is what stands outside of what they replace, ``new`` outside of what they write.
    """

    def __init__(self, stretch: Span, edits: Sequence[Edit]) -> None:
        by = (len(_LEAD) if stretch.start else 0) - stretch.start
        self.edits, self.start = edits, stretch.start
        self.growth = array("q", accumulate(map(_growth, edits), initial=0))
        self.ends = array("q", [edit.span.end + by for edit in edits])
        self.old = _Outside(edit.span.shifted(by) for edit in edits)
        self.new = _Outside(
            Span(start := edit.span.start + by + grown, start + len(edit.text))
            for edit, grown in zip(edits, self.growth, strict=False)
        )

    def applied(self, text: str) -> str:
        """The text of the stretch with the edits."""
        if not self.start:
            return apply_edits(text, self.edits)
        return apply_edits(text, (Edit(edit.span.shifted(-self.start), edit.text) for edit in self.edits))

    def moved(self, offset: int) -> int:
        """Where a place outside the edits comes to stand."""
        return offset + self.growth[bisect_right(self.ends, offset)]


def _growth(edit: Edit) -> int:
    return len(edit.text) - (edit.span.end - edit.span.start)


def _are_equal(said: Iterator[object], again: Iterator[object]) -> bool:
    """Whether two readings say the same, part by part: what differs most often does so in the first."""
    return all(one == other for one, other in zip(said, again, strict=True))


def _said(
    reading: _Reading, outside: _Outside, moved: Callable[[int], int], structure: Structure
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


def _order(reading: _Reading, structure: Structure) -> tuple[list[object], ...]:
    """Which blocks follow each other, and the numbers of points."""
    blocks = outline(reading.document.blocks)
    if structure is Structure.NUMBERS:
        return [(kind, path) for kind, _, path in blocks], [kind for kind, *_ in reading.titles]
    return [*blocks], [*reading.titles], [point.number for point in reading.document.points]


def _starts_like_a_block(document: Document) -> int:
    """How many lines of text begin as a block does (`10. A`): other readers and later edits make it one."""
    paragraphs = (block for block in document.blocks if block.kind is BlockKind.PARAGRAPH)
    lines = (line for block in paragraphs for line in block.lines)
    return sum(begins_block(document.source.text[slice(*line)]) for line in lines)


def _beginnings(prose: Prose) -> list[tuple[object, bool]]:
    """What each line of a block begins with: the label of a point, or what would be another block."""
    lines = [line.lstrip() for line in prose.masked.split("\n")]
    return [(label_candidate(line, 0), begins_block(line)) for line in lines]


def _containers(shape: Shape) -> list[str]:
    """The containers in order, empty ones too."""
    return [name for name, _ in shape if name in _CONTAINERS]


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


class _Outside:
    """What stands outside of some places of a source, which are sorted and do not overlap."""

    def __init__(self, places: Iterable[Span]) -> None:
        self.starts, self.ends = array("q"), array("q")
        for place in places:
            if not place.empty:
                self.starts.append(place.start)
                self.ends.append(place.end)

    def _in(self, span: Span) -> list[Span]:
        inside = slice(bisect_right(self.ends, span.start), bisect_left(self.starts, span.end))
        return list(map(Span, self.starts[inside], self.ends[inside]))

    def holds(self, offset: int) -> bool:
        at = bisect_right(self.ends, offset)
        return at == len(self.starts) or self.starts[at] > offset

    def cut(self, text: str, span: Span) -> str:
        """A stretch of the source without the places, and without white space at its end."""
        inside = self._in(span)
        if not inside:
            return text[span.start : span.end].rstrip()
        parts, position = [], span.start
        for place in inside:
            parts.append(text[position : max(place.start, position)])
            position = place.end
        parts.append(text[position : span.end])
        return "".join(parts).rstrip()

    def inlines(
        self, text: str, atoms: Iterable[Atom], proses: Sequence[Prose], moved: Callable[[int], int]
    ) -> Iterator[object]:
        """What is read of inline Markdown: its marks and all that is masked, with places; the letters."""
        yield [
            (atom.name, atom.text, self.cut(text, atom.span), moved(atom.span.start))
            for atom in atoms
            if self.holds(atom.span.start)
        ]
        yield [
            (self.cut(text, place), moved(place.start))
            for prose in proses
            for mask in prose.masks
            if self.holds((place := prose.span(*mask)).start)
        ]
        yield "".join(map(self.letters, proses))

    def letters(self, prose: Prose) -> str:
        """A prose without the places and without white space."""
        inside = self._in(Span(prose.origin(0), prose.origin_end(len(prose.text))))
        if not inside:
            return _without_space(prose.text)
        parts, position = [], 0
        for place in inside:
            parts.append(prose.text[position : prose.offset_of(place.start)])
            position = prose.offset_of(place.end)
        parts.append(prose.text[position:])
        return _without_space("".join(parts))


def _without_space(text: str) -> str:
    """The text without white space, cut in pieces for it: its words, all at once, take ten times its room."""
    pieces = (text[at : at + _PIECE] for at in range(0, len(text), _PIECE))
    return "".join("".join(piece.split()) for piece in pieces)
