"""Documents that are read together: what each symbol and point means across them, and what is wrong.

Owns the order of reading and every judgement about symbols, points and numbers. It must not know rules or
files: a fault is a value with a place, and a rule of its ``kind`` says how grave it is.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import defaultdict
from functools import cache, cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from proselint_t.language.look_alikes import in_latin
from proselint_t.notation.model import NotationFault, spelled
from proselint_t.notation.moving import number_faults
from proselint_t.notation.pages import Pages, anchor_names, leads
from proselint_t.notation.reader import PLAIN
from proselint_t.notation.setup import DEFAULT, UNJUDGED, Setup
from proselint_t.text.edits import Edit
from proselint_t.text.messages import translated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from proselint_t.notation.language import Notation
    from proselint_t.notation.model import (
        Definition,
        Flaw,
        Number,
        Page,
        Reference,
        Scope,
        Use,
    )
    from proselint_t.text.span import Span


_TOLD = 3
"""How many scopes of a symbol a message names."""


class Bundle(Pages):
    """Pages in the order of reading, and what is wrong with their symbols and points."""

    def __init__(self, pages: Sequence[Page], notation: Notation, setup: Setup = DEFAULT) -> None:
        super().__init__(pages, notation)
        self.setup = setup
        self.definitions: dict[str, list[tuple[Page, Definition]]] = defaultdict(list)
        for page in self.pages:
            for definition in page.definitions:
                self.definitions[definition.name].append((page, definition))
        self.families = {
            notation.family_of(name) for name in self.definitions if notation.declares_family(name)
        }
        self._faults: dict[Page, list[NotationFault]] = {}
        self._targets = cache(anchor_names)

    @cached_property
    def judges_symbols(self) -> bool:
        """Whether the documents define symbols at all: ordinary pages do not."""
        return any(known.body is not None for found in self.definitions.values() for _, known in found)

    def faults(self, page: Page) -> list[NotationFault]:
        """What is wrong in a page, in the order of the text; nothing in what others wrote."""
        if page not in self._faults:
            self._faults[page] = sorted(self._judged(page), key=lambda fault: fault.span)
        return self._faults[page]

    def _judged(self, page: Page) -> list[NotationFault]:
        broken = [_flaw(page, flaw) for flaw in page.broken]
        if self.setup.role_of(page.name) in UNJUDGED:
            return broken
        # In an ordinary document a lone bracket or backtick is one of many.
        defines = any(known.body is not None for known in page.definitions)
        return [
            *broken,
            *self._points(page),
            *self._symbols(page),
            *self._redefined(page),
            *self._unused(page),
            *number_faults(self, page),
            *(_flaw(page, flaw) for flaw in page.flaws if defines),
        ]

    # Points

    def _points(self, page: Page) -> Iterator[NotationFault]:
        for reference in page.references:
            if reference.pasted or self._resolved(page, reference):
                continue
            number = spelled(reference.number)
            where = translated(" in `%s`", reference.target) if reference.target else ""
            holders = self.holders.get(reference.number, ())
            elsewhere = next((other.name for other in holders if other is not page), "")
            hint = (
                translated("; did you mean `%s` §%s?", elsewhere, number)
                if elsewhere and not reference.target
                else ""
            )
            detail = translated("there is no such point%s%s", where, hint)
            yield NotationFault("unresolved-point", reference.span, number, detail, f"§{number}")
        yield from self._anchors(page)
        for known in page.definitions:
            for scope in known.scopes if known.body is not None else ():
                if scope.is_backward:
                    detail = translated("the scope of `%s` ends before it begins", known.name)
                    yield NotationFault("unresolved-point", known.span, known.name, detail, str(scope))

    def _anchors(self, page: Page) -> Iterator[NotationFault]:
        """Links to headings that are not there, of documents whose headings are numbered."""
        for anchor in page.anchors:
            target = self.linked_by(page, anchor)
            if target and target.is_numbered and not leads(anchor, self._targets(target)):
                detail = translated("there is no such heading")
                text = page.source.text[anchor.span.start : anchor.span.end]
                yield NotationFault("unresolved-point", anchor.span, text, detail)

    def _resolved(self, page: Page, reference: Reference) -> bool:
        """Whether the point exists, or stands in a document that nobody here can open."""
        if not reference.target:
            unnumbered = not page.is_numbered if reference.nearby else not page.points
            return unnumbered or page.has(reference.number)
        if inside := self.inside.get(reference.target):
            return any(reference.number in labels or not labels for labels in inside)
        named = self.documents.get(self.notation.document_named(reference.target))
        return named is None or named.has(reference.number)

    # Symbols

    def _symbols(self, page: Page) -> Iterator[NotationFault]:
        if not self.judges_symbols:
            return
        bound = _Parameters(page)
        defined = {known.span for known in page.definitions}
        told: set[str] = set()
        for use in page.uses:
            if use.span in defined or use.name in told:
                continue
            if PLAIN.fullmatch(use.name) and not self._means_something(page, use.name):
                continue
            if self._defined(page, use) or use.name in bound.at(use.span):
                continue
            fault = self._undefined(page, use)
            if use.name not in self._reaches and not fault.mending:
                told.add(use.name)  # what is defined nowhere is told once, at its first place
            yield fault

    @cached_property
    def _reaches(self) -> dict[str, _Reach]:
        """Where each name is defined."""
        return {name: _Reach(found) for name, found in self.definitions.items()}

    def _means_something(self, page: Page, name: str) -> bool:
        """Whether a word that could be one of any text is a symbol here."""
        reach = self._reaches.get(name)
        return reach is not None and (reach.everywhere or page in reach.pages)

    def _defined(self, page: Page, use: Use) -> bool:
        stem = self.notation.document_named(use.name)
        if stem != use.name and stem in self.documents:
            return True
        reach = self._reaches.get(use.name)
        if reach is None:
            return self.notation.family_of(use.name) in self.families
        return reach.everywhere or reach.holds(page, use.section)

    def _undefined(self, page: Page, use: Use) -> NotationFault:
        reach = self._reaches.get(use.name)
        if reach is not None and page in reach.pages:
            detail = translated("stands outside its scope %s", reach.told(page))
            return NotationFault("undefined-symbol", use.span, use.name, detail)
        if twin := self._twin(use.name):
            detail = translated("looks like `%s`, which is defined", twin)
            mending, remedy = ((page, Edit(use.span, twin)),), translated("Replace with «%s»", twin)
            return NotationFault("confusable-symbol", use.span, use.name, detail, "", mending, remedy)
        return NotationFault("undefined-symbol", use.span, use.name, translated("is defined nowhere"))

    @cached_property
    def _by_letters(self) -> dict[str, list[str]]:
        names: dict[str, list[str]] = defaultdict(list)
        for name in self.definitions:
            names[in_latin(name)].append(name)
        return names

    def _twin(self, name: str) -> str | None:
        return next((other for other in self._by_letters.get(in_latin(name), ()) if other != name), None)

    @cached_property
    def _first(self) -> dict[tuple[object, ...], tuple[Page, Definition]]:
        """The first definition, in the order of reading, of each symbol, scope and parameters."""
        first: dict[tuple[object, ...], tuple[Page, Definition]] = {}
        for page in self.pages:
            for known in page.definitions:
                if known.body is not None:
                    first.setdefault(_meaning(known), (page, known))
        return first

    def _redefined(self, page: Page) -> Iterator[NotationFault]:
        for definition in page.definitions:
            if definition.body is None:
                continue
            if twin := self._twin(definition.name):
                place, first = self.definitions[twin][0]
                order = self._order
                if (order[place], first.span) < (order[page], definition.span):
                    detail = translated("looks like `%s`, which is another symbol", twin)
                    yield NotationFault("confusable-symbol", definition.span, definition.name, detail)
            place, first = self._first[_meaning(definition)]
            if first.body != definition.body and not self._overrides(page, place):
                line = place.source.position(first.span.start).line
                where = (
                    translated("line %s", line)
                    if place is page
                    else translated("`%s`, line %s", place.name, line)
                )
                yield NotationFault(
                    "redefinition",
                    definition.span,
                    definition.name,
                    translated("has another meaning in %s", where),
                )

    @cached_property
    def _used(self) -> frozenset[str]:
        """Families of symbols that stand anywhere but where they are defined."""
        defined = {
            (id(page.source), known.span)
            for page in self.pages
            for known in page.definitions
            if known.body is not None
        }
        return frozenset(
            self.notation.family_of(use.name)
            for page in self.pages
            for use in page.uses
            if (id(page.source), use.span) not in defined
        )

    def _unused(self, page: Page) -> Iterator[NotationFault]:
        for definition in page.definitions:
            if definition.body is not None and self.notation.family_of(definition.name) not in self._used:
                yield NotationFault(
                    "unused-symbol", definition.span, definition.name, translated("is defined and never used")
                )

    @cached_property
    def _order(self) -> dict[Page, int]:
        return {page: index for index, page in enumerate(self.pages)}

    @cached_property
    def _override_order(self) -> frozenset[str]:
        """Stems of the documents of which each may define anew what another defines.

        The configuration names them, else the bundle joins them by the sign of overriding.
        """
        if self.setup.priority:
            return frozenset(map(self.notation.document_named, self.setup.priority))
        signs = "|".join(map(re.escape, self.notation.override)) or "(?!)"
        joined = re.compile(rf"([^\s`]+)`?[ \t]*(?:{signs})(?=[ \t]*`?([^\s`]+))")
        return frozenset(
            self.notation.document_named(name)
            for page in self.pages
            if self.setup.role_of(page.name) != "language"
            for line in _with_any(page, self.notation.override)
            for pair in joined.findall(line)
            for name in pair
        )

    def _overrides(self, page: Page, earlier: Page) -> bool:
        named = {self.notation.document_named(page.name), self.notation.document_named(earlier.name)}
        return page is not earlier and named <= self._override_order


class _Reach:
    """Where a name is defined: everywhere, or at points of some pages."""

    def __init__(self, definitions: Sequence[tuple[Page, Definition]]) -> None:
        self.everywhere = any(not known.scopes for _, known in definitions)
        self.pages: dict[Page, dict[Scope, None]] = defaultdict(dict)
        for page, known in definitions:
            self.pages[page].update(dict.fromkeys(known.scopes))
        self._points = {
            page: {one.first for one in scopes if one.first == one.last}
            for page, scopes in self.pages.items()
        }
        self._ranges = {page: _Ranges(scopes) for page, scopes in self.pages.items()}

    def holds(self, page: Page, section: Number) -> bool:
        """Whether one of the scopes holds a section. A scope of one point is looked up, not compared."""
        points = self._points.get(page, set())
        within = any(section[:length] in points for length in range(1, len(section) + 1))
        return within or (page in self._ranges and self._ranges[page].hold(section))

    def told(self, page: Page) -> str:
        """The first scopes of a page, in words."""
        scopes = list(self.pages[page])
        return ", ".join([*map(str, scopes[:_TOLD]), *(["…"] if len(scopes) > _TOLD else [])])


class _Ranges:
    """Scopes of several points, in their order: how far those reach that have begun at a point."""

    def __init__(self, scopes: Iterable[Scope]) -> None:
        ranges = sorted(one.ends for one in scopes if one.first != one.last)
        self._begins = [first for first, _ in ranges]
        self._reached = list(accumulate(((*last, math.inf) for _, last in ranges), max))

    def hold(self, section: Number) -> bool:
        begun = bisect_right(self._begins, section)
        return begun > 0 and section <= self._reached[begun - 1]


class _Parameters:
    """The parameters that are bound at a place: those of the definition in the same line."""

    def __init__(self, page: Page) -> None:
        self._lines = sorted((one.covers, one.bound) for one in page.definitions if one.bound and one.covers)
        self._starts = [covers.start for covers, _ in self._lines]

    def at(self, span: Span) -> frozenset[str]:
        index = bisect_right(self._starts, span.start) - 1
        if index < 0 or not self._lines[index][0].contains(span):
            return frozenset()
        return self._lines[index][1]


def _flaw(page: Page, flaw: Flaw) -> NotationFault:
    return NotationFault("fence", flaw.span, page.source.text[flaw.span.start : flaw.span.end], flaw.problem)


def _with_any(page: Page, signs: frozenset[str]) -> Iterator[str]:
    text = page.source.text[page.span.start : page.span.end]
    if any(sign in text for sign in signs):
        yield from (line for line in text.split("\n") if any(sign in line for sign in signs))


def _meaning(definition: Definition) -> tuple[object, ...]:
    scopes = frozenset((scope.first, scope.last) for scope in definition.scopes)
    return definition.name, scopes, definition.signature
