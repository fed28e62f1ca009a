"""The values that a parsed document is made of. They know where they stand and nothing about rules."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from proselint_t.text.prose import Prose


class BlockKind(StrEnum):
    """What a leaf block is. Only the first five hold prose."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    CELL = "cell"
    ALT = "alt"
    COMMENT_LINE = "comment-line"
    """Text behind a comment on its line: an HTML block for CommonMark, prose for its author."""
    HTML = "html"
    CODE = "code"
    MASKED = "masked"
    """Whole lines of a dialect that Markdown does not know: math, templates, directives."""
    BREAK = "break"
    FRONT_MATTER = "front-matter"


class ContainerKind(StrEnum):
    QUOTE = "quote"
    BULLET = "bullet"
    ORDERED = "ordered"
    FOOTNOTE = "footnote"


class Container(NamedTuple):
    """A block that holds blocks.

    ``line`` counts from 0. ``marker`` is the source span of a list marker such as ``1)`` or ``-``.
    ``number`` and ``list_id`` are set for ordered items alone; items of one list share the id.
    ``is_point`` tells that the item is a numbered point of an answer, not a Markdown list; ``delimiter`` is
    what stands behind its number.
    """

    kind: ContainerKind
    line: int
    marker: Span | None = None
    number: int | None = None
    list_id: int = 0
    is_point: bool = False
    is_alert: bool = False
    """A block quote that quotes nobody: `> [!NOTE]`, `> Note:`."""
    delimiter: str = ""

    @property
    def is_label(self) -> bool:
        """Whether its number labels all that stands below it, indented or not: `1)` does.

        What stands behind a list of `1.` is the end of the list for every reader of Markdown.
        """
        return self.is_point and self.delimiter == ")"


class MarkupKind(StrEnum):
    EMPHASIS = "emphasis"
    STRONG = "strong"
    STRIKE = "strike"
    LINK = "link"
    TAG = "tag"


class Markup(NamedTuple):
    """Inline markup around prose, in source offsets.

    ``outer`` holds the markers, ``inner`` does not. ``name`` is the lower-case element name of a tag.
    """

    kind: MarkupKind
    outer: Span
    inner: Span
    name: str = ""


class AtomName(StrEnum):
    """What inline Markdown is made of besides text, as a rule file names it in ``owns``."""

    EMPHASIS = "emphasis"
    STRIKE = "strike"
    CODE = "code"
    LINK = "link"
    IMAGE = "image"
    TAG = "tag"
    MATH = "math"
    FOOTNOTE = "footnote"
    BREAK = "break"


class Atom(NamedTuple):
    """A mark of inline Markdown, which is no prose: a code span, the begin or end of a link, a tag ….

    ``span`` is its place in the source, of one that stands around prose the place of its marker's first
    character; ``text`` tells it from others of its kind (whether it begins or ends, the destination), but
    for what its place says itself: the label of a footnote.
    """

    name: AtomName
    span: Span
    text: str = ""

    def shifted(self, by: int) -> Atom:
        return Atom(self.name, self.span.shifted(by), self.text)


class Block(NamedTuple):
    """A leaf block of Markdown.

    ``lines`` are the source spans of its text line by line, without container prefixes; for a heading
    and a table cell there is one. ``first_line`` and ``end_line`` (exclusive) are line indexes from 0.
    """

    kind: BlockKind
    containers: tuple[Container, ...]
    first_line: int
    end_line: int
    lines: Sequence[Span] = ()
    level: int = 0
    header: bool = False
    markup: tuple[Markup, ...] = ()
    hard_breaks: tuple[int, ...] = ()
    """Source offsets of the newlines that are hard line breaks."""
    atoms: Sequence[Atom] = ()

    def inside(self, kind: ContainerKind) -> bool:
        return bool(self.containers) and any(container.kind is kind for container in self.containers)

    @property
    def quotes(self) -> bool:
        """Whether the block stands in a block quote that holds somebody's words."""
        return any(one.kind is ContainerKind.QUOTE and not one.is_alert for one in self.containers)


class LabelKind(StrEnum):
    """What a label counts with."""

    NUMBER = "number"
    LETTER = "letter"
    GROUP = "group"
    """A Roman numeral."""


Counted = tuple[str, int]
"""The number of a label in its normal form, and the level of the heading that carries it, 0 elsewhere."""


class Label(NamedTuple):
    """The label of a point as it is written.

    ``text`` is what stands in the source (``1.2)``), ``number`` the normal form (``1.2``; ``II.1.2`` in the
    group ``II``), ``span`` the place of ``text``; ``heading`` is the level of the heading that carries it,
    0 elsewhere.
    """

    text: str
    number: str
    span: Span
    heading: int = 0
    kind: LabelKind = LabelKind.NUMBER

    @property
    def counted(self) -> Counted:
        return self.number, self.heading

    @property
    def written_depth(self) -> int:
        """The depth that the label itself shows, whatever group it is in."""
        return self.text.strip("(.)").count(".") + 1

    @property
    def depth(self) -> int:
        return self.number.count(".") + 1

    def shifted(self, by: int) -> Label:
        """The same at another place."""
        return Label(self.text, self.number, self.span.shifted(by), self.heading, self.kind)


class Point(NamedTuple):
    """A numbered part of an answer: from its label to the next label of any level.

    ``subtree_end`` is the start of the next label of its own or a higher level (or the end of the text).
    """

    label: Label
    span: Span
    subtree_end: int

    @property
    def number(self) -> str:
        return self.label.number

    @property
    def depth(self) -> int:
        return self.label.depth

    @property
    def text_start(self) -> int:
        """Where the point's own text may begin: just after its label."""
        return self.label.span.end


class Quotation(NamedTuple):
    """A pair of quotation marks, in prose offsets of its segment; ``span`` holds the marks."""

    span: Span
    opening: str
    closing: str
    depth: int

    @property
    def inner(self) -> Span:
        return Span(self.span.start + len(self.opening), self.span.end - len(self.closing))


class Sentence(NamedTuple):
    """A sentence of a segment, in prose offsets, with the language that its words show."""

    span: Span
    language: str
    """A code of :mod:`proselint_t.language.registry`, or its ``OTHER``."""

    def shifted(self, by: int) -> Sentence:
        """The same at another place."""
        return Sentence(self.span.shifted(by), self.language)


class SegmentText(NamedTuple):
    """What a segment is before anything is asked of it: a stretch of one block between point labels."""

    block: Block
    prose: Prose
    label: Label | None = None
    bullet: Span | None = None
    """Source span of a ``*)`` bullet, which CommonMark reads as text."""
