"""Extension points ``metric`` and ``readability``: formulas over what is counted in a document.

Syllables are told from the letters of English words, by the method of Greg Fast's Lingua::EN::Syllable with
the exceptions of the ``syllables`` libraries derived from it, as Vale uses it.
"""

from __future__ import annotations

import ast
import math
import operator
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from proselint_t.language.word_lists import table
from proselint_t.rules.vale.blocks import vale_sentences
from proselint_t.rules.vale.checks import Alert, Demand
from proselint_t.text.messages import translated
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from proselint_t.rules.vale.blocks import TextBlock
    from proselint_t.rules.vale.checks import CheckRun
    from proselint_t.rules.vale.definition import ValeDefinition
    from proselint_t.rules.vale.settings import ValeSettings


_WORD = re.compile(r"(?:[A-Z]\.){2,}|(?:[^\W_]|')+")
_HEADING = re.compile(r"heading\.(h[1-6])")
_CONDITION = re.compile(r"\s*(>=|<=|==|!=|>|<)\s*(.+)")
_KNOWN = {
    word: int(number) for number, known in table("vale-en", "syllables").items() for word in known.split()
}
_PREFIXES = tuple((int(number), parts.split()) for number, parts in table("vale-en", "prefixes").items())
_SUFFIXES = tuple((int(number), parts.split()) for number, parts in table("vale-en", "suffixes").items())
"""Endings by their number of syllables, as the beginnings."""
_ED = "b|c|ch|dg|f|g|gh|gn|k|l|lch|ll|lv|m|mm|n|nc|ng|nch|nn|p|r|rc|rn|rs|rv|s|sc|sk|sl|squ|ss|th|v|y|z"
_ES = "b|ch|d|f|gh|gn|k|l|lch|ll|lv|m|mm|n|nch|nn|p|r|rn|rs|rv|s|sc|sk|sl|squ|ss|st|t|th|v|y"
_E = "b|c|ch|d|dg|f|g|gh|gn|k|l|ll|lv|m|mm|n|nc|ng|nn|p|r|rc|rn|rs|rv|s|sc|sk|sl|squ|ss|st|t|th|v|y|z"
_VOWELS = re.compile("[aeiouy]+")
_LESS = tuple(
    map(
        re.compile,
        (
            (
                "cia(?:l|$)|tia|cius|cious|[^aeiou]giu|[aeiouy][^aeiouy]ion|iou|sia$|eous$|[oa]gue$|"
                ".[^aeiuoycgltdb]{2,}ed$|.ely$|^jua|uai|eau|^busi$|"
                f"(?:[aeiouy](?:{_ED})ed$)|(?:[aeiouy](?:{_ES})es$)"
            ),
            f"[aeiouy](?:{_E})e$",
        ),
    )
)
"""Letters that look like one syllable more than is spoken."""
_MORE = tuple(
    map(
        re.compile,
        (
            "(?:[^aeiouy]ie(?:r|st|t)|[aeiouym]bl|eo|ism|asm|thm|dnt|uity|dea|gean|oa|ua|eings?|[aeiouy]sh?e[rsd])$",
            "[^gq]ua[^auieo]|[aeiou]{3}|^(?:ia|mc|coa[dglx].)",
            "[^aeiou]y[ae]|[^l]lien|riet|dien|iu|io|ii|uen|real|iell|eo[^aeiou]|[aeiou]y[aeiou]",
            "[^s]ia",
        ),
    )
)
"""Letters that look like one syllable less than is spoken."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What is counted in a text.

    ``long`` words have more than 6 characters, ``complex`` ones more than 2 syllables without a common
    ending, ``polysyllabic`` ones with it.
    """

    characters: int = 0
    words: int = 0
    sentences: int = 0
    paragraphs: int = 0
    syllables: int = 0
    long: int = 0
    complex: int = 0
    polysyllabic: int = 0


@cache
def counts(text: str) -> Counts:
    """What is counted in a text whose paragraphs are separated by blank lines."""
    paragraphs = text.split("\n\n")
    words = _WORD.findall(text)
    spoken = [syllables(word) for word in words]
    return Counts(
        characters=sum(character.isalnum() for word in words for character in word),
        words=len(words),
        sentences=sum(len(vale_sentences(paragraph)) for paragraph in paragraphs),
        paragraphs=len(paragraphs),
        syllables=sum(spoken),
        long=sum(len(word.encode()) > 6 for word in words),
        complex=sum(
            number - word.endswith(("es", "ed", "ing")) > 2
            for word, number in zip(words, spoken, strict=True)
        ),
        polysyllabic=sum(number > 2 for number in spoken),
    )


def grade(metric: str, c: Counts) -> float:
    """The school grade that a text of these counts asks for, by one of :data:`GRADES`."""
    return GRADES[metric](c) if c.words and c.sentences else 0.0


GRADES: dict[str, Callable[[Counts], float]] = {
    "SMOG": lambda c: 1.0430 * math.sqrt(c.polysyllabic * 30.0 / c.sentences) + 3.1291,
    "Gunning Fog": lambda c: 0.4 * (c.words / c.sentences + 100.0 * c.complex / c.words),
    "Coleman-Liau": lambda c: 5.88 * c.characters / c.words - 29.6 * c.sentences / c.words - 15.8,
    "Flesch-Kincaid": lambda c: 0.39 * c.words / c.sentences + 11.8 * c.syllables / c.words - 15.59,
    "Automated Readability": lambda c: 4.71 * c.characters / c.words + 0.5 * c.words / c.sentences - 21.43,
}
"""The names are those of the published formulas."""


class Readability:
    """Documents whose mean grade by ``metrics`` is above ``grade``."""

    demand = Demand()

    def __init__(self, definition: ValeDefinition, _settings: ValeSettings) -> None:
        self.metrics = definition.texts("metrics")
        self.most = definition.number("grade")
        for name in self.metrics:
            if name not in GRADES:
                raise definition.problem("metrics", translated("there is no metric «%s»", name))

    def find(self, _block: TextBlock, run: CheckRun) -> Iterator[Alert]:
        counted = counts(run.document.summary)
        found = sum(grade(metric, counted) for metric in self.metrics) / max(len(self.metrics), 1)
        if found > self.most:
            yield Alert(Span(0, 0), (f"{found:.2f}",))


class Metric:
    """Documents for which ``formula`` gives a number that meets ``condition``."""

    demand = Demand()

    def __init__(self, definition: ValeDefinition, _settings: ValeSettings) -> None:
        condition = _CONDITION.fullmatch(definition.text("condition"))
        if condition is None:
            raise definition.problem("condition", translated("expected a comparison such as `> 8`"))
        self.formula = _read(_HEADING.sub(r"heading_\1", definition.text("formula")), definition, "formula")
        self.compare = _COMPARISONS[condition[1]]
        self.limit = _read(condition[2], definition, "condition")

    def find(self, _block: TextBlock, run: CheckRun) -> Iterator[Alert]:
        counted = counts(run.document.summary)
        if not counted.words:
            return
        values = _variables(counted, run.document.counts)
        try:
            found, limit = _value(self.formula, values), _value(self.limit, values)
        except (ArithmeticError, ValueError):
            return
        if self.compare(found, limit):
            yield Alert(Span(0, 0), (f"{found:.2f}",))


def _variables(c: Counts, tags: Mapping[str, int]) -> dict[str, float]:
    values: dict[str, float] = {name.replace(".", "_"): number for name, number in tags.items()}
    return values | {
        "complex_words": c.complex,
        "long_words": c.long,
        "paragraphs": c.paragraphs - 1,
        "sentences": c.sentences,
        "characters": c.characters,
        "words": c.words,
        "polysyllabic_words": c.polysyllabic,
        "syllables": c.syllables,
    }


_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    ">": operator.gt,
    "<": operator.lt,
    ">=": operator.ge,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
}
_OPERATORS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Mod: operator.mod,
}
_FUNCTIONS: dict[str, Callable[..., float]] = {
    "sqrt": math.sqrt,
    "pow": math.pow,
    "abs": math.fabs,
    "ceil": math.ceil,
    "floor": math.floor,
    "log": math.log,
    "log10": math.log10,
    "max": max,
    "min": min,
}


def _read(text: str, definition: ValeDefinition, key: str) -> ast.expr:
    """A formula as a tree of numbers, variables, operators and functions of ``math``: nothing else is run."""
    try:
        tree = ast.parse(" ".join(text.split()), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise definition.problem(key, translated("«%s» is no formula", text)) from None
    for node in ast.walk(tree):
        if not isinstance(node, _ALLOWED):
            said = translated("«%s» is no formula of numbers, variables and functions of math", text)
            raise definition.problem(key, said)
    return tree


_ALLOWED = (
    ast.BinOp,
    ast.UnaryOp,
    ast.operator,
    ast.unaryop,
    ast.Constant,
    ast.Name,
    ast.Load,
    ast.Call,
    ast.Attribute,
)


def _value(node: ast.AST, values: dict[str, float]) -> float:
    match node:
        case ast.Constant(value=int() | float() as number):
            return float(number)
        case ast.Name(id=name):
            return values.get(name, 0.0)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand, values)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
            return _OPERATORS[type(op)](_value(left, values), _value(right, values))
        case ast.Call(func=ast.Attribute(value=ast.Name(id="math"), attr=name), args=arguments):
            if name in _FUNCTIONS:
                return _FUNCTIONS[name](*(_value(one, values) for one in arguments))
    raise ValueError(ast.dump(node))


@cache
def syllables(word: str) -> int:
    """At least 1 for any word of a letter or more."""
    if len(word) < 3:
        return min(len(word), 1)
    word = word.lower()
    if word in _KNOWN:
        return _KNOWN[word]
    word, front = _without(word, _PREFIXES, str.startswith, str.removeprefix)
    word, back = _without(word, _SUFFIXES, str.endswith, str.removesuffix)
    spoken = len(_VOWELS.findall(word)) - sum(len(one.findall(word)) for one in _LESS)
    return max(front + back + spoken + sum(len(one.findall(word)) for one in _MORE), 1)


def _without(
    word: str,
    parts: tuple[tuple[int, list[str]], ...],
    has: Callable[[str, str], bool],
    remove: Callable[[str, str], str],
) -> tuple[str, int]:
    """The word without the first part that it has, and the syllables of that part."""
    for number, options in parts:
        for part in options:
            if has(word, part):
                return remove(word, part), number
    return word, 0
