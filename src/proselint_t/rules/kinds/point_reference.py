"""Kind ``point-reference``: what a numbered part of a text is called, and what a law calls it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from proselint_t.rules.matching.finder import CONDITIONS, Finder, with_lists
from proselint_t.rules.matching.patterns import compile_pattern
from proselint_t.rules.matching.substitutes import recased
from proselint_t.rules.rule import (
    SIGHT,
    BaseRule,
    Context,
    Field,
    FieldType,
    Reach,
    RuleMeta,
    Severity,
    Violation,
)
from proselint_t.text.edits import Applicability, Edit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from proselint_t.document import Segment
    from proselint_t.rules.matching.finder import Hit
    from proselint_t.text.span import Span

_ARTICLE = compile_pattern(r"\b(?P<article>an)\s+\Z", ignore_case=True)
_VOWELS = frozenset("aeiou")


class PointReference(BaseRule):
    """Each use of a noun for a numbered part.

    A reference by number is graver than the bare noun, and its fix is safe. In a legal context, which
    reaches from label to label, other words are right and no fix is safe.
    """

    fields: ClassVar[tuple[Field, ...]] = (
        Field("noun", FieldType.TEXT, "The noun that is not used.", required=True),
        Field("with", FieldType.TEXT, "The noun to write instead.", required=True),
        Field("numbered", FieldType.TEXTS, "Patterns behind a noun that refers by number.", required=True),
        Field("named", FieldType.TEXTS, "Patterns behind a noun that refers by letter or by word.", ()),
        Field(
            "bare_near", FieldType.TEXTS, "Patterns of the sentence in which the bare noun is a part.", ("",)
        ),
        Field("legal", FieldType.TEXTS, "Patterns that make the context a legal one.", ()),
        Field("in_law", FieldType.TEXTS, "The nouns to write in a legal context.", ()),
        *CONDITIONS,
    )
    reach: Reach = Reach.POINT

    def __init__(self, meta: RuleMeta, options: Mapping[str, Any]) -> None:
        super().__init__(meta, options)
        noun = rf"(?<![\w-]){options['noun']}(?P<plural>s)?(?![\w-])"
        self._finder = Finder(meta, noun, {**options, "ignorecase": True}, key="noun")
        self._noun: str = options["with"]
        self._in_law: tuple[str, ...] = tuple(options["in_law"])
        lists = options["lists"]
        self._numbered = compile_pattern(with_lists("|".join(options["numbered"]), lists), key="numbered")
        self._named = compile_pattern(with_lists("|".join(options["named"]) or "(?!)", lists), key="named")
        self._near = compile_pattern(
            with_lists("|".join(options["bare_near"]), lists), ignore_case=True, key="bare_near"
        )
        self._legal = compile_pattern(with_lists("|".join(options["legal"]) or "(?!)", lists), key="legal")

    def literals_for(self, _settings: Mapping[str, Any]) -> tuple[str, ...]:
        return self._finder.literals

    def check(self, segment: Segment, context: Context) -> Iterator[Violation]:
        near: dict[Span, bool] = {}
        for hit in self._finder.hits(segment):
            if self._reference(hit) or self._is_near(hit, near):
                yield self._violation(hit, legal=bool(self._in_law) and self._is_legal(hit, context))

    def _violation(self, hit: Hit, *, legal: bool) -> Violation:
        numbered = self._numbered.match(hit.after)
        nouns = self._in_law if legal else (self._noun,)
        first, *others = (recased(noun + (hit.match["plural"] or ""), hit.text) for noun in nouns)
        certainty = self.meta.fix if numbered and not legal else Applicability.UNSAFE
        fix = self.replacement(hit.segment, hit.span, first, certainty)
        if fix:
            fix = fix._replace(edits=(*self._article(hit, first), *fix.edits), alternatives=tuple(others))
        found = self.violation_in(hit.segment, hit.span, fix, words=(first, hit.shown))
        return found if self._reference(hit) else found._replace(severity=Severity.WARNING)

    def _reference(self, hit: Hit) -> bool:
        """Whether a number, a letter or a number word behind the noun tells which part is meant."""
        return bool(self._numbered.match(hit.after) or self._named.match(hit.after))

    def _is_near(self, hit: Hit, known: dict[Span, bool]) -> bool:
        """Whether a list is in sight; each sentence is looked through once.

        It is that of the prose: marks alone do not tell where a sentence begins with code.
        """
        sentence = hit.segment.sentence_at(hit.span.start)
        span = sentence.span if sentence else hit.span
        if span not in known:
            known[span] = self._near.search(hit.segment.prose.text[slice(*span)]) is not None
        return known[span]

    def _article(self, hit: Hit, noun: str) -> tuple[Edit, ...]:
        """`an item` becomes `a point`."""
        match = _ARTICLE.search(hit.before)
        if match is None or noun[:1].lower() in _VOWELS:
            return ()
        start = hit.span.start - len(hit.before) + match.end("article") - 1
        if not hit.segment.prose.contiguous(start, start + 1):
            return ()
        return (Edit(hit.segment.prose.span(start, start + 1), ""),)

    def _is_legal(self, hit: Hit, context: Context) -> bool:
        document, at = context.document, hit.segment.prose.origin(hit.span.start)
        around = document.around(hit.segment)
        text = document.source.text[max(around.start, at - SIGHT) : min(around.end, at + SIGHT)]
        return self._legal.search(text) is not None
