"""Vale's extension points that match patterns. Each class reads a definition and finds in one block."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from proselint_t.rules.matching.substitutes import alternatives, listed
from proselint_t.rules.vale.blocks import vale_sentences
from proselint_t.rules.vale.checks import Alert, Demand, once_quoted
from proselint_t.rules.vale.patterns import (
    NONWORD,
    ValeExceptions,
    compiled_go,
    has_group,
    is_phrase,
    template,
    without_groups,
)
from proselint_t.text.literals import literals_of
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import regex

    from proselint_t.rules.vale.blocks import TextBlock
    from proselint_t.rules.vale.checks import CheckRun
    from proselint_t.rules.vale.definition import ValeDefinition
    from proselint_t.rules.vale.settings import ValeSettings

_GROUP = re.compile(r"\$(\d+)")
_WORD = re.compile(r"\w+")
_HIDDEN = frozenset("*@")


class Existence:
    """Each match of ``tokens`` and ``raw``."""

    def __init__(self, definition: ValeDefinition, settings: ValeSettings) -> None:
        nonword = definition.flag("nonword")
        tokens = [token for token in definition.texts("tokens") if token.strip()]
        raw = "".join(definition.texts("raw"))
        around = template(settings, nonword=nonword or not tokens)
        token = around.replace("%s", "|".join(tokens)) if tokens or not raw else ""
        pattern = token + raw if definition.flag("append") else raw + token
        self.pattern = compiled_go(
            pattern, ignore_case=definition.flag("ignorecase"), key="tokens" if tokens else "raw"
        )
        self.demand = Demand(literals_of(pattern), self.pattern)
        vocabulary = definition.flag("vocab", default=True) and not nonword
        self.exceptions = ValeExceptions.of(definition, settings, vocabulary=vocabulary)

    def find(self, block: TextBlock, _run: CheckRun) -> Iterator[Alert]:
        for match in self.pattern.find_all(block.text):
            span = Span(*match.span())
            if not self.exceptions.leave(match.group().strip(), block.text, span):
                yield Alert(span)


class Substitution:
    """Each match of a key of ``swap``, the longest key first, that is not right as it stands."""

    def __init__(self, definition: ValeDefinition, settings: ValeSettings) -> None:
        self.entries = sorted(definition.pairs("swap"), key=lambda entry: len(entry[0]), reverse=True)
        self.ignore_case = definition.flag("ignorecase")
        self.replaces = definition.action.name == "replace"
        self.params = definition.action.params
        self.capitalize = definition.flag("capitalize")
        self.message = definition.meta.message
        keys = "|".join(f"(?P<_{number}>{_grouped(key)})" for number, (key, _) in enumerate(self.entries))
        around = template(settings, nonword=definition.flag("nonword"))
        pattern = around.replace("%s", keys or "(?!)")
        self.pattern = compiled_go(pattern, ignore_case=self.ignore_case, key="swap")
        self.demand = Demand(literals_of(pattern), self.pattern)
        self.exceptions = ValeExceptions.of(definition, settings)

    def matches(self, text: str) -> Iterable[tuple[Span, str, str]]:
        """The places of keys in a text, none within another, each with its key and value."""
        for match in self.pattern.find_all(text):
            name = match.lastgroup or "_0"
            yield Span(*match.span(name)), *self.entries[int(name[1:])]

    def find(self, block: TextBlock, _run: CheckRun) -> Iterator[Alert]:
        for span, key, value in self.matches(block.text):
            observed = block.text[slice(*span)]
            expected = self._expected(key, value, observed)
            if self._is_right(expected, observed):
                continue
            # An accepted phrase excuses other words, not itself in other capitals.
            of_capitals = expected.casefold() == observed.casefold()
            if not self.exceptions.leave(observed, block.text, span, to_the_letter=of_capitals):
                yield self._finding(span, expected, observed)

    def _finding(self, span: Span, expected: str, observed: str) -> Alert:
        options = alternatives(expected)
        if not self.replaces:
            shown = term_in_case(expected, observed)
            literal = is_phrase(shown.replace(".", "").replace("'", "").replace("|", ""))
            return Alert(span, (shown, observed), alternatives(shown) if literal else ())
        if self.params:
            return Alert(span, (expected, observed), self.params)
        if self.capitalize and observed[:1].isupper():
            options = tuple(option[:1].upper() + option[1:] for option in options)
        return Alert(span, (listed(options), observed), options, once_quoted(self.message))

    def _expected(self, key: str, value: str, observed: str) -> str:
        if self.capitalize and observed[:1].isupper():
            value = value[:1].upper() + value[1:]
        if not _GROUP.search(value):
            return value
        found = compiled_go(key, ignore_case=self.ignore_case, key="swap").search(observed)
        if found is None:
            return observed
        filled = _GROUP.sub(lambda group: _group(found, int(group[1])), value)
        return observed[: found.start()] + filled + observed[found.end() :]

    def _is_right(self, expected: str, observed: str) -> bool:
        if self.replaces:
            return observed in alternatives(expected)
        if is_phrase(expected):
            return expected == observed
        return compiled_go(f"(?:{expected})", key="swap").fullmatch(observed) is not None


class Terms(Substitution):
    """The words of a vocabulary in other capitals. Plain ones are looked up: there may be 100,000 of them."""

    def __init__(self, definition: ValeDefinition, settings: ValeSettings) -> None:
        terms = {key: value for key, value in definition.pairs("swap") if not _is_plain(key)}
        super().__init__(replace(definition, keys={**definition.keys, "swap": terms}), settings)
        self.plain: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for key, value in sorted(definition.pairs("swap"), key=lambda entry: len(entry[0]), reverse=True):
            if _is_plain(key):
                self.plain[_WORD.findall(key)[0]].append((key, value))
        if self.plain:
            self.demand = Demand()

    def matches(self, text: str) -> Iterable[tuple[Span, str, str]]:
        looked_up = (found for word in _WORD.finditer(text) if (found := self._at(word, text)))
        end = 0
        for one in sorted((*super().matches(text), *looked_up), key=lambda one: (one[0].start, -one[0].end)):
            if one[0].start >= end:
                yield one
                end = one[0].end

    def _at(self, word: re.Match[str], text: str) -> tuple[Span, str, str] | None:
        """The longest term that begins with a word of the text."""
        for key, value in self.plain.get(word[0].lower(), ()):
            end = word.start() + len(key)
            if text[word.start() : end].lower() == key and not _goes_on(text[end : end + 1]):
                return Span(word.start(), end), key, value
        return None


def _is_plain(term: str) -> bool:
    return is_phrase(term) and term[:1].isalnum() and term[-1:].isalnum()


def _goes_on(character: str) -> bool:
    return character.isalnum() or character == "_"


def _grouped(key: str) -> str:
    return without_groups(key) if has_group(key) else key


def _group(match: regex.Match[str], number: int) -> str:
    return match[number] or "" if number <= match.re.groups else f"${number}"


def term_in_case(term: str, observed: str) -> str:
    """The observed word as the term writes it, where the term is a pattern of one spelling."""
    plain = re.sub(r"\\(.)", r"\1", term) if "\\" in term else term
    skeleton = "" if re.search(r"(?<!\\)[\[\](){}|.*+^$]", term) else plain.replace("?", "")
    return skeleton if skeleton and skeleton.casefold() == observed.casefold() else term


class Occurrence:
    """Blocks with more than ``max`` or fewer than ``min`` matches, marked at the first that is no code."""

    def __init__(self, definition: ValeDefinition, _settings: ValeSettings) -> None:
        self.pattern = compiled_go(
            NONWORD % definition.text("token"), ignore_case=definition.flag("ignorecase"), key="token"
        )
        self.most = definition.number("max")
        self.fewest = definition.number("min")
        self.demand = (
            Demand() if self.fewest > 0 else Demand(literals_of(definition.text("token")), self.pattern)
        )

    def find(self, block: TextBlock, _run: CheckRun) -> Iterator[Alert]:
        spans = [Span(*match.span()) for match in self.pattern.find_all(block.text)]
        count = len(spans)
        if not (0 < self.most < count or count < self.fewest):
            return
        visible = (span for span in spans if set(block.text[slice(*span)].strip()) - _HIDDEN)
        place = next(visible, None) if spans else Span(0, 0)
        if place is not None:
            yield Alert(place, (str(count),))


class Repetition:
    """Each match that says the same as the match before it, within one sentence."""

    def __init__(self, definition: ValeDefinition, settings: ValeSettings) -> None:
        self.ignore_case = definition.flag("ignorecase")
        joined = "|".join(definition.texts("tokens"))
        self.pattern = compiled_go(NONWORD % joined, ignore_case=self.ignore_case, key="tokens")
        self.demand = Demand(literals_of(joined))  # what repeats stands in almost every block
        self.most = definition.number("max")
        self.letters = definition.flag("alpha")
        self.exceptions = ValeExceptions.of(definition, settings)

    def find(self, block: TextBlock, _run: CheckRun) -> Iterator[Alert]:
        previous, before, count = "", Span(0, 0), 0
        for match in self.pattern.find_all(block.text):
            current, span = match.group().strip(), Span(*match.span())
            if self._same(current, previous):
                count += 1
                whole = Span(before.start, span.end)
                if count > self.most and self._counts(block.text, whole):
                    count = 0
                    yield Alert(whole, (current,))
            previous, before = current, span

    def _same(self, one: str, other: str) -> bool:
        if not one or (self.letters and not one.isalpha()):
            return False
        return one.casefold() == other.casefold() if self.ignore_case else one == other

    def _counts(self, text: str, span: Span) -> bool:
        said = text[slice(*span)]
        return len(vale_sentences(said)) == 1 and not self.exceptions.leave(said, text, span)


class Consistency:
    """Of two spellings a document uses one: from the block on where the second stands, its last match."""

    def __init__(self, definition: ValeDefinition, settings: ValeSettings) -> None:
        around = template(settings, nonword=definition.flag("nonword"))
        spellings = [spelling for pair in definition.pairs("either") for spelling in pair]
        self.demand = Demand(literals_of("|".join(spellings)))
        self.pairs = [
            compiled_go(
                around.replace("%s", f"(?P<one>{_grouped(one)})|(?P<other>{_grouped(other)})"),
                ignore_case=definition.flag("ignorecase"),
                key="either",
            )
            for one, other in definition.pairs("either")
        ]

    def find(self, block: TextBlock, run: CheckRun) -> Iterator[Alert]:
        for number, pattern in enumerate(self.pairs):
            seen: set[str | None] = run.seen.setdefault(f"pair {number}", set())
            matches = pattern.find_all(block.text)
            seen.update(match.lastgroup for match in matches)
            if matches and len(seen) == 2:
                yield Alert(Span(*matches[-1].span()))


class Conditional:
    """Where ``first`` stands, ``second`` must have said it before, or must stand in the block at all."""

    def __init__(self, definition: ValeDefinition, settings: ValeSettings) -> None:
        ignore_case = definition.flag("ignorecase")
        self.first = compiled_go(definition.text("first"), ignore_case=ignore_case, key="first")
        self.second = compiled_go(definition.text("second"), ignore_case=ignore_case, key="second")
        self.defines = has_group(definition.text("second"))
        asked = ("first", "second") if self.defines else ("first",)
        self.demand = Demand(literals_of("|".join(map(definition.text, asked))))
        self.exceptions = ValeExceptions.of(definition, settings)

    def find(self, block: TextBlock, run: CheckRun) -> Iterator[Alert]:
        defined: Counter[str] = run.seen.setdefault("defined", Counter())
        if not self.defines and self.second.search(block.text) is not None:
            return
        if self.defines:
            for match in self.second.find_all(block.text):
                defined.update(filter(None, match.groups()))
        for match in self.first.find_all(block.text):
            span = Span(*match.span())
            known = self.defines and match.group() in defined
            if not known and not self.exceptions.leave(match.group(), block.text, span):
                yield Alert(span)
