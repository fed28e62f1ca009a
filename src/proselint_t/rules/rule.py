"""The contract of a rule: what it says of itself, what it is given, what it returns.

A rule is data (a YAML file), a kind is code (a class of ``kinds``). This module knows documents and fixes,
not files, configuration or any single kind.
"""

from __future__ import annotations

from enum import StrEnum
from sys import intern
from typing import TYPE_CHECKING, Any, ClassVar, Literal, NamedTuple, Protocol

from proselint_t.text.edits import Applicability, Fix, replacing
from proselint_t.text.messages import fill

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from proselint_t.document import Document, Segment
    from proselint_t.text.edits import Edit
    from proselint_t.text.span import Span


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    SUGGESTION = "suggestion"

    @property
    def rank(self) -> int:
        """The gravest has 0."""
        return _RANKS[self]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


NEVER = "never"
"""In place of a severity: no violation is grave enough."""


class Reach(StrEnum):
    """What a rule must see at once. The less it is, the less is checked again after a change.

    ``check`` gets a segment with ``SEGMENT`` and ``POINT``, else a document.
    """

    SEGMENT = "segment"
    POINT = "point"
    """A segment; what is found there may be judged by the text of its point, within :data:`SIGHT`."""
    BLOCKS = "blocks"
    """A document; what is found at a place depends on the block there and the one behind it."""
    DOCUMENT = "document"
    OUTLINE = "outline"
    """A document of which the text, the points and what may be hidden are read, and none of its blocks."""
    SOURCE = "source"
    """A document of which only the text is read, none of its blocks: it need not be parsed."""
    LINE = "line"
    """The same; what is found in a line does not depend on the others."""

    @property
    def needs_text_only(self) -> bool:
        return self in {Reach.SOURCE, Reach.LINE}


SIGHT = 5_000
"""How many characters before and behind a place are looked at for what is said of its point."""


class Structure(StrEnum):
    """What a rule's fixes may do to the block structure.

    ``PARAGRAPHS`` may join and divide paragraphs of one container, ``NUMBERS`` may give headings other
    numbers and levels; everything else must stay.
    """

    UNCHANGED = "unchanged"
    PARAGRAPHS = "paragraphs"
    NUMBERS = "numbers"


def style_of(rule: str) -> str:
    """The style of a rule, by its id."""
    return rule.partition(".")[0]


class Example(NamedTuple):
    """An example of a rule file: its specification, its test and its documentation.

    ``text`` is free of the ``⟪ ⟫`` marks, ``spans`` is where they stood (empty for a good example).
    ``fixed`` is the text after all fixes of ``fix_class`` and below; ``None`` where nothing is fixed.
    """

    text: str
    spans: tuple[Span, ...] = ()
    fixed: str | None = None
    fix_class: Applicability = Applicability.SAFE
    preset: str | None = None
    settings: Mapping[str, Any] = {}
    sources: tuple[str, ...] = ()
    beside: Mapping[str, str] = {}
    """The other documents of a review: `answer`, `defects`, `reply`."""
    line: int = 1


class RuleMeta(NamedTuple):
    """What every rule file says, whatever its kind.

    ``scope`` holds selectors such as ``heading`` or ``table.cell`` (empty: all text), ``languages`` the
    codes of those whose sentences are read (empty: all). ``settings`` are the defaults of the keys that a
    configuration may set. Of two overlapping fixes the one of the rule with the higher ``priority`` wins.
    ``owns`` names the marks of Markdown that fixes may cover. ``elsewhere`` maps other style guides to
    what they say. With ``unless_said`` the rule is silent where a source says it too.
    """

    id: str
    kind: str
    message: str
    severity: Severity = Severity.WARNING
    scope: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    quotations: Literal["skip", "check"] = "check"
    mask: Literal["all", "keep-inline-code"] = "all"
    fix: Applicability = Applicability.SAFE
    priority: int = 0
    structure: Structure = Structure.UNCHANGED
    owns: tuple[str, ...] = ()
    unless_said: bool = False
    why: str = ""
    source: str = ""
    link: str = ""
    related: tuple[str, ...] = ()
    elsewhere: Mapping[str, tuple[str, ...]] = {}
    settings: Mapping[str, Any] = {}
    examples: tuple[Example, ...] = ()
    path: str = ""
    vale: bool = False
    """Whether the rule is one of Vale's, run as Vale runs it (see ``vale``)."""

    @property
    def style(self) -> str:
        return style_of(self.id)

    @property
    def template(self) -> str:
        """The message as it stands for every violation: «…» where words of the text are filled in."""
        return fill(self.message, ("…",) * self.message.count("%s"))

    @property
    def fixes(self) -> Applicability | None:
        """How sure the fixes are, or ``None`` where the examples show that there are none."""
        bad = [example for example in self.examples if example.spans]
        return self.fix if not bad or any(example.fixed is not None for example in bad) else None


class Violation(NamedTuple):
    """A rule at a place, in source offsets. ``group`` is a second id under which it is reported."""

    rule: str
    severity: Severity
    span: Span
    message: str
    fix: Fix | None = None
    group: str | None = None

    @property
    def edits(self) -> tuple[Edit, ...]:
        """Those of its fix, if it has one."""
        return self.fix.edits if self.fix else ()

    def shifted(self, by: int) -> Violation:
        """The same with all its places moved."""
        if not by:
            return self
        fix = self.fix and self.fix.shifted(by)
        place = _shared(self.span.shifted(by), fix)
        return Violation(self.rule, self.severity, place, self.message, fix, self.group)


class Context(NamedTuple):
    """What a rule may know beside the text it checks.

    ``settings`` are the rule file's defaults overlaid with the configuration. ``sources`` are the
    documents that a review quotes from.
    """

    document: Document
    settings: Mapping[str, Any]
    sources: tuple[Document, ...] = ()

    def text_of(self, span: Span) -> str:
        return self.document.source.text[span.start : span.end]


class ActiveRule(NamedTuple):
    """A rule as the configuration wants it for one file.

    ``severity`` overrides that of every violation of the rule (``None``: as the rule says); ``settings``
    are complete (defaults overlaid); ``exceptions`` are words (lower case) that the rule leaves alone.
    Where it is not ``fixable`` its violations have no fix.
    """

    rule: Rule
    settings: Mapping[str, Any] = {}
    severity: Severity | None = None
    exceptions: frozenset[str] = frozenset()
    fixable: bool = True

    @property
    def is_awake(self) -> bool:
        """Whether it may find anything: one that ``needs`` a setting finds nothing without its value."""
        needs = getattr(self.rule, "needs", None)
        return needs is None or bool(self.settings.get(needs))


class FieldType(StrEnum):
    """Types of the keys of a kind; each is checked when the file is read and described in the schema."""

    TEXT = "text"
    SAID = "said"
    """A text, or one for each language of messages; the reader gives that of the run."""
    BOOL = "bool"
    INT = "int"
    TEXTS = "texts"
    """A list of texts; the reader also takes a single text."""
    LANGUAGES = "languages"
    """The code of a language, a list of them, or ``any``."""
    SWAP = "swap"
    """An ordered mapping of text to text, or to a mapping with ``with`` and the keys of ``swap_keys``."""
    SECTIONS = "sections"
    """A mapping of text to a list of texts."""
    SETTINGS = "settings"
    """A mapping of the names of settings to their defaults."""
    ANY = "any"
    NODES = "nodes"
    """A list that its reader takes apart itself."""


class Field(NamedTuple):
    """A key that a kind reads from its rule file. ``choices`` limits a ``TEXT``."""

    name: str
    type: FieldType
    doc: str
    default: Any = None
    required: bool = False
    choices: tuple[str, ...] = ()


class Rule(Protocol):
    """A rule that is ready to check. ``check`` gets a segment or a document, as ``reach`` says.

    A rule of patterns has ``literals_for(settings)``, a tuple of strings in small letters: one that is given
    segments is not asked about a segment that holds none of them. So it is with ``words_for(settings)``, a
    set of words between what is no letter; with both, either will do. It may name a setting that it
    ``needs``: without a value there it finds nothing. One with ``may_find`` tells by a text alone, for sure
    and fast, where it finds nothing: a document is not parsed for it then.

    Raises :class:`proselint_t.text.errors.RuleError` when a pattern of the rule runs away.
    """

    reach: Reach
    meta: RuleMeta

    def check(self, unit: Any, context: Context, /) -> Iterable[Violation]: ...


class Kind(Protocol):
    """A kind of rule: a class that makes rules from what a rule file says.

    ``options`` holds the values of ``fields`` by name, defaults filled in. The constructor raises
    :class:`proselint_t.text.errors.RuleError` with ``Place(key=…)`` when a value makes no sense (a pattern
    that does not compile); the reader of the file adds path and line.
    """

    fields: ClassVar[tuple[Field, ...]]

    def __call__(self, meta: RuleMeta, options: Mapping[str, Any]) -> Rule: ...


class BaseRule:
    """What most kinds share: no keys of their own, and the text segment by segment."""

    fields: ClassVar[tuple[Field, ...]] = ()
    reach: Reach = Reach.SEGMENT

    def __init__(self, meta: RuleMeta, options: Mapping[str, Any]) -> None:  # noqa: ARG002 - the contract
        self.meta = meta

    def violation_at(self, span: Span, fix: Fix | None = None, *, words: tuple[str, ...] = ()) -> Violation:
        """A violation at a place of the source; ``words`` fill the ``%s`` of the message in order."""
        message = intern(fill(self.meta.message, words))
        return Violation(self.meta.id, self.meta.severity, span, message, fix)

    def violation_in(
        self,
        segment: Segment,
        span: Span,
        fix: Fix | None = None,
        *,
        words: tuple[str, ...] = (),
        message: str | None = None,
    ) -> Violation:
        """A violation at a stretch of a segment's prose; ``message`` stands in place of the rule's own."""
        said = intern(fill(self.meta.message if message is None else message, words))
        place = _shared(segment.prose.span(*span), fix)
        return Violation(self.meta.id, self.meta.severity, place, said, fix)

    def replacement(
        self, segment: Segment, span: Span, text: str, applicability: Applicability | None = None
    ) -> Fix | None:
        """The fix that writes ``text`` over a stretch of prose.

        ``None`` where the stretch runs across markup, an entity or a container prefix: its source is then
        not the text that was matched. ``applicability`` overrides the rule's own fix class.
        """
        if not segment.prose.contiguous(*span):
            return None
        return replacing(segment.prose.span(*span), text, applicability or self.meta.fix)


class ToldElsewhere(BaseRule):
    """A rule whose findings are made elsewhere, with its message and its severity."""

    reach = Reach.SOURCE

    def check(self, unit: Document, context: Context) -> tuple[Violation, ...]:  # noqa: ARG002 - the contract
        return ()


def _shared(place: Span, fix: Fix | None) -> Span:
    """A place, as the value that a fix has of it: of both there may be hundreds of thousands."""
    return fix.edits[0].span if fix and fix.edits and fix.edits[0].span == place else place
