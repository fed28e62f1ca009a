"""What is remembered from run to run: never another answer, and nothing that a stranger has put there."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from proselint_t.config import CommandLine, Resolver
from proselint_t.config.flavours import flavour
from proselint_t.document.sentences import sentence_ends
from proselint_t.lint.checking import check
from proselint_t.lint.linter import Report
from proselint_t.output import RenderOptions
from proselint_t.output.json import violations as render
from proselint_t.runner import store
from proselint_t.runner.memory import Memory
from proselint_t.runner.store import clean
from proselint_t.text.derived import keeping_derived
from proselint_t.text.limits import MAX_CACHE_BYTES
from proselint_t.text.source import Source

if TYPE_CHECKING:
    from collections.abc import Sequence

TEXT = "1) The **site** is quick. It is long.\n2) Use 3 items, e.g. a “book”.\n"
ANSWER = Resolver(CommandLine(preset="answer", isolated=True)).for_file(Path("page.md"))
DOCS = Resolver(CommandLine(preset="docs", isolated=True)).for_file(Path("page.md"))


def kept(folder: Path, text: str = TEXT) -> Source:
    """A source of which the answers are kept in a folder."""
    source = ANSWER.as_read(Source(text))
    with Memory(folder) as memory:
        memory.keep(check(source, ANSWER), source, ANSWER)
    return source


def test_a_report_comes_back_whole(tmp_path: Path) -> None:
    source = kept(tmp_path)
    with Memory(tmp_path) as memory:
        report = memory.report(source, ANSWER)
    assert report is not None
    assert report.violations == check(source, ANSWER).violations
    assert [point.number for point in report.document.points] == ["1", "2"]


def test_what_stands_inside_comes_back_with_what_its_document_tells(tmp_path: Path) -> None:
    settings = flavour("mkdocs").read_with(ANSWER)
    text = "1) The site is quick.\n\n!!! note\n\n    Use 3 items, e.g. a “book”. It is **long**.\n"
    source = settings.as_read(Source(text))
    report = check(source, settings)
    with Memory(tmp_path) as memory:
        memory.keep(report, source, settings)
    with Memory(tmp_path) as memory:
        again = memory.report(source, settings)
        assert memory.report(source, ANSWER) is None
    assert report.inner
    assert again is not None
    assert [*render([again], RenderOptions())] == [*render([report], RenderOptions())]


def test_another_text_and_other_settings_are_not_known(tmp_path: Path) -> None:
    source = kept(tmp_path)
    with Memory(tmp_path) as memory:
        assert memory.report(Source(TEXT + "."), ANSWER) is None
        assert memory.report(source, DOCS) is None


def test_what_another_user_has_kept_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(store.SECRET_VARIABLE, "theirs")
    source = kept(tmp_path)
    with Memory(tmp_path) as memory:
        assert memory.report(source, ANSWER)
    monkeypatch.setenv(store.SECRET_VARIABLE, "mine")
    with Memory(tmp_path) as memory:
        assert memory.report(source, ANSWER) is None


def test_a_folder_that_comes_with_a_repository_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stranger has checked the text with a program that finds nothing, and left all that it kept."""
    monkeypatch.delenv(store.SECRET_VARIABLE)
    source, folder = ANSWER.as_read(Source(TEXT)), tmp_path / "repository" / ".cache"
    monkeypatch.setattr(store, "folder_of_user", lambda: folder)
    with Memory(folder) as memory:
        memory.keep(Report(check(source, ANSWER).document, ()), source, ANSWER)
    assert {path.name for path in folder.iterdir()} == {"found.sqlite", "secret"}
    monkeypatch.setattr(store, "folder_of_user", lambda: tmp_path / "home")
    with Memory(folder) as memory:
        assert memory.report(source, ANSWER) is None
    if os.name == "posix":
        assert (tmp_path / "home" / "secret").stat().st_mode & 0o777 == 0o600


def test_an_entry_that_somebody_has_changed_is_not_read(tmp_path: Path) -> None:
    source = kept(tmp_path)
    with closing(sqlite3.connect(tmp_path / "found.sqlite")) as store, store:
        (entry,) = store.execute("SELECT entry FROM found").fetchone()
        store.execute("UPDATE found SET entry = ?", (entry[:-1] + bytes([entry[-1] ^ 1]),))
    with Memory(tmp_path) as memory:
        assert memory.report(source, ANSWER) is None


@pytest.mark.parametrize("junk", [b"", b"junk" * 5_000, "middle"])
def test_a_damaged_store_is_made_anew(tmp_path: Path, junk: bytes | str) -> None:
    source = kept(tmp_path, TEXT * 200)
    path = tmp_path / "found.sqlite"
    data = path.read_bytes()
    path.write_bytes(data[:5_000] + b"\xff" * (len(data) - 5_000) if isinstance(junk, str) else junk)
    for _ in range(2):  # one that opens and cannot be read is met once
        with Memory(tmp_path) as memory:
            assert memory.report(source, ANSWER) is None
    kept(tmp_path)
    with Memory(tmp_path) as memory:
        assert memory.report(ANSWER.as_read(Source(TEXT)), ANSWER) is not None


def test_a_folder_that_cannot_be_used_costs_its_use_alone(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    source = kept(tmp_path / "file" / "folder")
    with Memory(tmp_path / "file" / "folder") as memory:
        assert memory.report(source, ANSWER) is None


def test_a_store_that_is_too_large_begins_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = kept(tmp_path)
    monkeypatch.setenv(MAX_CACHE_BYTES, "1")
    with Memory(tmp_path) as memory:
        assert memory.report(source, ANSWER) is None


def test_two_processes_keep_in_one_folder(tmp_path: Path) -> None:
    first, second = ANSWER.as_read(Source("A site.\n")), ANSWER.as_read(Source("Two sites.\n"))
    with Memory(tmp_path) as one, Memory(tmp_path) as other:
        one.keep(check(first, ANSWER), first, ANSWER)
        other.keep(check(second, ANSWER), second, ANSWER)
    with Memory(tmp_path) as memory:
        assert memory.report(first, ANSWER)
        assert memory.report(second, ANSWER)


def test_the_ends_of_sentences_are_kept(tmp_path: Path) -> None:
    text = "One sentence. Another one."
    with Memory(tmp_path) as memory, keeping_derived(memory):
        assert memory.derived("ends", text) is None
        found = sentence_ends(text)
    with Memory(tmp_path) as memory:
        assert memory.derived("ends", text) == found == [13, 26]


def test_clean_takes_nothing_but_its_own(tmp_path: Path) -> None:
    kept(tmp_path)
    (tmp_path / "page.md").write_text(TEXT, encoding="utf-8")
    assert clean(tmp_path) > 0
    assert [path.name for path in tmp_path.iterdir()] == ["page.md"]
    assert clean(tmp_path) == 0


RUN = "import sys; from proselint_t.cli import run; code = run(sys.argv[1:]); print('spacy' in sys.modules, code)"


def told(folder: Path, flags: Sequence[str]) -> tuple[str, str]:
    """What a run writes about the page of a folder, and whether it loaded spaCy with its exit code."""
    command = [sys.executable, "-c", RUN, *flags, "--isolated", "--preset", "answer", "--color", "always"]
    done = subprocess.run([*command, "page.md"], cwd=folder, capture_output=True, text=True, check=True)
    *lines, last = done.stdout.splitlines()
    return "\n".join([*lines, done.stderr]), last


@pytest.mark.parametrize(
    "flags",
    [
        ["check"],
        ["check", "-f", "json"],
        ["check", "--by-point"],
        ["check", "--statistics"],
        ["fix", "--diff"],
    ],
    ids=" ".join,
)
def test_a_remembered_run_says_the_same(tmp_path: Path, flags: list[str]) -> None:
    (tmp_path / "page.md").write_text(TEXT, encoding="utf-8")
    cache = ["--cache-dir", str(tmp_path / "cache")]
    fresh = told(tmp_path, [*flags, "--no-cache"])
    assert not (tmp_path / "cache").exists()
    assert told(tmp_path, [*flags, *cache]) == fresh
    output, last = told(tmp_path, [*flags, *cache])
    assert (output, last.split()) == (fresh[0], ["False", fresh[1].split()[1]])
