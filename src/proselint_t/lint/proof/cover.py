"""What the edits of a fix cover: nothing but prose and the marks that its rule may take away."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from proselint_t.document.model import BlockKind
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from proselint_t.document import Document
    from proselint_t.document.model import Atom
    from proselint_t.rules.rule import RuleMeta, Violation
    from proselint_t.text.edits import Edit

_OPAQUE = frozenset({BlockKind.CODE, BlockKind.HTML, BlockKind.FRONT_MATTER, BlockKind.MASKED})
_EMPHASIS = frozenset({"emphasis"})


class Cover:
    """What stands in the places of a document that edits may touch."""

    def __init__(self, document: Document, metas: Mapping[str, RuleMeta]) -> None:
        self.document = document
        self._metas = metas

    def is_own(self, violation: Violation) -> bool:
        """Whether the edits of a fix cover nothing but prose and the marks that the rule may take away."""
        meta = self._metas.get(violation.rule)
        owned = frozenset(meta.owns) if meta else frozenset()
        return all(
            self._is_clear(edit.span)
            or (
                not self._is_opaque(edit.span)
                and all(atom.name in owned for atom in self._atoms_in(edit.span))
                and (bool(owned) or self._keeps_masks(edit))
                and (owned != _EMPHASIS or not self._parts_a_mask(edit.span))
            )
            for edit in violation.edits
        )

    def _is_clear(self, span: Span) -> bool:
        """Whether a place touches nothing but plain prose: most edits do."""
        at = bisect_right(self._others[0], span.end)
        return not at or self._others[1][at - 1] < span.start

    @cached_property
    def _others(self) -> tuple[array[int], array[int]]:
        """Where all that is no plain prose begins, in order, and where what has begun so far has ended."""
        spans = sorted(
            [*self._opaque, *(mask for mask, _ in self._masks), *(atom.span for atom in self._atoms)]
        )
        return array("q", [span.start for span in spans]), array(
            "q", accumulate((one.end for one in spans), max)
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
        at = bisect_left(self._opaque, (span.end,))
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
        at = bisect_right(self._atom_starts, span.start)
        while at > 0 and atoms[at - 1].span.end > span.start:
            at -= 1
        while at < len(atoms) and atoms[at].span.start < span.end:
            if atoms[at].span.overlaps(span):
                yield atoms[at]
            at += 1

    def count_of_atoms(self, span: Span) -> int:
        """How many atoms begin in a place."""
        first, end = (bisect_left(self._atom_starts, at) for at in span)
        return end - first

    @cached_property
    def _atom_starts(self) -> array[int]:
        return array("q", [atom.span.start for atom in self._atoms])

    @cached_property
    def _atoms(self) -> list[Atom]:
        atoms = (atom for block in self.document.blocks for atom in block.atoms)
        return sorted(atoms, key=lambda atom: atom.span)
