"""Pieces of the command that a run in a pipe does not show."""

from __future__ import annotations

import io
import os
from time import sleep
from typing import TYPE_CHECKING

import pytest

from proselint_t.cli import session
from proselint_t.cli.streams import clear_screen, may_color

if TYPE_CHECKING:
    from collections.abc import Iterator


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("patience", "shown"), [(0.0, True), (60.0, False)])
def test_a_bar_appears_when_the_work_takes_longer(
    monkeypatch: pytest.MonkeyPatch, patience: float, shown: bool
) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setattr(session, "PATIENCE", patience)
    monkeypatch.setenv("TERM", "xterm")

    def work() -> Iterator[int]:
        for number in range(4):
            sleep(0.05)
            yield number

    assert list(session.watched(work(), 4)) == [0, 1, 2, 3]
    assert ("Checking" in terminal.getvalue()) is shown


@pytest.mark.parametrize(
    ("choice", "variables", "colored"),
    [
        ("auto", {}, True),
        ("auto", {"NO_COLOR": "1"}, False),
        ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        ("auto", {"TERM": "dumb"}, False),
        ("always", {"NO_COLOR": "1"}, True),
        ("never", {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colour_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, choice: str, variables: dict[str, str], colored: bool
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {"TERM": "xterm", **variables}.items():
        monkeypatch.setenv(name, value)
    assert may_color(choice, Terminal()) is colored


def test_colour_in_a_pipe_is_forced_or_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    assert not may_color("auto", io.StringIO())
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert may_color("auto", io.StringIO())


@pytest.mark.parametrize(("term", "written"), [("xterm", "\x1b[2J\x1b[1;1H"), ("dumb", "")])
@pytest.mark.skipif(os.name == "nt", reason="the console of Windows is cleared by a command")
def test_a_terminal_is_cleared_when_it_knows_how(
    monkeypatch: pytest.MonkeyPatch, term: str, written: str
) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stdout", terminal)
    monkeypatch.setenv("TERM", term)
    clear_screen()
    assert terminal.getvalue() == written
