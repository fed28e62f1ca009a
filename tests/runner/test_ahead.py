"""Several processes say what one says: order, errors, a worker that is killed, a run that is remembered."""

from __future__ import annotations

import os
import signal
from multiprocessing import active_children, get_all_start_methods
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING, Any

import pytest

from proselint_t.config import CommandLine, Resolver
from proselint_t.config.flavours import flavour
from proselint_t.output import RenderOptions
from proselint_t.output.json import violations as render
from proselint_t.runner import ahead
from proselint_t.runner.ahead import Jobs
from proselint_t.runner.files import Checked, run
from proselint_t.runner.memory import Memory
from proselint_t.text.source import Source

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

    from proselint_t.config import FileSettings
    from proselint_t.lint.linter import Report

pytestmark = pytest.mark.skipif("fork" not in get_all_start_methods(), reason="no process is copied here")
TEXT = "1) The **site** is quick. It is long.\n2) Use 3 items, e.g. a “book”.\n"
SETTINGS = Resolver(CommandLine(preset="answer", isolated=True)).for_file(Path("page.md"))


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Pages of which one is no text, and one is not there."""
    monkeypatch.setattr(ahead, "WORTH", 1)
    paths = [tmp_path / f"page-{number}.md" for number in range(6)]
    for number, path in enumerate(paths[:5]):
        path.write_text(TEXT * (number + 1), encoding="utf-8")
    paths[2].write_bytes(b"\xff\xfe")
    return paths


def told(pages: list[Path], jobs: int, memory: Memory | None = None) -> list[object]:
    """Each outcome in order: path, violations and points, or the error."""
    outcomes = run(pages, lambda _: SETTINGS, memory=memory, jobs=Jobs(jobs))
    return [
        (one.source.path, one.report.violations, [point.number for point in one.report.document.points])
        if isinstance(one, Checked)
        else str(one.error)
        for one in outcomes
    ]


def test_several_processes_say_what_one_says(pages: list[Path]) -> None:
    assert told(pages, 2) == told(pages, 1)


def test_json_needs_no_second_parse_of_what_others_have_read(pages: list[Path]) -> None:
    def shown(jobs: Jobs) -> tuple[str, list[bool]]:
        outcomes = run(pages, lambda _: SETTINGS, jobs=jobs)
        reports = [one.report for one in outcomes if isinstance(one, Checked)]
        return "".join(render(reports, RenderOptions())), ["blocks" in vars(one.document) for one in reports]

    alone, _ = shown(Jobs(1))
    assert shown(Jobs(2, telling=True)) == (alone, [False] * 4)
    assert shown(Jobs(2)) == (alone, [True] * 4)


def test_documents_inside_of_others_are_checked_there_too(pages: list[Path]) -> None:
    settings = flavour("mkdocs").read_with(SETTINGS)
    pages[0].write_text("!!! note\n\n    It is **long**. It is 3.\n", encoding="utf-8")

    def shown(jobs: Jobs) -> str:
        outcomes = run(pages[:2], lambda _: settings, jobs=jobs)
        return "".join(render((one.report for one in outcomes if isinstance(one, Checked)), RenderOptions()))

    assert "layout.emphasis" in shown(Jobs(2))
    assert shown(Jobs(2)) == shown(Jobs(1))


def test_a_killed_process_costs_no_answer(pages: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    expected, here, check = told(pages, 1), os.getpid(), ahead.check

    def killed(*arguments: Any) -> Report:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return check(*arguments)

    monkeypatch.setattr(ahead, "check", killed)
    assert told(pages, 2) == expected


def test_what_documents_ask_for_is_loaded_once(pages: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    here, check, checked = os.getpid(), ahead.check, list[str]()

    def noted(source: Source, settings: FileSettings) -> Report:
        if os.getpid() == here:
            checked.append(source.path)
        return check(source, settings)

    monkeypatch.setattr(ahead, "check", noted)
    with ahead.ahead([(page, SETTINGS) for page in pages], Jobs(2), None) as others:
        assert checked == [str(pages[0])]
        assert others.found(pages[0], Source.read(pages[0])) is not None
    assert "OPENBLAS_NUM_THREADS" not in os.environ


def test_ctrl_c_ends_what_others_are_at(pages: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    here, check = os.getpid(), ahead.check
    monkeypatch.setattr(ahead, "check", lambda *said: check(*said) if os.getpid() == here else sleep(600))
    processes: list[BaseProcess] = []

    def interrupted() -> None:
        with ahead.ahead([(page, SETTINGS) for page in pages], Jobs(2), None):
            processes.extend(active_children())
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [-signal.SIGTERM] * 2


def test_what_others_have_found_is_remembered(pages: list[Path], tmp_path: Path) -> None:
    with Memory(tmp_path / "kept") as memory:
        first = told(pages, 2, memory)
    with Memory(tmp_path / "kept") as memory:
        assert memory.report(SETTINGS.as_read(Source.read(pages[0])), SETTINGS) is not None
        assert told(pages, 2, memory) == first == told(pages, 1)
