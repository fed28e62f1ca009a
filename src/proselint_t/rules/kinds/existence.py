"""Kind ``existence``: none of the tokens may stand in the text. The keys mean what they mean in Vale."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, ClassVar

from proselint_t.rules.matching.finder import CONDITIONS, DEMANDS, Demands, Exceptions, Finder, any_of_words
from proselint_t.rules.matching.scope import reach_of
from proselint_t.rules.matching.substitutes import action_of
from proselint_t.rules.rule import BaseRule, Context, Field, FieldType, Reach, RuleMeta, Violation
from proselint_t.text.edits import Applicability
from proselint_t.text.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from proselint_t.document import Document, Segment
    from proselint_t.rules.matching.finder import Hit
    from proselint_t.text.edits import Fix

_SIGNS = pattern(r"\[[^][]+\]")
"""A pattern for one sign of a set."""


class Existence(BaseRule):
    """Each match of ``tokens`` (words, joined by "or") and ``raw`` (joined in a row)."""

    fields: ClassVar[tuple[Field, ...]] = (
        Field("tokens", FieldType.TEXTS, "Patterns of which none may be found.", ()),
        Field("raw", FieldType.TEXTS, "Parts of one pattern, put before the tokens.", ()),
        Field("append", FieldType.BOOL, "Put `raw` behind the tokens.", default=False),
        Field("ignorecase", FieldType.BOOL, "Capital and small letters are the same.", default=False),
        Field("nonword", FieldType.BOOL, "Tokens need not begin and end with a word.", default=False),
        Field("exceptions", FieldType.TEXTS, "Words and phrases that are left alone.", ()),
        Field("limit", FieldType.INT, "The most violations per document; 0 for no limit.", 0),
        Field("action", FieldType.ANY, "How an editor may mend it: `name` and `params`, as in Vale."),
        *CONDITIONS,
        *DEMANDS,
    )

    def __init__(self, meta: RuleMeta, options: Mapping[str, Any]) -> None:
        super().__init__(meta, options)
        self._limit: int = options["limit"]
        self.reach = reach_of(meta, whole=self._limit > 0)
        if self.reach is Reach.SOURCE and not meta.languages and _are_signs(options):
            self.reach = Reach.LINE
        self._finder = Finder(meta, _pattern(options), options, key="tokens" if options["tokens"] else "raw")
        self._exceptions = Exceptions(options["exceptions"])
        self._demands = Demands(self, options)
        self._texts = _replacements(*action_of(options))

    def literals_for(self, settings: Mapping[str, Any]) -> tuple[str, ...]:
        return self._demands.with_literals(self._finder.literals, settings)

    def check(self, unit: Segment | Document, context: Context) -> Iterator[Violation]:
        hits = (hit for hit in self._finder.hits(unit) if hit not in self._exceptions)
        for hit in islice(hits, self._limit or None):
            yield self.violation_in(hit.segment, hit.span, self._fix(hit), words=(hit.shown, *self._texts))
        yield from self._demands.violations(unit, context.settings)

    def _fix(self, hit: Hit) -> Fix | None:
        if not self._texts:
            return None
        fix = self.replacement(hit.segment, hit.span, self._texts[0])
        if fix is None or len(self._texts) == 1:
            return fix
        return fix._replace(applicability=Applicability.UNSAFE, alternatives=self._texts[1:])


def _are_signs(options: Mapping[str, Any]) -> bool:
    """Whether each token is a set of signs, and nothing around a match is asked about."""
    plain = ("raw", "limit", "demands", *(field.name for field in CONDITIONS))
    return not any(options[name] for name in plain) and all(map(_SIGNS.fullmatch, options["tokens"]))


def _replacements(action: str, parameters: tuple[str, ...]) -> tuple[str, ...]:
    """What Vale's actions write: nothing, or any of the parameters."""
    return {"remove": ("",), "replace": parameters}.get(action, ())


def _pattern(options: Mapping[str, Any]) -> str:
    raw = "".join(options["raw"])
    tokens = options["tokens"]
    if not tokens:
        return raw
    token = any_of_words(tokens, nonword=options["nonword"], signs=True)
    return token + raw if options["append"] else raw + token
