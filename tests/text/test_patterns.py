"""Patterns that are compiled when they are first used."""

from __future__ import annotations

import re
from importlib import import_module
from pkgutil import walk_packages

import pytest

import proselint_t
from proselint_t.text.patterns import LazyPattern, pattern

_MODULES = [
    name
    for _, name, _ in walk_packages(proselint_t.__path__, "proselint_t.")
    if not name.endswith(("__main__", "component"))
]


def test_it_is_the_pattern_that_re_makes() -> None:
    late, made = pattern(r"(?P<word>\w+) \d", re.IGNORECASE), re.compile(r"(?P<word>\w+) \d", re.IGNORECASE)
    assert (late.pattern, late.flags, dict(late.groupindex)) == (
        made.pattern,
        made.flags,
        dict(made.groupindex),
    )
    assert [one.span("word") for one in late.finditer("ab 1 c 2")] == [(0, 2), (5, 6)]
    assert late.sub("x", "ab 1") == "x"


def test_a_broken_one_fails_when_it_is_used() -> None:
    late = pattern("(")
    with pytest.raises(re.error):
        late.search("")


@pytest.mark.parametrize("name", _MODULES)
def test_all_of_the_program_are_sound(name: str) -> None:
    try:
        module = import_module(name)
    except ImportError as error:
        pytest.skip(f"an extra is missing: {error}")
    assert all(one.flags >= 0 for one in vars(module).values() if isinstance(one, LazyPattern))
