"""Files are replaced as one step, or left alone with a clear message."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest

from proselint_t.text.errors import InputError
from proselint_t.text.writing import replace_file, sweep, write_file

if TYPE_CHECKING:
    from pathlib import Path

OLD, NEW = b"old\r\n", b"new\r\n"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.md"
    path.write_bytes(OLD)
    return path


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_the_bytes_are_written_as_given(page: Path) -> None:
    replace_file(page, OLD, NEW)
    assert page.read_bytes() == NEW
    assert names(page.parent) == ["page.md"]


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755])
def test_the_mode_is_kept(page: Path, mode: int) -> None:
    page.chmod(mode)
    replace_file(page, OLD, NEW)
    assert stat.S_IMODE(page.stat().st_mode) == mode


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
def test_the_owner_is_kept(page: Path) -> None:
    os.chown(page, 12345, 23456)
    replace_file(page, OLD, NEW)
    assert (page.stat().st_uid, page.stat().st_gid) == (12345, 23456)


def test_a_symbolic_link_is_followed(page: Path, tmp_path: Path) -> None:
    folder = tmp_path / "links"
    folder.mkdir()
    link = folder / "link.md"
    link.symlink_to(page)
    replace_file(link, OLD, NEW)
    assert link.is_symlink()
    assert page.read_bytes() == NEW
    assert names(folder) == ["link.md"]


def test_a_long_name_leaves_room_for_the_temporary_one(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 250 + ".md")
    path.write_bytes(OLD)
    replace_file(path, OLD, NEW)
    assert path.read_bytes() == NEW


def _changed(page: Path) -> None:
    page.write_bytes(b"someone else's\n")


def _read_only(page: Path) -> None:
    page.chmod(0o444)


def _vanished(page: Path) -> None:
    page.unlink()


def _dangling(page: Path) -> None:
    page.unlink()
    page.symlink_to("nowhere.md")


def _linked(page: Path) -> None:
    os.link(page, page.parent.parent / f"other-{page.parent.name}.md")


def _folder(page: Path) -> None:
    page.unlink()
    page.mkdir()


def _pipe(page: Path) -> None:
    page.unlink()
    os.mkfifo(page)


def _device(page: Path) -> None:
    page.unlink()
    page.symlink_to("/dev/zero")


def _circle(page: Path) -> None:
    page.unlink()
    page.symlink_to(page)


@pytest.mark.parametrize(
    ("happens", "message"),
    [
        (_changed, "changed on disk"),
        (_read_only, "read-only"),
        (_vanished, "vanished"),
        (_dangling, "vanished"),
        (_linked, r"2 names \(hard links\), which would part"),
        (_folder, "directory"),
        (_pipe, "it is no regular file"),
        (_device, "it is no regular file"),
        (_circle, "symbolic links"),
    ],
)
def test_a_file_that_is_not_what_it_was_stays(page: Path, happens: object, message: str) -> None:
    happens(page)  # type: ignore[operator]
    before = page.read_bytes() if page.is_file() else None
    with pytest.raises(InputError, match=message) as raised:
        replace_file(page, OLD, NEW)
    assert str(page) in str(raised.value)
    assert (page.read_bytes() if page.is_file() else None) == before
    assert len(names(page.parent)) <= 1


def test_a_new_file_has_the_mode_that_the_mask_wants(tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        write_file(tmp_path / "new.md", NEW)
    finally:
        os.umask(mask)
    assert (tmp_path / "new.md").read_bytes() == NEW
    assert stat.S_IMODE((tmp_path / "new.md").stat().st_mode) == 0o640
    assert names(tmp_path) == ["new.md"]


def test_a_file_that_is_there_keeps_its_mode(page: Path) -> None:
    page.chmod(0o600)
    write_file(page, NEW)
    assert page.read_bytes() == NEW
    assert stat.S_IMODE(page.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("name", "problem"), [("", "it is no file"), ("nowhere/new.md", "there is no such folder")]
)
def test_what_is_no_file_is_refused(tmp_path: Path, name: str, problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        write_file(tmp_path / name, NEW)
    assert names(tmp_path) == []


def test_a_link_to_nothing_is_followed(tmp_path: Path) -> None:
    link = tmp_path / "link.md"
    link.symlink_to(tmp_path / "target.md")
    write_file(link, NEW)
    assert link.is_symlink()
    assert (tmp_path / "target.md").read_bytes() == NEW


@pytest.mark.skipif(os.name == "nt", reason="locks of POSIX")
def test_only_the_temporary_files_of_the_dead_are_removed(page: Path) -> None:
    import fcntl  # noqa: PLC0415 - POSIX only

    folder = page.parent
    for name in (
        ".page.md.a1.proselint-t.tmp",
        ".page.md.b2.proselint-t.tmp",
        ".page.md.b2.tmp",
        "c.proselint-t.tmp",
    ):
        (folder / name).write_bytes(NEW)
    (folder / ".page.md.d4.proselint-t.tmp").symlink_to(page)
    with (folder / ".page.md.a1.proselint-t.tmp").open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        sweep(folder)
    left = {
        ".page.md.a1.proselint-t.tmp",
        ".page.md.b2.tmp",
        ".page.md.d4.proselint-t.tmp",
        "c.proselint-t.tmp",
    }
    assert set(names(folder)) == {"page.md", *left}
    assert page.read_bytes() == OLD
    replace_file(page, OLD, NEW)
    assert set(names(folder)) == {"page.md", *left} - {".page.md.a1.proselint-t.tmp"}


@pytest.mark.skipif(os.name == "nt", reason="limits of POSIX")
def test_a_full_disk_leaves_the_old_file_and_nothing_beside_it(page: Path) -> None:
    import resource  # noqa: PLC0415
    import signal  # noqa: PLC0415

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # what is too much is then an error of the system
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
        with pytest.raises(InputError, match="not written: File too large"):
            replace_file(page, OLD, NEW * 1000)
        with pytest.raises(InputError, match="not written: File too large"):
            write_file(page.parent / "report.json", NEW * 1000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert names(page.parent) == ["page.md"]
    assert page.read_bytes() == OLD
