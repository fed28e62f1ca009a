"""Which headings of a document are the author's own, and which a pasted reply has; the points they make.

What a model wrote and the author pasted below a heading is told apart here: its numbers count below that
heading.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from proselint_t.notation.model import Outline

if TYPE_CHECKING:
    from proselint_t.notation.model import Heading, Number, Page, Reference, Section


class Filling:
    """Fills a page, section by section."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.outline = Outline()
        self._labelled: set[Number] = set()
        """The numbers of the headings of the pasted reply."""
        self._pasted: list[Reference] = []
        """Its references."""

    def take(self, heading: Heading, outline: Outline) -> None:
        """The next heading, and where the text behind it stands."""
        page, number = self.page, heading.number
        page.outline.append(heading)
        page.outlines.append(self.outline)
        if outline.own:
            self._end_reply()
            if number:
                page.headings.append(heading)
        elif number:
            self._labelled.update(number[:length] for length in range(1, len(number) + 1))
        if number:
            page.add_point(outline.section)
        self.outline = outline

    def fill(self, section: Section) -> None:
        """What stands from the heading that was taken last to the next one."""
        page = self.page
        page.definitions += section.definitions
        page.uses += section.uses
        page.flaws += section.flaws
        page.anchors += section.anchors
        (page.references if self.outline.own else self._pasted).extend(section.references)
        for content in section.contents:
            page.contents.setdefault(content.name, content.span)
            page.inside.setdefault(content.name, set()).update(content.labels)
        number = self.outline.section
        for label in section.labels:
            page.add_point((*number, *label.number))
            if self.outline.own and label.number[: len(number)] == number:
                page.add_point(label.number)
                page.labels.append(label)

    def end(self) -> None:
        """There is nothing more."""
        self._end_reply()
        self.page.references.sort(key=lambda reference: reference.span)

    def _end_reply(self) -> None:
        """Take what a reply cites of the documents: what it has a number of its own for is its own point.

        One without numbers is judged, each point once; another is not.
        """
        known: set[tuple[str, Number]] = set()
        reply = self.outline.reply
        for one in self._pasted:
            if one.target or not (one.number in self._labelled or (reply and one.nearby)):
                told = one.pasted or bool(reply) or (one.target, one.number) in known
                if not told:
                    known.add((one.target, one.number))
                self.page.references.append(replace(one, pasted=told))
        self._pasted.clear()
        self._labelled.clear()
