"""Whole documents numbered anew, with every reference to their points."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from proselint_t.notation.companions import read_bundle
from proselint_t.notation.moving import edits_for, keeps_outline, numbers_in_order
from proselint_t.notation.setup import UNJUDGED
from proselint_t.text.edits import apply_edits
from proselint_t.text.errors import InputError, Place
from proselint_t.text.messages import translated

if TYPE_CHECKING:
    from collections.abc import Collection

    from proselint_t.notation.bundle import Bundle
    from proselint_t.notation.model import Number, Page
    from proselint_t.text.edits import Edit
    from proselint_t.text.source import Source


def renumbered(bundle: Bundle, only: Collection[str] = ()) -> list[tuple[Source, Source]]:
    """The files that change, as they are and as they become; ``only`` names the documents to number.

    Raises :class:`InputError` for a name that no document has, and where references would be lost.
    """
    known = {page.name for page in bundle.pages}
    for name in only:
        if name not in known:
            hint = translated("it has: %s", ", ".join(sorted(known)))
            raise InputError(translated("no document of this bundle"), Place(name), hint=hint)
    edits = _edits(bundle, only)
    sources = {page.source.path: page.source for page in bundle.pages}
    new = {
        path: replace(source, text=apply_edits(source.text, edits.get(path, ())))
        for path, source in sources.items()
    }
    again = read_bundle(list(new.values()), bundle.setup)
    _refuse_losses(bundle, again)
    return [(source, new[path]) for path, source in sources.items() if edits.get(path)]


def _edits(bundle: Bundle, only: Collection[str]) -> dict[str, list[Edit]]:
    """Path of a file → the edits that number its documents, and what names their points in others."""
    edits: dict[str, list[Edit]] = defaultdict(list)
    for page in bundle.pages:
        wanted = page.name in only if only else bundle.setup.role_of(page.name) not in UNJUDGED
        found = edits_for(bundle, page, numbers_in_order(page)) if wanted else ()
        if not keeps_outline(found):
            told = "not renumbered: the headings of a pasted reply would count as those of the document"
            hint = translated("leave the document out with --only")
            raise InputError(translated(told), Place(page.source.path), hint=hint)
        for where, edit in found:
            edits[where.source.path].append(edit)
    return edits


def _refuse_losses(bundle: Bundle, again: Bundle) -> None:
    """Raise where a reference of a bundle that is numbered anew leads elsewhere than before."""
    if lost := _unresolved(again) - _unresolved(bundle):
        raise InputError(translated("not renumbered: a reference would lead nowhere"), Place(min(lost)))
    after = _leads(again)
    for path, before in _leads(bundle).items():
        pairs = zip(before, after[path], strict=False)
        if len(before) != len(after[path]) or any(one not in {None, other} for one, other in pairs):
            raise InputError(translated("not renumbered: a reference would lead elsewhere"), Place(path))


def _leads(bundle: Bundle) -> dict[str, list[tuple[str, int] | None]]:
    """For each file where its references lead: to which heading of which file, where that is certain."""
    at = {page: {one.number: at for at, one in enumerate(page.headings)} for page in bundle.pages}

    def led(target: Page | None, number: Number) -> tuple[str, int] | None:
        is_certain = target is not None and bundle.headed[target][number] == 1
        return (target.source.path, at[target][number]) if target and is_certain else None

    return {
        page.source.path: [led(bundle.target_of(page, one), one.number) for one in page.references]
        for page in bundle.pages
    }


def _unresolved(bundle: Bundle) -> Counter[str]:
    """How many references of each file lead nowhere."""
    return Counter(
        page.source.path
        for page in bundle.pages
        for fault in bundle.faults(page)
        if fault.kind == "unresolved-point"
    )
