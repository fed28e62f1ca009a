"""What a remark refers to: other defects, and sections of the documents of the bundle."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.defects.mentions import numbered
from proselint_t.document import parse
from proselint_t.document.points import NUMBER

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from proselint_t.defects.lists import Defect
    from proselint_t.text.source import Source

_SECTION = re.compile(
    rf"(?<![\w./-])([\w./-]*\w\.(?:md|markdown))[`»\"”*]*,?\s*§+\s*({NUMBER})", re.IGNORECASE
)


class Links(NamedTuple):
    """``refers_to`` are numbers of other defects; ``unresolved`` is what refers to nothing, or to itself."""

    refers_to: tuple[int, ...]
    unresolved: tuple[str, ...]


NO_LINKS = Links((), ())


class ReferredDocuments:
    """The documents that remarks may refer to, by name; none: references to them are not held against it."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self._sections: dict[str, Collection[str]] = {}
        for source in sources:
            name = PurePath(source.path).name.lower()
            self._sections[name] = frozenset(point.number for point in parse(source).points)

    def unresolved(self, text: str) -> Iterator[str]:
        """References such as `notes.md §2.3` to what no document has."""
        for match in _SECTION.finditer(text) if self._sections else ():
            if match[2] not in self._sections.get(PurePath(match[1]).name.lower(), ()):
                yield match[0]


def links_of(defect: Defect, numbers: Collection[int], bundle: ReferredDocuments) -> Links:
    """The links in the remark of a defect; ``numbers`` are those of all defects."""
    found: dict[int, str] = {}
    for mention in numbered(defect.remark):
        for number in mention.numbers:
            found.setdefault(number, f"{mention.noun} {number}")
    good = tuple(number for number in found if number in numbers and number != defect.number)
    dangling = tuple(text for number, text in found.items() if number not in good)
    return Links(good, (*dangling, *bundle.unresolved(defect.remark)))
