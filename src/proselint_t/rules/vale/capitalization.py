"""Extension point ``capitalization``: blocks in title case, in sentence case, or as a pattern says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proselint_t.rules.vale.casing import Casing, conforms, sentence_case, title_case
from proselint_t.rules.vale.checks import Demand, Finding
from proselint_t.rules.vale.patterns import WORD, compiled
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.rules.vale.checks import CheckRun
    from proselint_t.rules.vale.definition import Definition
    from proselint_t.rules.vale.scopes import TextBlock
    from proselint_t.rules.vale.settings import ValeSettings


class Capitalization:
    """Whole blocks that are not written as ``match`` says."""

    demand = Demand()

    def __init__(self, definition: Definition, settings: ValeSettings) -> None:
        self.match = definition.text("match")
        self.chicago = definition.text("style") == "Chicago"
        self.threshold = definition.number("threshold") or 0.8
        self.indicators = definition.texts("indicators")
        accepted = settings.accepted if definition.flag("vocab", default=True) else ()
        terms = tuple(sorted((*definition.texts("exceptions"), *accepted), key=len, reverse=True))
        # As in Vale: without a vocabulary the rule's own exceptions keep their capitals to the letter.
        exact = terms if accepted else tuple(map(_exact, terms))
        self.casing = Casing(exact, definition.text("prefix"))
        self.excepted = compiled(WORD % "|".join(terms), key="exceptions") if terms else None
        self.pattern = None if self.match.startswith("$") else compiled(self.match, key="match")
        self.replaces = definition.action.name == "replace"

    def find(self, block: TextBlock, _run: CheckRun) -> Iterator[Finding]:
        expected, right = self.judged(block.text)
        if not right:
            texts = (expected,) if self.replaces and self.match in {"$title", "$sentence"} else None
            yield Finding(Span(0, len(block.text)), (block.text, expected), texts)

    def judged(self, text: str) -> tuple[str, bool]:
        """How the text should be written, and whether it is right as it stands."""
        if self.match == "$title":
            expected = title_case(text, self.casing, chicago=self.chicago)
            return expected, conforms(text, expected, self.excepted, self.threshold, _differs_in_title)
        if self.match == "$sentence":
            expected = sentence_case(text, self.casing, self.indicators)
            return expected, conforms(text, expected, self.excepted, self.threshold, _differs_in_sentence)
        if self.pattern is not None:
            return self.match, self.pattern.search(text) is not None or self._excepts(text)
        expected = text.upper() if self.match == "$upper" else text.lower()
        return expected, text == expected or self._excepts(text)

    def _excepts(self, text: str) -> bool:
        return self.excepted is not None and self.excepted.search(text) is not None


def _exact(term: str) -> str:
    return term if term.startswith("(?i)") else f"(?-i:{term})"


def _differs_in_title(_number: int, word: str) -> bool | None:
    return None if word == word.upper() else False


def _differs_in_sentence(number: int, word: str) -> bool | None:
    return number == 0 and word != word.lower().title()
