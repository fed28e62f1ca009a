"""Which headings of a document are the author's own, and which a pasted reply has; the points they make.

What a model wrote and the author pasted below a heading is told apart here: its numbers count below that
heading.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from proselint_t.notation.model import Heading, Number, Page, Reference, Section


_DEEPEST = 6
"""The lowest level of a heading."""


class Outline(NamedTuple):
    """Where the text behind a heading stands, by all headings up to it."""

    above: tuple[Number, ...] = ()
    """The numbers of the author's last heading and of those that it lies in."""
    own: bool = True
    """Whether it is the author's text, not a pasted reply."""
    section: Number = ()
    reply: Number = ()
    """The number of the last heading inside a pasted reply."""
    reply_level: int = _DEEPEST
    """The highest level that its numbered headings have."""

    def behind(self, heading: Heading) -> Outline:
        """Where the text behind the next heading stands."""
        number = heading.number
        if self.continues(heading):
            above = tuple(one for one in self.above if len(one) < len(number))
            return Outline((*above, number), section=number) if number else self
        if not (number or heading.title):
            return self
        below = self.above[-1] if self.above else ()
        reply, level = (number, min(self.reply_level, heading.level)) if number else self[3:]
        return Outline(self.above, own=False, section=(*below, *reply), reply=reply, reply_level=level)

    def continues(self, heading: Heading) -> bool:
        """Whether the next heading belongs to the author's own numbering."""
        number = heading.number
        if not number:
            return self.own and not (heading.title and self.above)
        if not self.above:
            return True
        last = self.above[-1]
        if self._goes_on(heading):
            return False
        if len(number) == 1:
            return number >= last[:1] and (self.own or number > last[:1] or heading.level == 1)
        lies_in = any(number[:length] in self.above for length in range(1, len(number)))
        if self.own and not lies_in:
            return number > last  # a chapter is left out; no reply begins in the middle
        return lies_in and heading.level > 1

    def _goes_on(self, heading: Heading) -> bool:
        """Whether a heading is the next one of the pasted reply that stands in front of it."""
        if self.own or not self.reply or heading.level < self.reply_level:
            return False
        chapter, last = heading.number[0], self.reply[0]
        return chapter == last or (chapter == last + 1 and len(heading.number) == 1)


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
