"""What is no document, or no place for a report: said in one line, with exit code 2, and nothing is changed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest

from proselint_t.runner.discovery import find_files
from tests.end_to_end.test_cli import run

POSIX = pytest.mark.skipif(os.name == "nt", reason="pipes and devices of POSIX")
CPU_SECONDS = 10


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".proselint-t.yaml").write_text("preset: docs\n", encoding="utf-8")
    (tmp_path / "page.md").write_text("Our site is new.\n", encoding="utf-8")
    return tmp_path


def bounded(
    *arguments: str, cwd: Path, stdin: int | None = None, cpu: int = CPU_SECONDS, **environment: str
) -> tuple[int, str]:
    """Exit code and standard error of a run that may use the processor for some seconds only."""
    import resource  # noqa: PLC0415 - POSIX only

    done = subprocess.run(
        [sys.executable, "-m", "proselint_t", *arguments],
        cwd=cwd, stdin=stdin or subprocess.DEVNULL, capture_output=True, check=False, timeout=300,
        env={**os.environ, **environment},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu)),
    )  # fmt: skip
    return done.returncode, done.stderr.decode()


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"A page\0.\n", "no text in UTF-8: it holds a NUL at offset 6"),
        ("A page.\n".encode("utf-16"), "no text in UTF-8: it holds a NUL at offset 3"),
        ("Страница".encode("utf-16"), "no text in UTF-8: it begins like UTF-16"),
        (b"caf\xe9", "not UTF-8: byte 0xe9 at offset 3"),
    ],
)
def test_a_document_that_is_no_text(folder: Path, data: bytes, problem: str) -> None:
    (folder / "odd.md").write_bytes(data)
    done = run("fix", "odd.md", "page.md", "-q", cwd=folder)
    assert (done.code, done.err) == (2, f"error: odd.md: {problem} (save the file as UTF-8)\n")
    assert (folder / "odd.md").read_bytes() == data


@POSIX
@pytest.mark.parametrize("name", ["pipe", "/dev/zero"])
@pytest.mark.parametrize(
    "arguments", ["check {}", "check page.md --baseline {}", "check page.md --config {}", "edits check {}"]
)
def test_pipes_and_devices(folder: Path, name: str, arguments: str) -> None:
    os.mkfifo(folder / "pipe")
    code, told = bounded(*arguments.format(name).split(), cwd=folder)
    assert code == 2
    assert told.splitlines()[-1].startswith("error: ")
    assert "this is a bug" not in told


@POSIX
@pytest.mark.parametrize(
    ("name", "link"),
    [
        *product(
            (".proselint-t.yaml", "pyproject.toml", ".vale.ini"), (None, "/dev/zero", "nothing", "itself")
        ),
        *product((".gitignore",), (None, "/dev/zero", "itself")),
    ],
)
def test_a_configuration_that_is_no_file_is_told(folder: Path, name: str, link: str | None) -> None:
    (folder / ".proselint-t.yaml").unlink()
    if link is None:
        os.mkfifo(folder / name)
    else:
        (folder / name).symlink_to(name if link == "itself" else link)
    code, told = bounded("check", ".", cwd=folder)
    assert code == 2
    assert name in told.splitlines()[-1]
    assert "this is a bug" not in told


@POSIX
@pytest.mark.parametrize("content", [None, "a\n" * 20_000])
def test_patterns_that_cannot_be_read_stop_no_document(folder: Path, content: str | None) -> None:
    ignore = folder / ".gitignore"
    if content is None:
        ignore.symlink_to("/dev/zero")
    else:
        ignore.write_text(content, encoding="utf-8")
    code, told = bounded("check", ".", cwd=folder)
    bound = "more than 10,000 patterns (PROSELINT_T_MAX_PATTERNS sets another bound)"
    problem = "it is no regular file" if content is None else bound
    assert told.splitlines()[:2] == [
        f"error: {ignore}: cannot be read: {problem}",
        "Found 1 violation (1 error).",
    ]
    assert code == 2


@POSIX
def test_standard_input_without_end(folder: Path) -> None:
    with open("/dev/zero", "rb") as endless:  # noqa: PTH123 - its descriptor
        code, told = bounded(
            "check", "-", cwd=folder, stdin=endless.fileno(), PROSELINT_T_MAX_BYTES="5000000"
        )
    bound = "it holds more than 5,000,000 bytes (PROSELINT_T_MAX_BYTES sets another bound)"
    assert (code, told) == (2, f"error: -: cannot be read: {bound}\n")


@POSIX
def test_the_bound_of_a_document(folder: Path) -> None:
    size = 500_000  # more than any file of rules has
    (folder / "page.md").write_bytes(b"Our site. ".ljust(size, b"\n"))
    assert bounded("check", "-q", "page.md", cwd=folder, PROSELINT_T_MAX_BYTES=str(size))[0] == 1
    code, told = bounded("check", "-q", "page.md", cwd=folder, PROSELINT_T_MAX_BYTES=str(size - 1))
    assert code == 2
    assert "page.md: cannot be read" in told or "holds more than" in told


def test_the_bound_of_a_configuration_is_that_of_the_environment(folder: Path) -> None:
    (folder / ".proselint-t.yaml").write_text("preset: docs\n#" + "x" * 1_000_000, encoding="utf-8")
    code, told = bounded("check", "page.md", cwd=folder)
    assert code == 2
    assert "it holds more than 1,000,000 characters (PROSELINT_T_MAX_CHARACTERS sets another bound)" in told
    assert bounded("check", "-q", "page.md", cwd=folder, PROSELINT_T_MAX_CHARACTERS="1100000")[0] == 1


def test_a_bound_in_parts_of_a_byte(folder: Path) -> None:
    told = "error: PROSELINT_T_MAX_BYTES: «5.5» is no number such as 100000000\n"
    assert bounded("check", "page.md", cwd=folder, PROSELINT_T_MAX_BYTES="5.5") == (2, told)
    assert bounded("check", "-q", "page.md", cwd=folder, PROSELINT_T_RULE_SECONDS="5.5")[0] == 1


def test_a_path_that_is_too_long_stops_no_other(folder: Path) -> None:
    done = run("check", "-q", "x" * 300, "page.md", cwd=folder)
    assert done.code == 2
    assert done.err == f"error: {'x' * 300}: cannot be read: File name too long\n"
    assert "page.md:1:5" in done.out


def test_folders_that_nobody_may_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("closed", "listed"):
        (folder / name).mkdir()
        (folder / name / "page.md").write_text("Text.\n", encoding="utf-8")
    scandir, access = os.scandir, os.access  # root may read everything: the system's refusals are played

    def refusing(path: str) -> object:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).name != "listed" and access(path, mode))
    found = find_files([folder], lambda _: False)
    assert found.files == [folder / "page.md"]
    assert {str(error) for error in found.unread} == {
        f"{folder / name}: cannot be read: Permission denied" for name in ("closed", "listed")
    }
    assert find_files([folder / "closed"], lambda _: False).empty == []


@pytest.mark.parametrize("report", ["page.md", "other.md", "known.json", ".proselint-t.yaml", "link"])
def test_a_report_never_replaces_what_is_read(folder: Path, report: str) -> None:
    (folder / "other.md").write_text("Not named.\n", encoding="utf-8")
    (folder / "known.json").write_text('{"version": 1, "violations": {}}', encoding="utf-8")
    os.link(folder / "page.md", folder / "link")
    before = (folder / report).read_bytes()
    done = run("check", "-q", "page.md", "--baseline", "known.json", "--output-file", report, cwd=folder)
    told = "not written: the command reads this file (name another one with --output-file)"
    assert (done.code, done.out, done.err) == (2, "", f"error: {report}: {told}\n")
    assert (folder / report).read_bytes() == before


def test_map_does_not_replace_the_answer(folder: Path) -> None:
    (folder / "answer.md").write_text("1) The text.\n", encoding="utf-8")
    (folder / "defects.md").write_text("1. «The text»: short.\n", encoding="utf-8")
    done = run("map", "answer.md", "defects.md", "--output-file", "answer.md", cwd=folder)
    assert done.code == 2
    assert (folder / "answer.md").read_text(encoding="utf-8") == "1) The text.\n"


def test_a_report_is_written_whole_or_not_at_all(folder: Path) -> None:
    (folder / "report.json").write_text("old", encoding="utf-8")
    (folder / "sub").mkdir()
    (folder / "sub" / ".proselint-t.yaml").write_text("preset: none-such\n", encoding="utf-8")
    (folder / "sub" / "z.md").write_text("Text.\n", encoding="utf-8")
    arguments = ("check", "-q", "--output-format", "json", "--output-file", "report.json")
    assert run(*arguments, "page.md", "sub/z.md", cwd=folder).code == 2
    assert (folder / "report.json").read_text(encoding="utf-8") == "old"
    assert run(*arguments, "page.md", cwd=folder).code == 1
    assert json.loads((folder / "report.json").read_text(encoding="utf-8"))[0]["match"] == "site"


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
@pytest.mark.parametrize("flags", ["--output-format json", "--output-format github", "--fix --diff"])
def test_reports_are_utf_8_whatever_the_locale(folder: Path, encoding: str, flags: str) -> None:
    (folder / "ру.md").write_text("Our site is «новый» — that is clear.\n", encoding="utf-8")
    command = [sys.executable, "-m", "proselint_t", "check", "-q", "ру.md", *flags.split()]
    done = [
        subprocess.run(
            command, cwd=folder, capture_output=True, check=False,
            env={**os.environ, "PYTHONIOENCODING": one, "PYTHONUTF8": "0"},
        ).stdout
        for one in ("utf-8", encoding)
    ]  # fmt: skip
    assert done[0]
    assert done[0] == done[1]
    assert done[0].decode("utf-8")


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        ("--isolated", "No violations found (6 rules, preset recommended).\n"),
        ("--isolated --select english.website", "No violations found (4 rules, command line).\n"),
    ],
)
def test_who_found_nothing(folder: Path, flags: str, told: str) -> None:
    (folder / "clean.md").write_text("Text.\n", encoding="utf-8")
    assert run("check", "clean.md", *flags.split(), cwd=folder).err == told


def test_what_a_baseline_hides(folder: Path) -> None:
    run("check", "page.md", "--baseline", "known.json", "--update-baseline", cwd=folder)
    told = run("check", "page.md", "--baseline", "known.json", cwd=folder).err.splitlines()
    assert told[0] == "note: 1 known violation not reported (known.json)"
    assert told[1].startswith("No violations found (")


def test_a_single_rule_of_vale_switches_no_other_on(folder: Path) -> None:
    (folder / ".proselint-t.yaml").unlink()
    (folder / "styles" / "Own").mkdir(parents=True)
    for name, token in (("A", "alpha"), ("B", "beta")):
        rule = f"extends: existence\nmessage: No.\ntokens: [{token}]\n"
        (folder / "styles" / "Own" / f"{name}.yml").write_text(rule, encoding="utf-8")
    (folder / ".vale.ini").write_text("StylesPath = styles\n[*.md]\nOwn.A = YES\n", encoding="utf-8")
    (folder / "page.md").write_text("An alpha and a beta.\n", encoding="utf-8")
    assert run("init", "--from-vale", cwd=folder).code == 0
    assert run("check", "page.md", cwd=folder).out == "page.md:1:4: warning: Own.A No.\n"


@POSIX
@pytest.mark.parametrize("width", [1, 2])
def test_extends_that_doubles_or_goes_on(folder: Path, width: int) -> None:
    count = 40 if width == 2 else 200
    for number in range(count):
        names = ", ".join([f"{number + 1}.yaml"] * width)
        (folder / f"{number}.yaml").write_text(f"extends: [{names}]\n", encoding="utf-8")
    (folder / f"{count}.yaml").write_text("preset: docs\n", encoding="utf-8")
    code, told = bounded("check", "-q", "--config", "0.yaml", "page.md", cwd=folder)
    assert (code, "more than 50 files extend each other" in told) == ((1, False) if width == 2 else (2, True))


@POSIX
@pytest.mark.parametrize(
    ("width", "told"), [(51, "more than 50 files are named"), (20, "more than 200 files are extended in all")]
)
def test_extends_that_goes_far_and_wide(folder: Path, width: int, told: str) -> None:
    """Each file names others that no file has named yet."""
    for number in range(400):
        below = range(number * width + 1, min((number + 1) * width + 1, 400))
        names = ", ".join(f"{one}.yaml" for one in below)
        (folder / f"{number}.yaml").write_text(f"extends: [{names}]\n", encoding="utf-8")
    code, said = bounded("check", "-q", "--config", "0.yaml", "page.md", cwd=folder)
    assert (code, told in said) == (2, True)


@POSIX
def test_names_do_not_steer_the_terminal(folder: Path) -> None:
    name = "a\x1b[2J\u202eb.md"
    (folder / name).write_bytes(b"\0")
    told = run("check", name, "-q", cwd=folder).err
    assert told.startswith("error: a␛[2J\ufffdb.md: no text in UTF-8")


@POSIX
def test_no_half_of_a_configuration_is_left_on_a_full_disk(tmp_path: Path) -> None:
    line = 'ulimit -f 0; exec "$0" -m proselint_t init'
    done = subprocess.run(
        ["bash", "-c", line, sys.executable], cwd=tmp_path, capture_output=True, check=False
    )
    assert (done.returncode, b"error: .proselint-t.yaml: not written: " in done.stderr) == (2, True)
    assert list(tmp_path.iterdir()) == []


@POSIX
def test_a_configuration_is_not_begun_where_a_link_leads(tmp_path: Path) -> None:
    (tmp_path / ".proselint-t.yaml").symlink_to("target.yaml")
    done = run("init", cwd=tmp_path)
    assert (done.code, "there is a configuration already" in done.err) == (2, True)
    assert not (tmp_path / "target.yaml").exists()
