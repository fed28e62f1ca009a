"""Several files change as one: what a kill leaves half done is finished, and a stranger's journal does nothing."""

from __future__ import annotations

import json
import os
from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest

from proselint_t.text import journal
from proselint_t.text.errors import InputError
from proselint_t.text.journal import JOURNAL, FileChange, finished, replace_files

if TYPE_CHECKING:
    from pathlib import Path


def entry(name: str, old: bytes | None, new: bytes) -> list[str | None]:
    return [name, None if old is None else sha256(old).hexdigest(), b64encode(new).decode()]


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """As a kill between `a.md` and the two others leaves it."""
    made = tmp_path / "bundle"
    (made / "in").mkdir(parents=True)
    (made / "a.md").write_bytes(b"new a")
    (made / "in" / "b.md").write_bytes(b"old b")
    noted = [
        entry("a.md", b"old a", b"new a"),
        entry("in/b.md", b"old b", b"new b"),
        entry("c.yaml", None, b"new c"),
    ]
    (made / JOURNAL).write_text(json.dumps(noted), encoding="utf-8")
    return made


def test_several_files_are_written_and_nothing_stays_beside_them(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"old a")
    replace_files(
        [FileChange(tmp_path / "a.md", b"old a", b"new a"), FileChange(tmp_path / "b.yaml", None, b"new b")]
    )
    assert files(tmp_path) == {"a.md": b"new a", "b.yaml": b"new b"}


def test_where_one_fails_the_others_come_back(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"old a")
    (tmp_path / "b.md").write_bytes(b"somebody's")
    changes = [
        FileChange(tmp_path / "a.md", b"old a", b"new a"),
        FileChange(tmp_path / "c.yaml", None, b"new c"),
        FileChange(tmp_path / "b.md", b"old b", b"new b"),
    ]
    with pytest.raises(InputError, match="changed on disk"):
        replace_files(changes)
    assert files(tmp_path) == {"a.md": b"old a", "b.md": b"somebody's"}


@pytest.mark.parametrize("is_written", [False, True])
def test_nothing_is_left_of_a_kill_beside_what_is_written(folder: Path, is_written: bool) -> None:
    """A journal has two names until all files are written; its lock is that of both."""
    os.link(folder / JOURNAL, folder / f".{JOURNAL}.x.proselint-t.tmp")
    if is_written:
        (folder / "in" / "b.md").write_bytes(b"new b")
        (folder / "c.yaml").write_bytes(b"new c")
    finished([folder / "a.md"])
    assert files(folder) == {"a.md": b"new a", "in/b.md": b"new b", "c.yaml": b"new c"}


def test_what_was_begun_is_finished_and_told(folder: Path) -> None:
    (said,) = finished([folder / "a.md"])
    assert "b.md, " in said
    assert said.endswith("c.yaml: written, as a run that was killed would have done")
    assert files(folder) == {"a.md": b"new a", "in/b.md": b"new b", "c.yaml": b"new c"}
    assert finished([folder / "a.md"]) == []


def test_it_is_found_from_files_in_two_folders_below(folder: Path) -> None:
    (folder / "on").mkdir()
    assert len(finished([folder / "in" / "b.md", folder / "on" / "d.md"])) == 1


@pytest.mark.parametrize("name", ["a.md", "in/b.md"])
def test_what_somebody_has_changed_since_is_left_and_told(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"somebody's")
    told = finished([folder / "a.md"])
    if name == "a.md":  # no file is written: the run has done nothing
        assert told == []
    else:
        assert len(told) == 1
        assert "changed since" in told[0]
    expected = {"a.md": b"new a", "in/b.md": b"old b"} | {name: b"somebody's"}
    assert files(folder) == expected, "and the journal is gone"


def test_a_run_that_has_written_nothing_yet_is_forgotten(folder: Path) -> None:
    (folder / "a.md").write_bytes(b"old a")
    assert finished([folder / "a.md"]) == []
    assert files(folder) == {"a.md": b"old a", "in/b.md": b"old b"}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no locks here")
def test_the_journal_of_a_run_that_lives_is_left(folder: Path) -> None:
    import fcntl  # noqa: PLC0415 - not on Windows

    with (folder / JOURNAL).open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        before = files(folder)
        assert finished([folder / "a.md"]) == []
        changes = [
            FileChange(path, path.read_bytes(), b"mine") for path in (folder / "a.md", folder / "in" / "b.md")
        ]
        with pytest.raises(InputError, match="another run is writing beside it"):
            replace_files(changes)
        assert files(folder) == before
    replace_files(changes)
    assert {*files(folder).values()} == {b"mine"}


def _outside(folder: Path) -> list[Any]:
    return [entry("a.md", b"old a", b"new a"), entry("../own.md", b"own", b"taken")]


def _absolute(folder: Path) -> list[Any]:
    return [entry("a.md", b"old a", b"new a"), entry(str(folder.parent / "own.md"), b"own", b"taken")]


def _by_a_link(folder: Path) -> list[Any]:
    (folder / "link.md").symlink_to(folder.parent / "own.md")
    return [entry("a.md", b"old a", b"new a"), entry("link.md", b"own", b"taken")]


def _by_a_linked_folder(folder: Path) -> list[Any]:
    (folder / "up").symlink_to(folder.parent)
    return [entry("a.md", b"old a", b"new a"), entry("up/own.md", b"own", b"taken")]


def _round_in_a_circle(folder: Path) -> list[Any]:
    (folder / "link.md").symlink_to("link.md")
    return [entry("a.md", b"old a", b"new a"), entry("link.md", None, b"taken")]


def _into_version_control(folder: Path) -> list[Any]:
    (folder / ".git").mkdir()
    return [entry("a.md", b"old a", b"new a"), entry(".git/hook", None, b"taken")]


def _no_list(folder: Path) -> Any:
    return {"a.md": 3}


def _numbers(folder: Path) -> Any:
    return [[1, 2, 3], "abc", None]


def _itself(folder: Path) -> list[Any]:
    return [entry("a.md", b"old a", b"new a"), entry(".", None, b"taken")]


@pytest.mark.parametrize(
    "noted",
    [
        _outside,
        _absolute,
        _by_a_link,
        _by_a_linked_folder,
        _round_in_a_circle,
        _into_version_control,
        _no_list,
        _numbers,
        _itself,
    ],
)
def test_a_strangers_journal_does_nothing(folder: Path, noted: Any) -> None:
    own = folder.parent / "own.md"
    own.write_bytes(b"own")
    (folder / JOURNAL).write_text(json.dumps(noted(folder)), encoding="utf-8")
    before = files(folder.parent)
    assert finished([folder / "a.md"]) == []
    assert files(folder.parent) == before


@pytest.mark.parametrize("data", [b"", b"\0\xff", b"[" * 100_000, b'[["a.md", null, "?"]]'])
def test_what_is_no_journal_is_left(folder: Path, data: bytes) -> None:
    (folder / JOURNAL).write_bytes(data)
    before = files(folder)
    assert finished([folder / "a.md"]) == []
    assert files(folder) == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_as_a_journal_or_as_its_target_holds_nothing_up(folder: Path) -> None:
    (folder / "in" / "b.md").unlink()
    os.mkfifo(folder / "in" / "b.md")
    assert finished([folder / "a.md"]) == []
    (folder / JOURNAL).unlink()
    os.mkfifo(folder / JOURNAL)
    assert finished([folder / "a.md"]) == []


@pytest.mark.skipif(os.name == "nt", reason="links of POSIX")
def test_a_link_to_itself_among_the_files_is_told(folder: Path) -> None:
    (folder / "own.md").symlink_to("own.md")
    assert finished([folder / "own.md"]) != []  # what was begun beside it
    before = files(folder)
    changes = [FileChange(folder / "a.md", b"new a", b"a"), FileChange(folder / "own.md", b"", b"b")]
    with pytest.raises(InputError, match=r"own\.md: not written: Too many levels"):
        replace_files(changes)
    assert files(folder) == before


def test_an_interruption_leaves_what_the_next_run_needs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "ab":
        (tmp_path / f"{name}.md").write_text(f"old {name}", encoding="utf-8")

    def interrupted(path: Path, old: bytes, new: bytes) -> None:
        if path.name == "b.md":
            raise KeyboardInterrupt
        path.write_bytes(new)

    changes = [
        FileChange(tmp_path / f"{name}.md", f"old {name}".encode(), f"new {name}".encode()) for name in "ab"
    ]
    with monkeypatch.context() as patched:
        patched.setattr(journal, "replace_file", interrupted)
        with pytest.raises(KeyboardInterrupt):
            replace_files(changes)
    assert len(finished([tmp_path / "a.md"])) == 1
    assert files(tmp_path) == {"a.md": b"new a", "b.md": b"new b"}
