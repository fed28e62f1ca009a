"""What an editor offers to do about violations: fix one, fix all, silence one, take a word as a term."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from lsprotocol import types

from proselint_t.lint.checking import fix
from proselint_t.lint.silencing import silencing
from proselint_t.lsp.diagnostics import diagnostic_of
from proselint_t.text.alignment import LineMatcher
from proselint_t.text.edits import Applicability, Edit
from proselint_t.text.errors import ProselintError
from proselint_t.text.messages import translated
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from proselint_t.lsp.buffers import Buffer
    from proselint_t.lsp.positions import Positions
    from proselint_t.lsp.state import State
    from proselint_t.rules.rule import Violation
    from proselint_t.text.source import Source

FIX_ALL = f"{types.CodeActionKind.SourceFixAll.value}.proselint-t"
KINDS = (types.CodeActionKind.QuickFix, FIX_ALL)
ADD_TERM = "proselint-t.addTerm"
FIX_NOW = "proselint-t.fixAllNow"


def fix_all_title() -> str:
    return translated("Fix all that is safe to fix")


@dataclass(frozen=True, slots=True)
class Offer:
    """Actions for one buffer."""

    state: State
    buffer: Buffer
    positions: Positions

    def edit(self, edits: Iterable[Edit]) -> types.WorkspaceEdit:
        return types.WorkspaceEdit(changes={self.buffer.uri: text_edits(edits, self.positions)})

    def quick_fixes(self, violation: Violation) -> Iterator[types.CodeAction]:
        """The fix of a violation, then its alternatives. What is only to be shown is not offered."""
        found = violation.fix
        if found is None or found.applicability is Applicability.DISPLAY:
            return
        safe = found.applicability is Applicability.SAFE
        title = f"{found.title} ({violation.rule})" if safe else _unsafe(found.title, violation)
        yield self._quick(violation, title, found.edits, preferred=safe)
        for text in found.alternatives:
            title = _unsafe(translated("Replace with «%s»", text), violation)
            yield self._quick(violation, title, (Edit(violation.span, text),), preferred=False)

    def silence(self, violations: Sequence[Violation]) -> Iterator[types.CodeAction]:
        session = self.state.session(self.buffer)
        if session is not None:
            for violation, edit in silencing(self.buffer.source, violations, session.edited):
                title = translated("Silence %s on this line", violation.rule)
                yield self._quick(violation, title, (edit,), preferred=None)

    def add_term(self, violation: Violation) -> Iterator[types.Command]:
        """Offered where the rule knows terms: the word as it is written becomes one."""
        session = self.state.session(self.buffer)
        rules = session.settings.rules if session else ()
        knows = any("terms" in one.settings for one in rules if one.rule.meta.id == violation.rule)
        word = self.buffer.source.text[slice(*violation.span)]
        if knows and word.strip() and "\n" not in word:
            title = translated("Add «%s» to the terms of this project", word)
            yield types.Command(title, ADD_TERM, arguments=[self.buffer.uri, word])

    def fix_all(self) -> Iterator[types.CodeAction]:
        edits = safe_fixes(self.state, self.buffer)
        if edits:
            yield types.CodeAction(fix_all_title(), kind=FIX_ALL, edit=self.edit(edits))

    def fix_all_later(self) -> Iterator[types.Command]:
        """The same as a command, made when it is chosen: for the list that an editor shows at a place."""
        mended = (one.fix for one in self.state.violations(self.buffer) if one.fix and one.fix.edits)
        if any(fix.applicability is Applicability.SAFE for fix in mended):
            yield types.Command(fix_all_title(), FIX_NOW, arguments=[self.buffer.uri])

    def _quick(
        self, violation: Violation, title: str, edits: Iterable[Edit], *, preferred: bool | None
    ) -> types.CodeAction:
        return types.CodeAction(
            title,
            kind=types.CodeActionKind.QuickFix,
            edit=self.edit(edits),
            is_preferred=preferred or None,
            diagnostics=self._about(violation),
        )

    def _about(self, violation: Violation) -> list[types.Diagnostic]:
        return [diagnostic_of(violation, self.positions)]


def actions(
    state: State, buffer: Buffer, params: types.CodeActionParams, *, may_create: bool = False
) -> list[types.CodeAction | types.Command]:
    """Actions for a range, of the kinds that are asked for.

    "Fix all" costs a run over the whole text, so it is made only for a client that asks for it by name;
    others are offered a command. ``may_create``: the editor can make files as part of a change.
    """
    offer = Offer(state, buffer, state.positions(buffer))
    found: list[types.CodeAction | types.Command] = []
    only = params.context.only
    if wants_quick_fixes(params):
        place = offer.positions.span(params.range)
        touched = [
            violation
            for violation in state.violations(buffer)
            if violation.span.start <= place.end and place.start <= violation.span.end
        ]
        for violation in touched:
            found += [*offer.quick_fixes(violation), *offer.add_term(violation)]
        found += offer.silence(touched)
        settings = state.settings.of(buffer.path)
        if settings:
            reviews = state.reviews
            found += reviews.actions(buffer, settings, offer.positions, place, may_create=may_create)
    if only is None:
        found += offer.fix_all_later()
    if only is not None and _asked(only, FIX_ALL):
        found += offer.fix_all()
    return found


def wants_quick_fixes(params: types.CodeActionParams) -> bool:
    only = params.context.only
    return only is None or _asked(only, types.CodeActionKind.QuickFix.value)


def _asked(only: Iterable[str], kind: str) -> bool:
    """Whether one of the kinds asked for is that kind or one above it (`source` asks for all of them)."""
    names = [one.value if isinstance(one, types.CodeActionKind) else one for one in only]
    return any(kind == name or kind.startswith(f"{name}.") for name in names)


def formatting(state: State, buffer: Buffer) -> list[types.TextEdit]:
    """Formatting a document is applying its safe fixes."""
    return text_edits(safe_fixes(state, buffer), state.positions(buffer))


def safe_fixes(state: State, buffer: Buffer) -> list[Edit]:
    """What the safe fixes make of a text, as edits of the lines that change."""
    session = state.session(buffer)
    if session is None:
        return []
    try:
        result = fix(buffer.source, session.settings)
    except ProselintError:
        return []  # rules that undo each other, or one that runs away: shown as a diagnostic
    return list(differences(buffer.source, result.source)) if result.changed else []


def differences(old: Source, new: Source) -> Iterator[Edit]:
    """The edits that make one text of another, by whole lines."""
    before, after = _lines(old), _lines(new)
    starts = [*old.line_starts, len(old.text)]
    for tag, first, end, new_first, new_end in LineMatcher(None, before, after, False).get_opcodes():
        if tag != "equal":
            yield Edit(Span(starts[first], starts[end]), "".join(after[new_first:new_end]))


def _lines(source: Source) -> list[str]:
    starts = [*source.line_starts, len(source.text)]
    return [source.text[start:end] for start, end in pairwise(starts)]


def text_edits(edits: Iterable[Edit], positions: Positions) -> list[types.TextEdit]:
    return [types.TextEdit(positions.range(edit.span), edit.text) for edit in edits]


def _unsafe(title: str, violation: Violation) -> str:
    return translated("%s (%s, unsafe)", title, violation.rule)
