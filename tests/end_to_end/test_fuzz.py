"""A short run of what `fuzz/` does at length: FUZZ_EXAMPLES sets how long."""

from __future__ import annotations

import os
import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test

from fuzz.__main__ import by_chance
from fuzz.machines import MACHINES
from fuzz.targets import CONFIGURATION_PIECES, RULE_PIECES, TARGETS, seeds
from fuzz.texts import PIECES, bytes_of, text_of

if TYPE_CHECKING:
    from hypothesis.stateful import RuleBasedStateMachine

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "15"))


@pytest.mark.parametrize("name", TARGETS)
def test_seeds_and_their_neighbours(name: str) -> None:
    chance = random.Random(1)  # noqa: S311 - no secret
    for seed in seeds(name):
        TARGETS[name](seed)
        for _ in range(EXAMPLES):
            changed = bytearray(seed)
            for _ in range(chance.randint(1, 4)):
                changed[chance.randrange(len(changed))] = chance.randrange(256)
            TARGETS[name](bytes(changed))


@pytest.mark.parametrize("name", TARGETS)
def test_chance(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert by_chance(TARGETS[name], EXAMPLES * 4, 7, None) == 0, capsys.readouterr().out


@pytest.mark.parametrize("machine", MACHINES)
def test_machines(machine: type[RuleBasedStateMachine]) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=12,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_what_falls_is_gathered_and_kept(tmp_path, capsys) -> None:
    def falls(data: bytes) -> None:
        if b"a" in data:
            raise AssertionError("an a")  # not by `assert`, to which pytest adds the values

    assert by_chance(falls, 300, 1, tmp_path / "found") == 1
    (kept,) = (tmp_path / "found").iterdir()
    assert b"a" in kept.read_bytes()
    assert "AssertionError at fuzz: 'an a'" in capsys.readouterr().out


@given(st.text())
def test_texts_have_their_bytes(text: str) -> None:
    plain = "".join(one for one in text if ord(one) < 0xD800)
    assert text_of(bytes_of(plain)) == plain


def test_pieces_leave_room_for_characters() -> None:
    assert max(map(len, (PIECES, CONFIGURATION_PIECES, RULE_PIECES))) < 255


def test_edits_that_fell() -> None:
    """An item whose text holds a line that is empty for Python alone."""
    data = "d3f8518946626b21c12093e41bd1c9c9af473f2d817d7893aac493f1abf9978010e0f2437483"
    TARGETS["edits"](bytes.fromhex(data))
