"""What stands in a document of the notation, as values with places (offsets into the source)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import Self

    from proselint_t.notation.outline import Outline
    from proselint_t.text.edits import Edit
    from proselint_t.text.source import Source
    from proselint_t.text.span import Span


Number = tuple[int, ...]
"""The number of a point: ``§8.2`` is ``(8, 2)``."""


def spelled(number: Number) -> str:
    return ".".join(map(str, number))


@dataclass(frozen=True, slots=True)
class Scope:
    """The points from ``first`` to ``last`` with everything below them."""

    first: Number
    last: Number

    def __str__(self) -> str:
        last = "" if self.last == self.first else f"-§{spelled(self.last)}"
        return f"§{spelled(self.first)}{last}"

    @property
    def is_backward(self) -> bool:
        """Whether it ends before it begins."""
        return self.first[: len(self.last)] > self.last

    @property
    def ends(self) -> tuple[Number, Number]:
        """Its points in order: a scope that is written backward is meant forward."""
        return (self.last, self.first) if self.is_backward else (self.first, self.last)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. ``span`` is its line, ``at`` its number (or its marks, without one).

    ``line`` is what stands behind the marks, ``title`` the same without the number.
    """

    level: int
    number: Number
    title: str
    span: Span
    at: Span
    line: str = ""

    def shifted(self, by: int) -> Heading:
        span, at = self.span.shifted(by), self.at.shifted(by)
        return Heading(self.level, self.number, self.title, span, at, self.line)


@dataclass(frozen=True, slots=True)
class Definition:
    """A symbol that is given a meaning.

    ``body`` is what it means, with the fence behind the line, free of outer white space; ``None`` where the
    place only names or declares. An empty ``scopes`` is everywhere. ``bound`` are the parameters, ``covers``
    where they hold.
    """

    name: str
    span: Span
    section: Number
    body: str | None = None
    scopes: tuple[Scope, ...] = ()
    bound: frozenset[str] = frozenset()
    covers: Span | None = None
    signature: str = ""

    def shifted(self, by: int) -> Definition:
        span, covers = self.span.shifted(by), self.covers.shifted(by) if self.covers else None
        return Definition(
            self.name, span, self.section, self.body, self.scopes, self.bound, covers, self.signature
        )


@dataclass(frozen=True, slots=True)
class Use:
    """A symbol in the author's own text."""

    name: str
    span: Span
    section: Number

    def shifted(self, by: int) -> Use:
        return Use(self.name, self.span.shifted(by), self.section)


@dataclass(frozen=True, slots=True)
class Reference:
    """``§8.2``, of this document (``target`` is empty) or of the one that ``target`` names or denotes."""

    number: Number
    span: Span
    target: str = ""
    section: Number = ()
    nearby: bool = False
    """Whether words alone say so: ``point 8.2 below``."""
    pasted: bool = False
    """Whether it stands in a reply and is not judged: the reply has numbers of its own, or says it again."""

    def shifted(self, by: int) -> Reference:
        span = self.span.shifted(by)
        return Reference(self.number, span, self.target, self.section, self.nearby, self.pasted)


@dataclass(frozen=True, slots=True)
class _Placed:
    """What has one place."""

    span: Span

    def shifted(self, by: int) -> Self:
        return replace(self, span=self.span.shifted(by))


@dataclass(frozen=True, slots=True)
class NumberedLine(_Placed):
    """A number in front of a line: the whole number of a point where its section's begins it."""

    number: Number
    section: Number


@dataclass(frozen=True, slots=True)
class AnchorLink(_Placed):
    """A link to a place: ``name`` is what stands behind its `#`, ``file`` what stands before it."""

    name: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class Flaw(_Placed):
    """Something that the reader cannot take as it stands: a fence, a backtick, a bracket."""

    problem: str


@dataclass(frozen=True, slots=True)
class Content(_Placed):
    """The document that a symbol denotes, in a fence: where it stands, and the numbers of its lines."""

    name: str
    labels: frozenset[Number]


@dataclass(slots=True, eq=False)
class Section:
    """What stands from one heading to the next, the heading included. Places count from its start."""

    definitions: list[Definition] = field(default_factory=list)
    uses: list[Use] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    flaws: list[Flaw] = field(default_factory=list)
    labels: list[NumberedLine] = field(default_factory=list)
    anchors: list[AnchorLink] = field(default_factory=list)
    contents: list[Content] = field(default_factory=list)

    def shifted(self, by: int) -> Section:
        return Section(*([one.shifted(by) for one in found] for found in self._lists()))

    @property
    def is_empty(self) -> bool:
        return not any(self._lists())

    def _lists(self) -> tuple[list[Any], ...]:
        return tuple(getattr(self, name) for name in self.__slots__)


@dataclass(slots=True, eq=False)
class Page:
    """One document of the notation: a whole file, or a part of a composite one.

    ``points`` are the numbers of its headings and labels; the points of a pasted reply are numbered below
    the heading that they stand under. ``inside`` has the labels of the documents that stand in its fences,
    ``contents`` where these stand; both by the symbol that denotes the document.
    """

    name: str
    source: Source
    span: Span
    headings: list[Heading] = field(default_factory=list)
    points: set[Number] = field(default_factory=set)
    definitions: list[Definition] = field(default_factory=list)
    uses: list[Use] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    flaws: list[Flaw] = field(default_factory=list)
    inside: dict[str, set[Number]] = field(default_factory=dict)
    contents: dict[str, Span] = field(default_factory=dict)
    labels: list[NumberedLine] = field(default_factory=list)
    anchors: list[AnchorLink] = field(default_factory=list)
    outline: list[Heading] = field(default_factory=list)
    """Every heading, also those of pasted replies: what a link may lead to."""
    outlines: list[Outline] = field(default_factory=list)
    """Where each of these stands."""
    broken: list[Flaw] = field(default_factory=list)
    """What is wrong with the fence that the document itself stands in."""

    @property
    def is_numbered(self) -> bool:
        """Whether headings are numbered at all: two of them, for one may be a year or an amount."""
        return len(self.headings) > 1

    def has(self, number: Number) -> bool:
        return number in self.points

    def add_point(self, number: Number) -> None:
        """The point with all that it lies in: a parent without a heading is there with its child."""
        for length in range(len(number), 0, -1):
            if number[:length] in self.points:
                return
            self.points.add(number[:length])


COMPOSITE = "composite"
FAULTS = (
    "unresolved-point",
    "undefined-symbol",
    "redefinition",
    "repeated-number",
    "number-level",
    "number-gap",
    "unused-symbol",
    "confusable-symbol",
    "fence",
    COMPOSITE,
)
"""What a bundle can find; a rule of the kind ``notation`` reports one of them."""


@dataclass(frozen=True, slots=True)
class NotationFault:
    """One of :data:`FAULTS` at a place. ``detail`` says what is wrong with ``text``.

    ``shown`` is how a message calls the text, where not as it stands. ``mending`` are edits, each with the
    page that it is for, that mend the fault together; none: nobody can know them.
    """

    kind: str
    span: Span
    text: str
    detail: str
    shown: str = ""
    mending: tuple[tuple[Page, Edit], ...] = ()
    remedy: str = ""
    """What the mending does, as the title of a fix."""
