"""One document held against its rules: which violations count.

Knows rules and documents; it must not know files, configuration or output formats.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from proselint_t.document import Document, parse
from proselint_t.lint.suppressions import suppress
from proselint_t.rules.matching.scope import in_scope, may_speak
from proselint_t.rules.rule import ActiveRule, Context, Reach, Violation
from proselint_t.text.budget import budget, spending
from proselint_t.text.errors import RuleError
from proselint_t.text.inputs import at_rest
from proselint_t.text.marks import QUOTES
from proselint_t.text.messages import translated
from proselint_t.text.source import Source

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from proselint_t.document import Segment
    from proselint_t.lint.inside import EmbeddedDocument
    from proselint_t.text.edits import Fix

_LONGEST_SENTENCE = 5_000
"""Characters of a sentence that are told of each violation in it, which may be thousands."""
_QUOTATION_MARKS = dict.fromkeys(map(ord, QUOTES), " ")


class Whereabouts(NamedTuple):
    """What of a violation only its parsed document tells: its point, its language and its sentence.

    Of a long sentence the beginning.
    """

    point: str | None
    language: str | None
    sentence: str


@dataclass(frozen=True)
class Report:
    """What was found in one document, in the order of the text."""

    document: Document
    violations: Sequence[Violation]
    inner: tuple[tuple[EmbeddedDocument, Document], ...] = ()
    """The documents inside that were checked too."""
    known: Mapping[Violation, Whereabouts] = field(default_factory=dict)
    """What another process has told of violations: the document need not be parsed for it."""

    @property
    def source(self) -> Source:
        return self.document.source

    def read_at(self, offset: int) -> tuple[Document, int]:
        """The document that a place of the text belongs to, and the place in it."""
        for part, document in self.inner:
            if part.outer.start <= offset < part.outer.end:
                return document, part.inward(offset)
        return self.document, offset

    def told(self, violation: Violation) -> Whereabouts:
        """What the document tells of a violation."""
        known = self.known.get(violation)
        return known if known is not None else self.told_at(violation.span.start)

    def told_at(self, offset: int) -> Whereabouts:
        """What the document tells of a place of the text."""
        document, start = self.read_at(offset)
        point, segment = document.point_at(start), document.segment_at(start)
        number = point.number if point else None
        if segment is None:
            return Whereabouts(number, None, "")
        at = segment.prose.offset_of(start)
        sentence = segment.sentence_at(at)
        begin, end = sentence.span if sentence else (0, 0)
        text = segment.prose.text[begin : min(end, begin + _LONGEST_SENTENCE)]
        return Whereabouts(number, segment.language_at(at), " ".join(text.split()))


def check(
    source: Source,
    rules: Sequence[ActiveRule],
    *,
    language: str | None = None,
    known: Collection[str] | None = None,
) -> Report:
    """Parse a document and hold it against rules. ``known``: see :func:`lint`."""
    with budget(len(source.text)):
        document = parse(source, language=language)
        return Report(document, lint(document, rules, known=known))


def lint(
    document: Document,
    rules: Sequence[ActiveRule],
    *,
    sources: tuple[Document, ...] = (),
    known: Collection[str] | None = None,
    inner: Sequence[Violation] = (),
) -> tuple[Violation, ...]:
    """Violations by start and rule, suppressed ones left out.

    ``known`` are the ids of all rules there are, for judging the names in suppressions. ``inner`` are
    violations of documents inside of this one, which its comments silence too. Raises :class:`RuleError`
    naming the rule whose pattern ran away.
    """
    found = [*inner, *find_violations(document, rules, sources=sources)]
    return in_order(suppress(document, found, rules, known))


def find_violations(
    document: Document, rules: Iterable[ActiveRule], *, sources: tuple[Document, ...] = ()
) -> list[Violation]:
    """Every violation, rule by rule, silenced or not. Raises as :func:`lint` does."""
    rules = tuple(rules)
    found = unproved(document, rules, sources=sources)
    if all(violation.fix is None for violation in found):
        return found
    from proselint_t.lint.proof import Proof, proved  # noqa: PLC0415 - most commits bring nothing to mend

    return proved(found, Proof(document, rules))


def unproved(
    document: Document,
    rules: Iterable[ActiveRule],
    *,
    sources: tuple[Document, ...] = (),
    memo: SegmentMemo | None = None,
) -> list[Violation]:
    """The same with fixes that nobody has proved. ``memo`` is for a caller who checks a text many times."""
    asked = [active for active in rules if _may_find(active, document)]
    if not all(active.rule.reach.needs_text_only for active in asked):
        document.segments  # noqa: B018 - no rule pays for the parse
    if memo is not None:
        memo.open(document)
    found: list[Violation] = []
    with budget(len(document.source.text)), at_rest():
        for active in asked:
            with spending(active.rule.meta.id):
                found.extend(_violations(active, Context(document, active.settings, sources), memo))
    return found if memo is None else [*found, *memo.violations()]


def _may_find(active: ActiveRule, document: Document) -> bool:
    may_find = None if document.is_parsed else getattr(active.rule, "may_find", None)
    return may_find is None or may_find(document.source.text)


_Known = tuple[int, list["Violation"]]
"""Where a segment began, and what was found in it."""


class SegmentMemo:
    """What the rules that see one segment have found in segments, by all that such a rule may see of one.

    Of a document that is open these rules are asked about ``unknown``: its segments that are new.
    """

    def __init__(self) -> None:
        self._known: dict[object, _Known] = {}
        self._open: list[tuple[Segment, _Known]] = []
        self._new: dict[Segment, list[Violation]] = {}
        self.unknown: Document

    def open(self, document: Document) -> None:
        """Go over to a document; what the one before it did not hold is forgotten.

        Of the first, which often is the only one, all segments are new.
        """
        is_first = not self._open
        before = self._known or {_seen(segment, self.unknown): known for segment, known in self._open}
        self._known, self._open, self._new = {}, [], {}
        for segment in document.segments:
            seen = None if is_first else _seen(segment, document)
            known = (self._known.get(seen) or before.get(seen)) if seen else None
            if known is None:
                known = segment.prose.origin(0), self._new.setdefault(segment, [])
            if seen:
                self._known[seen] = known
            self._open.append((segment, known))
        self.unknown = replace(document, segments=tuple(self._new))

    def add(self, segment: Segment, violation: Violation) -> None:
        """Take up what was found in a new segment."""
        self._new[segment].append(violation)

    def violations(self) -> Iterator[Violation]:
        """All that was found in the segments of the open document."""
        for segment, (before, found) in self._open:
            yield from (violation.shifted(segment.prose.origin(0) - before) for violation in found)


def _seen(segment: Segment, document: Document) -> tuple[object, ...]:
    """All that a rule may see of a segment but for its place."""
    source, block, prose = document.source, segment.block, segment.prose
    starts = [*source.line_starts[block.first_line : block.end_line + 1], len(source.text)]
    containers = [
        (one.kind, one.number, one.is_point, one.is_alert, source.line(one.line)) for one in block.containers
    ]
    return (
        source.text[starts[0] : starts[block.end_line - block.first_line]],
        prose.origin(0) - starts[0],
        (prose.text, prose.masks, prose.files),
        (block.kind, block.level, block.header, *containers),
        (document.language, segment.latin, segment.label is None, segment.bullet is None),
    )


def in_order(violations: Iterable[Violation]) -> tuple[Violation, ...]:
    """Violations by start and rule."""
    return tuple(sorted(violations, key=order))


def order(violation: Violation) -> tuple[int, str, int]:
    """What violations are sorted by."""
    return violation.span.start, violation.rule, violation.span.end


def _violations(active: ActiveRule, context: Context, memo: SegmentMemo | None = None) -> Iterator[Violation]:
    rule = active.rule
    if rule.meta.unless_said and any(says(source.source.text, active) for source in context.sources):
        return
    remembered = memo if rule.reach is Reach.SEGMENT else None
    try:
        for unit in _units(active, remembered.unknown if remembered else context.document):
            for violation in rule.check(unit, context):
                if _excepted(violation, active, context):
                    continue
                if remembered:
                    remembered.add(unit, _graded(violation, active))
                else:
                    yield _graded(violation, active)
    except TimeoutError as error:
        raise RuleError(
            translated("the rule %s %s", rule.meta.id, error), hint=translated("simplify its pattern")
        ) from None


def says(text: str, active: ActiveRule) -> bool:
    """Whether a text breaks a rule anywhere, quotations included."""
    document = parse(Source(text.translate(_QUOTATION_MARKS)))
    return next(_violations(active, Context(document, active.settings)), None) is not None


def _units(active: ActiveRule, document: Document) -> Iterable[Any]:
    meta = active.rule.meta
    if active.rule.reach not in {Reach.SEGMENT, Reach.POINT}:
        return (document,)
    segments = [segment for segment in segments_for(active, document) if segment.prose.text]
    if meta.scope:
        segments = [segment for segment in segments if in_scope(segment, meta.scope)]
    if meta.languages:
        segments = [segment for segment in segments if may_speak(segment, meta)]
    return segments


def segments_for(active: ActiveRule, document: Document) -> Sequence[Segment]:
    """The segments in which a rule may find something, by the literals and words that it names."""
    literals_for = getattr(active.rule, "literals_for", None)
    words_for = getattr(active.rule, "words_for", None)
    return document.holding(
        literals_for(active.settings) if literals_for else (),
        words_for(active.settings) if words_for else frozenset(),
    )


def _excepted(violation: Violation, active: ActiveRule, context: Context) -> bool:
    return bool(active.exceptions) and context.text_of(violation.span).casefold() in active.exceptions


def _graded(violation: Violation, active: ActiveRule) -> Violation:
    """With the severity that the configuration wants, and without a fix where it wants none."""
    severity = active.severity or violation.severity
    if severity is violation.severity and active.fixable:
        return violation
    return violation._replace(severity=severity, fix=violation.fix if active.fixable else None)


def fixes_of(violations: Iterable[Violation]) -> Iterator[tuple[Violation, Fix]]:
    """The violations that have a fix, each with it."""
    for violation in violations:
        if violation.fix is not None:
            yield violation, violation.fix


def fingerprints(report: Report) -> list[str]:
    """For each violation a name that survives moved lines.

    A hash of the rule, the match and what is told of its sentence (white space folded), and a counter among
    equal ones; path, line and column play no part.
    """
    from hashlib import sha256  # noqa: PLC0415 - few formats name violations

    seen: Counter[str] = Counter()
    names = []
    for violation in report.violations:
        match = report.source.text[violation.span.start : violation.span.end]
        key = "\0".join((violation.rule, " ".join(match.split()), report.told(violation).sentence))
        digest = sha256(f"{key}\0{seen[key]}".encode()).hexdigest()[:16]
        seen[key] += 1
        names.append(digest)
    return names
