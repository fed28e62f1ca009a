"""Patterns of rules that are kept from run to run."""

from __future__ import annotations

import json
from typing import Any

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from proselint_t.rules.matching.compiling import compiled
from proselint_t.rules.matching.patterns import compile_pattern
from proselint_t.text.derived import keeping_derived

_PIECES = [
    "a",
    "ß",
    "[б-г]",
    r"\w+",
    r"\b",
    "(?P<word>x|yz)",
    "(a)",
    r"\p{Lu}",
    "(?<=a)",
    "(?i:Я)",
    "b{2,3}",
    ".",
]


class _Kept:
    """Keeps what JSON holds of a value, and nothing else."""

    def __init__(self) -> None:
        self.entries: dict[tuple[str, str], str] = {}

    def derived(self, kind: str, text: str) -> Any:
        entry = self.entries.get((kind, text))
        return json.loads(entry) if entry is not None else None

    def keep_derived(self, kind: str, text: str, value: Any) -> None:
        self.entries[kind, text] = json.dumps(value)


@given(
    text=st.lists(st.sampled_from(_PIECES), min_size=1, max_size=6).map("".join),
    ignore_case=st.booleans(),
    read=st.text("aбßxyzЯB ", max_size=30),
)
def test_a_kept_pattern_is_the_one_that_was_compiled(text: str, ignore_case: bool, read: str) -> None:
    if text.count("(?P<word>") > 1:
        text = text.replace("?P<word>", "")
    flags = regex.IGNORECASE if ignore_case else 0
    made = regex.compile(text, flags | regex.VERSION1 | regex.UNICODE | regex.MULTILINE)
    with keeping_derived(_Kept()):
        compiled(text, ignore_case=ignore_case)
        again = compiled(text, ignore_case=ignore_case)
    assert again is not made
    assert (again.pattern, again.flags, again.groups, again.groupindex) == (
        made.pattern, made.flags, made.groups, made.groupindex,
    )  # fmt: skip
    assert [one.regs for one in again.finditer(read)] == [one.regs for one in made.finditer(read)]
    assert [one.groupdict() for one in again.finditer(read)] == [
        one.groupdict() for one in made.finditer(read)
    ]


def test_it_is_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    with keeping_derived(_Kept()):
        compile_pattern(r"\bonce\b", ignore_case=True)
        monkeypatch.setattr(regex, "compile", _refused)
        assert compile_pattern(r"\bonce\b", ignore_case=True).search("Once") is not None


def _refused(text: str, *_: object) -> Any:
    if text:
        pytest.fail("compiled again")
    return regex.Regex("")
