"""Documents that are read together: what each symbol and point means across them, and what is wrong.

Owns the order of reading and every judgement about symbols, points and numbers. It must not know rules or
files: a fault is a value with a place, and a rule of its ``kind`` says how grave it is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from proselint_t.language.look_alikes import in_latin
from proselint_t.notation.faults import Fault
from proselint_t.notation.model import spelled
from proselint_t.notation.numbering import numbering_faults
from proselint_t.notation.reader import PLAIN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from proselint_t.notation.language import Notation
    from proselint_t.notation.model import Definition, Page, Reference, Use


class Bundle:
    """Pages in the order of reading, and what they say of each other's symbols and points."""

    def __init__(self, pages: Sequence[Page], notation: Notation, language: str = "L") -> None:
        self.pages, self.notation, self.language = tuple(pages), notation, language
        self.definitions: dict[str, list[tuple[Page, Definition]]] = defaultdict(list)
        for page in self.pages:
            for definition in page.definitions:
                self.definitions[definition.name].append((page, definition))
        self.families = {
            notation.family_of(name) for name in self.definitions if notation.declares_family(name)
        }
        self._faults: dict[Page, list[Fault]] = {}

    @cached_property
    def documents(self) -> dict[str, Page]:
        """The pages by the stems of their names; of two of one name the first."""
        return {self.notation.document_named(page.name): page for page in reversed(self.pages) if page.name}

    @cached_property
    def judges_symbols(self) -> bool:
        """Whether the documents define symbols at all: ordinary pages do not."""
        return any(known.body is not None for found in self.definitions.values() for _, known in found)

    def faults(self, page: Page) -> list[Fault]:
        """What is wrong in a page, in the order of the text; nothing in the description of the language."""
        if page not in self._faults:
            self._faults[page] = sorted(self._judged(page), key=lambda fault: fault.span)
        return self._faults[page]

    def _judged(self, page: Page) -> list[Fault]:
        if self._describes_language(page):
            return []
        return [
            *self._points(page),
            *self._symbols(page),
            *self._redefined(page),
            *self._unused(page),
            *numbering_faults(page),
            *self._flaws(page),
        ]

    def _describes_language(self, page: Page) -> bool:
        return self.notation.document_named(page.name) == self.language

    def _flaws(self, page: Page) -> Iterator[Fault]:
        """Of a document in the notation only: elsewhere a lone bracket or backtick is one of many."""
        if any(known.body is not None for known in page.definitions):
            for flaw in page.flaws:
                text = page.source.text[flaw.span.start : flaw.span.end]
                yield Fault("fence", flaw.span, text, flaw.problem)

    # Points

    def _points(self, page: Page) -> Iterator[Fault]:
        for reference in page.references:
            if self._resolved(page, reference):
                continue
            number = spelled(reference.number)
            where = f" in `{reference.target}`" if reference.target else ""
            elsewhere = next(
                (other.name for other in self.pages if other is not page and other.has(reference.number)), ""
            )
            hint = f"; did you mean `{elsewhere}` §{number}?" if elsewhere and not reference.target else ""
            yield Fault("unresolved-point", reference.span, number, f"there is no such point{where}{hint}")

    def _resolved(self, page: Page, reference: Reference) -> bool:
        """Whether the point exists, or stands in a document that nobody here can open."""
        if not reference.target:
            return page.has(reference.number) or not page.points
        inside = [other.inside[reference.target] for other in self.pages if reference.target in other.inside]
        if inside:
            return any(reference.number in labels or not labels for labels in inside)
        named = self.documents.get(self.notation.document_named(reference.target))
        return named is None or named.has(reference.number)

    # Symbols

    def _symbols(self, page: Page) -> Iterator[Fault]:
        if not self.judges_symbols:
            return
        bound = [known for known in page.definitions if known.bound and known.covers]
        defined = {known.span for known in page.definitions}
        for use in page.uses:
            if use.span in defined:
                continue
            if PLAIN.fullmatch(use.name) and not self._means_something(page, use.name):
                continue
            if self._defined(page, use) or any(
                known.covers.contains(use.span) and use.name in known.bound for known in bound if known.covers
            ):
                continue
            yield self._undefined(page, use)

    def _means_something(self, page: Page, name: str) -> bool:
        """Whether a word that could be one of any text is a symbol here."""
        return any(place is page or not known.scopes for place, known in self.definitions.get(name, ()))

    def _defined(self, page: Page, use: Use) -> bool:
        if self._denotes_document(use.name):
            return True
        known = self.definitions.get(use.name, ())
        if any(
            not definition.scopes
            or (place is page and any(scope.holds(use.section) for scope in definition.scopes))
            for place, definition in known
        ):
            return True
        return not known and self.notation.family_of(use.name) in self.families

    def _denotes_document(self, name: str) -> bool:
        stem = self.notation.document_named(name)
        return stem != name and stem in self.documents

    def _undefined(self, page: Page, use: Use) -> Fault:
        scopes = [
            f"§{spelled(scope.first)}" + (f"-§{spelled(scope.last)}" if scope.last != scope.first else "")
            for place, definition in self.definitions.get(use.name, ())
            if place is page
            for scope in definition.scopes
        ]
        if scopes:
            return Fault(
                "undefined-symbol", use.span, use.name, f"stands outside its scope {', '.join(scopes)}"
            )
        if twin := self._twin(use.name):
            return Fault(
                "confusable-symbol", use.span, use.name, f"looks like `{twin}`, which is defined", twin
            )
        return Fault("undefined-symbol", use.span, use.name, "is defined nowhere")

    @cached_property
    def _by_look(self) -> dict[str, list[str]]:
        looks: dict[str, list[str]] = defaultdict(list)
        for name in self.definitions:
            looks[in_latin(name)].append(name)
        return looks

    def _twin(self, name: str) -> str | None:
        return next((other for other in self._by_look.get(in_latin(name), ()) if other != name), None)

    @cached_property
    def _first(self) -> dict[tuple[object, ...], tuple[Page, Definition]]:
        """The first definition, in the order of reading, of each symbol, scope and parameters."""
        first: dict[tuple[object, ...], tuple[Page, Definition]] = {}
        for page in self.pages:
            for known in page.definitions:
                if known.body is not None:
                    first.setdefault(_meaning(known), (page, known))
        return first

    def _redefined(self, page: Page) -> Iterator[Fault]:
        for definition in page.definitions:
            if definition.body is None:
                continue
            if twin := self._twin(definition.name):
                place, first = self.definitions[twin][0]
                if self._before(place, first, page, definition):
                    detail = f"looks like `{twin}`, which is another symbol"
                    yield Fault("confusable-symbol", definition.span, definition.name, detail)
            place, first = self._first[_meaning(definition)]
            if first.body != definition.body and not self._overrides(page, place):
                line = place.source.position(first.span.start).line
                where = f"line {line}" if place is page else f"`{place.name}`, line {line}"
                yield Fault(
                    "redefinition", definition.span, definition.name, f"has another meaning in {where}"
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

    def _unused(self, page: Page) -> Iterator[Fault]:
        for definition in page.definitions:
            if definition.body is not None and self.notation.family_of(definition.name) not in self._used:
                yield Fault("unused-symbol", definition.span, definition.name, "is defined and never used")

    def _before(self, place: Page, one: Definition, page: Page, other: Definition) -> bool:
        if place is page:
            return one.span < other.span
        return self.pages.index(place) < self.pages.index(page)

    @cached_property
    def _override_order(self) -> frozenset[str]:
        """Stems of the documents that the bundle joins by the sign of overriding."""
        signs = "|".join(map(re.escape, self.notation.override)) or "(?!)"
        joined = re.compile(rf"([^\s`]+)`?[ \t]*(?:{signs})(?=[ \t]*`?([^\s`]+))")
        return frozenset(
            self.notation.document_named(name)
            for page in self.pages
            if not self._describes_language(page)
            for line in _with_any(page, self.notation.override)
            for pair in joined.findall(line)
            for name in pair
        )

    def _overrides(self, page: Page, earlier: Page) -> bool:
        named = {self.notation.document_named(page.name), self.notation.document_named(earlier.name)}
        return page is not earlier and named <= self._override_order


def _with_any(page: Page, signs: frozenset[str]) -> Iterator[str]:
    text = page.source.text[page.span.start : page.span.end]
    if any(sign in text for sign in signs):
        yield from (line for line in text.split("\n") if any(sign in line for sign in signs))


def _meaning(definition: Definition) -> tuple[object, ...]:
    scopes = frozenset((scope.first, scope.last) for scope in definition.scopes)
    return definition.name, scopes, definition.signature
