"""Kind ``substitution``: write this instead of that. The keys mean what they mean in Vale.

A value of ``swap`` may also say how sure its replacement is, how grave the violation, and what else may be
written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from proselint_t.rules.matching.finder import CONDITIONS, DEMANDS, Demands, Exceptions, Finder, any_of_words
from proselint_t.rules.matching.scope import reach_of
from proselint_t.rules.matching.substitutes import Substitute, action_of, listed, ungrouped
from proselint_t.rules.rule import BaseRule, Context, Field, FieldType, RuleMeta, Violation
from proselint_t.text.edits import Applicability
from proselint_t.text.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from proselint_t.document import Document, Segment
    from proselint_t.rules.matching.finder import Hit
    from proselint_t.text.edits import Fix


class Substitution(BaseRule):
    """Each match of a key of ``swap`` (the longest first) that is not already what it should be."""

    fields: ClassVar[tuple[Field, ...]] = (
        Field("swap", FieldType.SWAP, "Patterns, and what to write for each.", required=True),
        Field("raw", FieldType.TEXTS, "Parts of one pattern, put before the keys.", ()),
        Field("ignorecase", FieldType.BOOL, "Capital and small letters are the same.", default=False),
        Field("nonword", FieldType.BOOL, "Patterns need not begin and end with a word.", default=False),
        Field("exceptions", FieldType.TEXTS, "Words and phrases that are left alone.", ()),
        Field("capitalize", FieldType.BOOL, "Begin with a capital where the match does.", default=False),
        Field("matchcase", FieldType.BOOL, "Take over the capitals of the match.", default=False),
        Field("action", FieldType.ANY, "How an editor may mend it: `name` and `params`, as in Vale."),
        *CONDITIONS,
        *DEMANDS,
    )

    def __init__(self, meta: RuleMeta, options: Mapping[str, Any]) -> None:
        super().__init__(meta, options)
        self.reach = reach_of(meta)
        self._replaces = action_of(options)[0] == "replace"
        self._message = _unquoted(meta.message) if self._replaces else meta.message
        entries = sorted(options["swap"].items(), key=lambda entry: len(entry[0]), reverse=True)
        self._substitutes = [
            Substitute.read(key, value, options, literal=self._replaces) for key, value in entries
        ]
        keys = (f"(?P<_{number}>{ungrouped(key)})" for number, (key, _) in enumerate(entries))
        pattern = "".join(options["raw"]) + any_of_words(keys, nonword=options["nonword"], signs=True)
        try:
            self._finder = Finder(meta, pattern, options, key="swap")
        except RuleError:
            for key, _ in entries:
                _ = Finder(meta, key, options, key="swap")  # the one that does not compile is named by itself
            raise
        self._exceptions = Exceptions(options["exceptions"])
        self._demands = Demands(self, options)

    def literals_for(self, settings: Mapping[str, Any]) -> tuple[str, ...]:
        return self._demands.with_literals(self._finder.literals, settings)

    def check(self, unit: Segment | Document, context: Context) -> Iterator[Violation]:
        for hit in self._finder.hits(unit):
            if not hit.text.strip() and not hit.segment.prose.contiguous(*hit.span):
                continue  # white space on both sides of markup is not one stretch of it
            substitute = self._substitutes[int((hit.match.lastgroup or "_0")[1:])]
            texts = substitute.texts_for(hit)
            if not substitute.accepts(hit.text, texts) and hit not in self._exceptions:
                yield self._violation(hit, substitute, texts)
        yield from self._demands.violations(unit, context.settings)

    def _violation(self, hit: Hit, substitute: Substitute, texts: tuple[str, ...]) -> Violation:
        expected = listed(texts) if self._replaces else substitute.shown(hit.text, texts)
        fix, words = self._fix(hit, substitute, texts), (expected, hit.shown)
        found = self.violation_in(hit.segment, hit.span, fix, words=words, message=self._message)
        return found._replace(severity=substitute.severity) if substitute.severity else found

    def _fix(self, hit: Hit, substitute: Substitute, texts: tuple[str, ...]) -> Fix | None:
        if not substitute.literal:
            return None
        certainty = substitute.fix or (Applicability.UNSAFE if len(texts) > 1 else None)
        fix = self.replacement(hit.segment, hit.span, texts[0] if texts else "", certainty)
        return fix._replace(alternatives=texts[1:]) if fix and len(texts) > 1 else fix


def _unquoted(message: str) -> str:
    """The alternatives bring their own quotes: the message loses those of its first `%s`."""
    head, place, tail = message.partition("%s")
    quoted = place and head[-1:] in ("'", '"') and tail.startswith(head[-1])
    return head[:-1] + place + tail[1:] if quoted else message
