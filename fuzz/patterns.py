"""Texts over which a pattern of the package may take long, grown from what it matches itself."""

from __future__ import annotations

import importlib
import pkgutil
import re
from functools import cache
from re import _compiler, _parser  # type: ignore[attr-defined]
from re import _constants as op  # type: ignore[attr-defined]
from typing import TYPE_CHECKING, Any

import proselint_t
from proselint_t.text.patterns import LazyPattern

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Iterator, Sequence

LENGTH = 1500
"""Characters of an attack: what doubles the time with each of them never ends."""
_REPEATS = frozenset({op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT})
_CHARACTERS = "abA1 .-_,\n\t*`'\"«»()[]{}<>|\\/:;!?#&$%@^~+=яЯ🎉x"
_MANY = 20
_Tree = Any


@cache
def patterns() -> list[tuple[re.Pattern[str], _Tree]]:
    """Each pattern that the modules of the package compile, at once or when first used, with its tree.

    Patterns of rules are run within a budget, and are not among them.
    """
    noted: dict[tuple[str, int], None] = {}
    compiled = re.compile

    def note(source: Any, flags: Any = 0) -> Any:
        made = compiled(source, flags)
        if isinstance(source, str):
            noted[source, made.flags] = None
        return made

    re.compile = note  # type: ignore[assignment]
    try:
        for module in pkgutil.walk_packages(proselint_t.__path__, "proselint_t."):
            if not module.name.endswith("__main__"):
                noted |= dict.fromkeys(_written(vars(importlib.import_module(module.name)).values()))
        for preset in ("answer", "docs", "notation"):  # what functions compile
            proselint_t.check("1) Two. `x` «C» $$x$$ {% a %}\n\nДва сайта. И т. д.\n", preset=preset)
    finally:
        re.compile = compiled
    return [(compiled(source, flags), _parser.parse(source, flags)) for source, flags in noted]


def _written(values: Iterable[object]) -> Iterator[tuple[str, int]]:
    """The patterns among the values of a module, be they compiled by now or not."""
    for value in values:
        if isinstance(value, LazyPattern | re.Pattern) and isinstance(value.pattern, str):
            yield value.pattern, value.flags


def attack(chance: random.Random, tree: _Tree) -> str:
    """A piece that the pattern repeats, many times, behind what it begins with and before what ends it."""
    repeated = list(_repeated(tree)) or [tree]
    pump = (
        "".join(_sample(chance, chance.choice(repeated)) for _ in range(chance.choice((1, 1, 2, 3)))) or "a"
    )
    before = chance.choice(("", _sample(chance, tree), _sample(chance, tree)[: chance.randint(0, 30)]))
    behind = chance.choice(("", "!", "\0", "x", " ", "\n", "a\n", _sample(chance, tree)[:20]))
    return before + pump * max(1, LENGTH // len(pump)) + behind


def _repeated(tree: _Tree) -> Iterator[_Tree]:
    """What a pattern may match many times over, however deep."""
    for code, value in tree:
        if code in _REPEATS and (value[1] is op.MAXREPEAT or value[1] > _MANY):
            yield value[2]
        for inner in _inner(code, value):
            yield from _repeated(inner)


def _inner(code: object, value: Any) -> Sequence[_Tree]:
    if code is op.BRANCH:
        return list(value[1])
    if code in _REPEATS:
        return [value[2]]
    if code is op.SUBPATTERN:
        return [value[3]]
    if code is op.ATOMIC_GROUP:
        return [value]
    return [value[1]] if code in {op.ASSERT, op.ASSERT_NOT} else []


def _sample(chance: random.Random, tree: _Tree) -> str:
    """A text that a pattern may match; what it must not stand beside is not looked at."""
    return "".join(_piece(chance, code, value) for code, value in tree)


def _piece(chance: random.Random, code: object, value: Any) -> str:
    if code is op.LITERAL:
        return chr(value)
    if code in {op.ANY, op.NOT_LITERAL, op.IN}:
        return _character(chance, code, value)
    if code in _REPEATS:
        times = min(max(value[0], chance.choice((value[0], 1, 1, 2))), value[1])
        return "".join(_sample(chance, value[2]) for _ in range(times))
    inner = [] if code is op.ASSERT_NOT else _inner(code, value)
    return _sample(chance, chance.choice(inner)) if inner else ""


def _character(chance: random.Random, code: object, value: Any) -> str:
    """One of the characters that a set holds."""
    if code is op.IN:
        kind, held = chance.choice(value)
        if value[0][0] is not op.NEGATE and kind is op.LITERAL:
            return chr(held)
        if value[0][0] is not op.NEGATE and kind is op.RANGE:
            return chr(chance.randint(held[0], min(held[1], held[0] + 25)))
    fits = _compiler.compile(_parser.SubPattern(_parser.State(), [(code, value)]))
    return chance.choice([character for character in _CHARACTERS if fits.match(character)] or ["a"])
