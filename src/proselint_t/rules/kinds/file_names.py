"""Kind ``file-names``: a file name in prose stands in backticks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proselint_t.document.annotations.file_names import find_file_names
from proselint_t.document.markdown.nesting import Nesting
from proselint_t.document.model import MarkupKind
from proselint_t.rules.rule import BaseRule, Context, Violation
from proselint_t.text.edits import Edit, Fix
from proselint_t.text.marks import SINGLE_QUOTES
from proselint_t.text.messages import translated
from proselint_t.text.patterns import pattern
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.document import Segment
    from proselint_t.document.model import Quotation

_POINT_BEHIND = pattern(r",?\s*(?:::\s*)?§")
"""`O.md §4.2` refers to a point of a document."""

_ADDRESS = pattern(r"\(<?https?://(?:www\.)?([^/?#)>\s]+)(?:/([^?#)>\s]*?))?/?[)>#?\s]")
"""The destination of a link to the first page of a site."""
_FORGES = frozenset({"github.com", "gitlab.com", "bitbucket.org", "codeberg.org"})
"""Where a path of two parts is a repository: `[a.js](https://github.com/acme/a.js)`."""


class FileNames(BaseRule):
    """Wraps the file names that the document has masked.

    A name inside a quotation is somebody's word. A quotation that is nothing but a name, in backticks or
    not, loses its marks; single marks are too often no quotation for that.
    """

    def check(self, segment: Segment, context: Context) -> Iterator[Violation]:
        """Names outside quotations, and quotations that are nothing but a name."""
        if segment.prose.files or segment.prose.code:
            page = _Page(segment, context)
            for place, text, edits in (*page.names(), *page.quoted_code()):
                fix = Fix(edits, translated("Write `%s`", text), self.meta.fix) if edits else None
                yield self.violation_at(place, fix, words=(text,))


_Found = tuple[Span, str, tuple[Edit, ...]]
"""The place of a violation in the source, the file name, and what the fix changes."""


class _Page:
    """One segment with its quotations and markup ready to be asked for a place."""

    def __init__(self, segment: Segment, context: Context) -> None:
        self.prose = segment.prose
        self.source = context.document.source.text
        self.quotations = Nesting(segment.quotations, lambda quotation: quotation.inner)
        self.markup = Nesting(segment.block.markup, lambda markup: markup.inner)

    def names(self) -> Iterator[_Found]:
        for name in self.prose.files:
            quotation = next(self.quotations.around(name), None)
            if quotation is None:
                if not _POINT_BEHIND.match(self.prose.text, name.end) and not self._is_site(name):
                    yield self._wrapped(name, ())
            elif quotation.inner == name and not self._is_value(quotation):
                yield self._wrapped(name, self._marks(quotation))

    def quoted_code(self) -> Iterator[_Found]:
        """«`a.md`» → `a.md`."""
        for code in self.prose.code:
            quotation = next(self.quotations.around(code), None)
            if quotation and quotation.inner == code and quotation.opening not in SINGLE_QUOTES:
                text = self.prose.text[code.start : code.end].strip("`")
                if list(find_file_names(text)) == [Span(0, len(text))]:
                    yield self.prose.span(*quotation.span), text, self._marks(quotation)

    def _wrapped(self, name: Span, marks: tuple[Edit, ...]) -> _Found:
        """Where markup begins or ends inside a name, its place holds all of both, and there is no fix."""
        text, place = self.prose.text[name.start : name.end], self.prose.span(*name)
        crossing = [markup.outer for markup in self.markup.crossing(place)]
        if crossing:
            whole = (place, *crossing)
            return Span(min(span.start for span in whole), max(span.end for span in whole)), text, ()
        if "" in self._destinations(place):
            return place, text, ()
        return place, text, tuple(sorted((*marks, Edit(place, f"`{text}`"))))

    def _marks(self, quotation: Quotation) -> tuple[Edit, ...]:
        """Edits that remove the marks of a quotation."""
        if quotation.opening in SINGLE_QUOTES:
            return ()
        places = (quotation.span.start, quotation.inner.end)
        return tuple(Edit(self.prose.span(at, at + 1), "") for at in places)

    def _destinations(self, place: Span) -> list[str]:
        """What the links around a place say of their destination: nothing in `[a.md]`, found by its text."""
        links = (markup for markup in self.markup.around(place) if markup.kind is MarkupKind.LINK)
        return [self.source[link.inner.end : link.outer.end].strip("[]") for link in links]

    def _is_site(self, name: Span) -> bool:
        """A link to what the text names: a domain (`help.site.md`), a product, a repository (`acme/a.js`)."""
        text = self.prose.text[name.start : name.end]
        stem = text.partition(".")[0].lower()
        for destination in self._destinations(self.prose.span(*name)):
            address = _ADDRESS.match(destination)
            host, path = address.groups(default="") if address else ("", "")
            of_owner = path == text or (
                host in _FORGES and path.count("/") == 1 and path.endswith(f"/{text}")
            )
            if (of_owner and "/" in path) or (
                not path and (host == text or (len(stem) > 2 and stem in host.lower()))
            ):
                return True
        return False

    def _is_value(self, quotation: Quotation) -> bool:
        """`source="a.md"` is markup of a dialect that this parser does not know."""
        return self.prose.text.endswith("=", 0, quotation.span.start)
