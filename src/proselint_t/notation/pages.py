"""Documents that are read together: the page that a name, a reference or a link leads to, and back.

It must not know what of this is wrong.
"""

from __future__ import annotations

import os
import re
from collections import Counter, defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from proselint_t.notation.model import spelled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from proselint_t.notation.language import Notation
    from proselint_t.notation.model import AnchorLink, Heading, Number, Page, Reference
    from proselint_t.text.span import Span


class Naming(NamedTuple):
    """A place that names a point; ``rank`` is its place among those of its page."""

    number: Number
    rank: int
    span: Span
    where: Page


class Pages:
    """Pages in the order of reading."""

    def __init__(self, pages: Sequence[Page], notation: Notation) -> None:
        self.pages, self.notation = tuple(pages), notation

    @cached_property
    def documents(self) -> dict[str, Page]:
        """The pages by the stems of their names; of two of one name the first."""
        return {self.notation.document_named(page.name): page for page in reversed(self.pages) if page.name}

    @cached_property
    def headings(self) -> dict[Page, dict[Number, Heading]]:
        """Page → its headings by number; of two of one number the first."""
        return {page: {one.number: one for one in reversed(page.headings)} for page in self.pages}

    @cached_property
    def inside(self) -> dict[str, list[set[Number]]]:
        """Symbol → the labels of each document in a fence that it denotes."""
        found: dict[str, list[set[Number]]] = defaultdict(list)
        for page in self.pages:
            for name, labels in page.inside.items():
                found[name].append(labels)
        return dict(found)

    @cached_property
    def holders(self) -> dict[Number, list[Page]]:
        """Number → the first pages that have a point of it: two, for one may be the page that asks."""
        found: dict[Number, list[Page]] = defaultdict(list)
        for page in self.pages:
            for number in page.points:
                if len(found[number]) < 2:
                    found[number].append(page)
        return found

    @cached_property
    def citations(self) -> dict[Page, dict[Number, list[tuple[Page, Reference]]]]:
        """Page and number of a point → the references to it, each with the page that it stands in."""
        found: dict[Page, dict[Number, list[tuple[Page, Reference]]]] = {page: {} for page in self.pages}
        for page in self.pages:
            for reference in page.references:
                target = self.target_of(page, reference)
                if target is not None:
                    found[target].setdefault(reference.number, []).append((page, reference))
        return found

    @cached_property
    def named(self) -> dict[Page, list[Naming]]:
        """Page → the places beside headings that name its points, labels and references, by their numbers."""
        found: dict[Page, list[Naming]] = {}
        for page in self.pages:
            labels = ((label.number, label.span, page) for label in page.labels)
            references = (
                (number, reference.span, where)
                for number, cited in self.citations[page].items()
                for where, reference in cited
            )
            places = enumerate((*labels, *references))
            found[page] = sorted(Naming(number, rank, span, where) for rank, (number, span, where) in places)
        return found

    @cached_property
    def headed(self) -> dict[Page, Counter[Number]]:
        """Page → how many of its headings have a number."""
        return {page: Counter(heading.number for heading in page.headings) for page in self.pages}

    def target_of(self, page: Page, reference: Reference) -> Page | None:
        """The page whose point a reference names; ``None`` for one outside the bundle or inside a fence."""
        if not reference.target:
            return page
        if reference.target in self.inside:
            return None
        return self.documents.get(self.notation.document_named(reference.target))

    def linked_by(self, page: Page, anchor: AnchorLink) -> Page | None:
        """The page that a link leads to; ``None`` for one outside the bundle."""
        return self._by_place.get(_place(page, unquote(anchor.file))) if anchor.file else page

    @cached_property
    def _by_place(self) -> dict[str, Page]:
        return {_place(page, page.name): page for page in reversed(self.pages)}

    @cached_property
    def links(self) -> dict[Page, dict[str, list[tuple[Page, AnchorLink]]]]:
        """Page and name of a heading → the links to it, each with the page that it stands in."""
        found: dict[Page, dict[str, list[tuple[Page, AnchorLink]]]] = {page: {} for page in self.pages}
        for page in self.pages:
            for anchor in page.anchors:
                if target := self.linked_by(page, anchor):
                    found[target].setdefault(anchor.name, []).append((page, anchor))
        return found


def _place(page: Page, file: str) -> str:
    """The path of a file that is named from the folder of a page."""
    return os.path.abspath(os.path.join(os.path.dirname(page.source.path), file))  # noqa: PTH100, PTH118, PTH120


_GIVEN = re.compile(
    r"""(?:\b(?:id|name)\s*=\s*["']?|\{:?\s*#|\[\[#?|^[ \t]*\()([^\s"'>}\])]+)""", re.MULTILINE
)
"""A name that the text gives a place: `<a id="x">`, `{#x}`, `(x)=`."""
_UNDERLINED = re.compile(r"^(?=[ \t]*[^\s=|#>-])(.+)\r?\n[ ]{0,3}(?:=+|-+)[ \t]*$", re.MULTILINE)
_COUNTER = re.compile(r"[-_](?:\d+|[0-9a-f]{6,})$")
_LEADING = re.compile(r"\d+")
_SPELLED_ANEW = re.compile(r"[^\x00-\x7f]|\{")
"""In a title: what generators write in other letters, or fill in. Of such a heading its number is told."""
_TO_TOP = frozenset({"", "top"})


def slug_of(title: str) -> str:
    """The name that GitHub gives a heading: lower case, hyphens for spaces, no other marks."""
    return re.sub(r"[^\w\- ]", "", title.strip().lower()).replace(" ", "-")


def linked(heading: Heading, number: Number) -> str:
    """The name of a heading that has another number."""
    return slug_of(heading.line.replace(spelled(heading.number), spelled(number), 1))


def anchor_names(page: Page) -> frozenset[str]:
    """Names of places in a page, free of marks: those that the text gives, and those of headings."""
    text = page.source.text[page.span.start : page.span.end]
    titles = [
        *(heading.line for heading in page.outline),
        *(match[1] for match in _UNDERLINED.finditer(text)),
    ]
    given = (match[1] for match in _GIVEN.finditer(text))
    shortened = (re.sub(r"^[\d.]+", "", title) for title in titles)
    spelled_anew = (
        f"{_bare(heading.line[: -len(heading.title)])}…"
        for heading in page.outline
        if _SPELLED_ANEW.search(heading.title)
    )
    return frozenset(map(_bare, [*titles, *given, *shortened])).union(spelled_anew)


def leads(anchor: AnchorLink, targets: frozenset[str]) -> bool:
    """Whether a link finds one of these names; several headings of one title are counted `-1`, `-2`."""
    name = unquote(anchor.name)
    number = _LEADING.match(_bare(name))
    known = {_bare(name), _bare(_COUNTER.sub("", name)), f"{number[0]}…" if number else ""}
    return name in _TO_TOP or not targets.isdisjoint(known)


def _bare(name: str) -> str:
    """What all generators agree on: letters and digits."""
    name = re.sub(r"\]\([^)]*\)|<[^>]*>|\{[^}]*\}", "", name)
    return re.sub(r"[\W_]", "", name).casefold()
