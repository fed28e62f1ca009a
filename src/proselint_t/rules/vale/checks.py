"""What every rule of Vale's does: read its blocks, leave exceptions alone, say where and what.

The extension points are in ``points``; each says only what it finds in a block.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Protocol

from proselint_t.rules.matching.substitutes import listed
from proselint_t.rules.rule import Reach, Violation
from proselint_t.rules.vale.blocks import ValeScope
from proselint_t.rules.vale.definition import EXTENDS
from proselint_t.rules.vale.document import vale_document
from proselint_t.rules.vale.fixes import fix_of, suggestions
from proselint_t.text.budget import DocumentSpentError
from proselint_t.text.errors import RuleError
from proselint_t.text.messages import translated
from proselint_t.text.prose import Prose
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from proselint_t.rules.matching.patterns import Pattern
    from proselint_t.rules.rule import Context, RuleMeta
    from proselint_t.rules.vale.blocks import TextBlock
    from proselint_t.rules.vale.definition import ValeDefinition
    from proselint_t.rules.vale.document import ScopedBlocks, ValeDocument
    from proselint_t.rules.vale.settings import ValeSettings
    from proselint_t.text.edits import Fix


_AROUND = 40
"""Characters on both sides of a fix that may count for what a rule says of it."""
_QUOTED_FIRST = re.compile(r"""^([^%]*)(?:'%s'|"%s")""")
_VERB = re.compile(r"%(?:\[(\d+)\])?([sdvq%])")


@dataclass(frozen=True, slots=True)
class Alert:
    """A match in a block. ``words`` fill the message (``None``: the match and what its action makes of it).

    ``texts`` is what may be written instead, where it is not the action that says so.
    """

    span: Span
    words: tuple[str, ...] | None = None
    texts: tuple[str, ...] | None = None
    message: str | None = None


@dataclass(slots=True)
class CheckRun:
    """What a rule remembers within one document."""

    document: ValeDocument
    seen: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Demand:
    """What a block must hold: one of ``literals`` (in small letters) where there are any, and a match."""

    literals: tuple[str, ...] = ()
    pattern: Pattern | None = None

    def among(self, selection: ScopedBlocks) -> Sequence[TextBlock]:
        """The blocks that hold it, in order. Raises :class:`TimeoutError` where the pattern runs away."""
        blocks = selection.holding(self.literals)
        if self.pattern is None:
            return blocks
        return [blocks[number] for number in self.pattern.among([block.text for block in blocks])]


class Check(Protocol):
    """An extension point: finds in one block that holds what it demands."""

    demand: Demand

    def find(self, block: TextBlock, run: CheckRun) -> Iterator[Alert]: ...


class ValeRule:
    """A rule of a Vale style. Where a pattern runs away it stops for good, and ``stopped`` says so."""

    def __init__(self, definition: ValeDefinition, point: Check, settings: ValeSettings) -> None:
        self.meta: RuleMeta = definition.meta
        self.definition = definition
        self.point = point
        self.settings = settings
        self.scope = ValeScope.read(self.meta.scope)
        self.stopped = ""
        mends = definition.action.name or EXTENDS[definition.extends].mends
        # Where the source is read as it is written, only a fix asks what its text is.
        self.reach = Reach.SOURCE if self.scope.is_raw and not mends else Reach.DOCUMENT

    def check(self, unit: Any, context: Context, /) -> Iterator[Violation]:
        """Violations in a document, each place once, at most as many as the rule's ``limit``."""
        if self.stopped:
            return
        try:
            yield from self._check(unit, context)
        except DocumentSpentError:
            raise
        except TimeoutError as error:
            self.stopped = translated("it %s, in %s", error, unit.source.path)
        except RuleError as error:
            self.stopped = str(error)

    def _check(self, unit: Any, context: Context) -> Iterator[Violation]:
        run = CheckRun(vale_document(unit.source, self.settings))
        places: set[int] = set()
        for block in self.point.demand.among(run.document.of(self.scope)):
            if block.comments.silence(self.meta.id):
                continue
            for alert in self.point.find(block, run):
                match = block.text[slice(*alert.span)]
                if block.comments.silence(self.meta.id, match):
                    continue
                found = self._violation(alert, block, context)
                if found.fix and self._says_it_again(found.fix, alert.span, block, run):
                    found = found._replace(fix=None)
                if found.span.start in places:
                    continue
                places.add(found.span.start)
                yield found
                if len(places) == self.definition.limit:
                    return

    def _says_it_again(self, fix: Fix, span: Span, block: TextBlock, run: CheckRun) -> bool:
        """Whether the rule has something against what a fix writes too (`cloud` → `Google Cloud`)."""
        written, old = fix.edits[0].text, block.text[slice(*span)]
        start, end = span.end - len(old.lstrip()), span.start + len(old.rstrip())
        before, behind = block.text[max(start - _AROUND, 0) : start], block.text[end : end + _AROUND]
        mended = replace(block, prose=Prose(f"{before}{written}{behind}"))
        place = Span(len(before), len(before) + len(written))
        return any(place.overlaps(one.span) for one in self.point.find(mended, CheckRun(run.document)))

    def _violation(self, alert: Alert, block: TextBlock, context: Context) -> Violation:
        match = block.text[slice(*alert.span)]
        texts = alert.texts if alert.texts is not None else suggestions(self.definition.action, match)
        words = alert.words
        if words is None:
            words = (match, _in_words(texts)) if texts is not None else (match,)
        message = formatted(alert.message or self.meta.message, words)
        edited = self.definition.action.name not in {"", "replace"}
        fix = fix_of(context.document, block.prose, alert.span, texts, edited=edited) if texts else None
        # What is found in a document as a whole stands at its beginning.
        whole = block.scope[0] == "summary" and alert.span.empty
        place = Span(0, 0) if whole else _place(block.prose, alert.span)
        return Violation(self.meta.id, self.meta.severity, place, message, fix)


def _place(prose: Prose, span: Span) -> Span:
    """Where it stands in the source, without a space at its end that is not in the source."""
    start, end = span
    while end - start > 1 and prose.widths.get(end - 1) == 0:
        end -= 1
    return prose.span(start, end)


def _in_words(texts: Sequence[str]) -> str:
    return texts[0] if len(texts) == 1 else listed(texts)


def formatted(message: str, words: Sequence[str]) -> str:
    """The message on one line; words too many are left out, a missing one is said as Go says it."""
    at = 0

    def fill(match: re.Match[str]) -> str:
        nonlocal at
        if match[2] == "%":
            return "%"
        at = int(match[1]) - 1 if match[1] else at
        word = words[at] if at < len(words) else ("" if at == len(words) else f"%!{match[2]}(BADINDEX)")
        at += 1
        return f'"{word}"' if match[2] == "q" else word

    return _VERB.sub(fill, message).replace("\n", " ")


def once_quoted(message: str) -> str:
    """The message without the quotes around its first `%s`, which the choice brings itself."""
    return _QUOTED_FIRST.sub(r"\1%s", message)
