"""Nothing from outside steers a terminal: not in reports, not in messages, not in logs."""

from __future__ import annotations

import json
import logging
import os
import re
import subprocess
import sys
import unicodedata
from contextlib import suppress
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proselint_t.cli.streams import log_safely
from proselint_t.text.formats import MAPS, REPORTS, REVISIONS
from proselint_t.text.printable import as_json, as_xml, printable, printable_lines
from tests.end_to_end.test_cli import run

EVIL = "\x1b[2J\x07\x9b\u202e\u2066\u2028\x85\U000e0041"
STEERING = {"\x7f", *map(chr, range(0x20)), *map(chr, range(0x80, 0xA0))} - {"\n"}
RULE = "extends: existence\nmessage: \"No\\u202e %s\\x9b.\\nMore.\"\ntokens: ['evil\\S*']\n"


def steers(text: str) -> set[str]:
    """Control and bidirectional characters, all of them but line feeds."""
    bidi = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    found = {one for one in text if one in STEERING or unicodedata.bidirectional(one) in bidi}
    return found | (set(text) & {"\u2028", "\u2029", "\u200e", "\u200f", "\u061c", "\U000e0041"})


@given(st.text())
def test_every_character_has_its_place(text: str) -> None:
    shown = printable(text)
    assert len(shown) == len(text)
    assert not steers(shown)
    assert "\n" not in shown
    assert all(one == other for one, other in zip(text, shown, strict=True) if one.isalnum() or one == " ")


@given(st.text())
def test_lines_stay_lines(text: str) -> None:
    shown = printable_lines(text)
    assert shown.count("\n") == text.count("\n")
    assert not steers(shown.replace("\r\n", "\n").replace("\t", " "))


@given(st.text())
def test_programs_read_what_was_meant(text: str) -> None:
    assert json.loads(as_json([text])) == [text]
    assert not steers(as_json([text]))
    plain = "".join(one for one in text if one.isprintable() or one in "\x9b\u202e\u2028\U000e0041")
    escaped = plain.replace("&", "&amp;").replace("<", "&lt;")
    assert ET.fromstring(as_xml(f"<a>{escaped}</a>")).text == (plain or None)  # noqa: S314 - our own


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    style = tmp_path / "styles" / "Evil"
    style.mkdir(parents=True)
    (style / "Word.yml").write_text(RULE, encoding="utf-8")
    (tmp_path / ".proselint-t.yaml").write_text(
        "styles: [styles]\nselect: [Evil, english]\n", encoding="utf-8"
    )
    (tmp_path / f"a{EVIL}.md").write_text(f"# evil{EVIL}\n\nOur site is evil{EVIL}x.\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", REPORTS)
def test_no_report_steers(folder: Path, name: str) -> None:
    done = run("check", ".", "--output-format", name, cwd=folder)
    assert done.code == 1
    assert "Word" in done.out
    assert not steers(done.out)
    assert not steers(done.err)


@pytest.mark.parametrize(
    "arguments",
    [
        *(
            "check --fix --diff .",
            "check --by-point .",
            "check --statistics .",
            "check -v .",
            "config",
            "rule Evil.Word",
        ),
        *("rule", "rules test", f"check {EVIL}", f"check --{EVIL}", f"che{EVIL}", f"check --select {EVIL}"),
        *(
            f"check --preset {EVIL}",
            f"check --config {EVIL}",
            f"check --baseline {EVIL} .",
            f"check --exclude !{EVIL}",
        ),
        *(
            f"check --output-format {EVIL} .",
            f"check --diff-base {EVIL} .",
            f"map {EVIL} {EVIL}",
            f"bundle show {EVIL}",
        ),
        *(f"schema {EVIL}", f"edits check {EVIL}", f"check --output-file {EVIL}/x .", f"pair {EVIL} {EVIL}"),
    ],
)
def test_no_answer_steers(folder: Path, arguments: str) -> None:
    done = run(*arguments.split(" "), cwd=folder)
    assert not steers(done.out)
    assert not steers(done.err)
    assert "this is a bug" not in done.err


@pytest.mark.parametrize(
    "text",
    [
        f'preset: "{EVIL}"',
        f'"{EVIL}": 1',
        f'rules: {{"{EVIL}": 1}}',
        f'styles: ["{EVIL}"]',
        f'mask: {{span: ["({EVIL}"]}}',
    ],
)
def test_no_configuration_steers(folder: Path, text: str) -> None:
    escaped = text.translate({ord(one): f"\\U{ord(one):08x}" for one in EVIL if one not in "[2J"})
    (folder / ".proselint-t.yaml").write_text(escaped, encoding="utf-8")
    done = run("check", ".", cwd=folder)
    assert done.code == 2
    assert not steers(done.err)


REVIEW = {
    "a.md": f"1) The page{EVIL} is long, the site{EVIL} isn't.\n\n1.1) Second{EVIL} 5 `c{EVIL}`.\n",
    "b.md": f"1) Page{EVIL} 7.\n\n1.2) Third{EVIL} `d{EVIL}`.\n",
    "d.md": f"Defect 1\nPoint: 1\nQuote: The page{EVIL} is long\nRemark: bad{EVIL} §9\n\nDefect 2\nPoint: 9\n",
    "r.md": f"Defect: 1\nOld: The page{EVIL} is long\nNew: A page{EVIL}\n\nDefect: 2\nOld: no{EVIL}\nNew: x\n",
    "O.md": f"# 1.\n`S{EVIL}⁎` ≔ (the plan{EVIL})\n\nSee §7 and `X{EVIL}⁎`, `Y⁎`.\n\n# 1. Twin{EVIL}\n",
}
ANSWERED = "--answer a.md --defects d.md r.md"


@pytest.mark.parametrize(
    "arguments",
    [
        *(f"map --isolated --output-format {name} a.md d.md" for name in MAPS),
        "map --isolated --output-format html --edits r.md a.md d.md",
        *(
            f"edits check --isolated --output-format {name} {ANSWERED}"
            for name in REVISIONS
            if name != "reply"
        ),
        *(
            f"edits apply --isolated {ANSWERED}",
            f"edits apply --isolated --diff {ANSWERED}",
            "pair a.md b.md",
        ),
        *(
            "bundle check .",
            "bundle graph .",
            "bundle diff . new",
            "bundle renumber --diff .",
            "bundle show S⁎ .",
        ),
    ],
)
def test_no_review_steers(tmp_path: Path, arguments: str) -> None:
    for name, text in REVIEW.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    if "new" in arguments:
        (tmp_path / "new").mkdir()
        (tmp_path / "new" / "O.md").write_text(
            REVIEW["O.md"].replace("Twin", f"Other{EVIL}"), encoding="utf-8"
        )
    done = run(*arguments.split(" "), cwd=tmp_path)
    assert done.out + done.err
    assert not steers(done.out)
    assert not steers(done.err)
    assert "Traceback" not in done.err


def test_a_diff_can_still_be_applied(folder: Path) -> None:
    (folder / "b.md").write_bytes(b"\tOur site.\r\n\r\nOur site.\r\n")
    done = run("fix", "--diff", "--select", "english", "b.md", cwd=folder)
    assert "-Our site.\r\n" in done.out


def test_no_log_steers(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logging.root, "handlers", [])
    log_safely()
    try:
        int(EVIL)
    except ValueError:
        logging.getLogger("some.library").exception("it said %s", EVIL)
    told = capsys.readouterr().err
    assert "it said ␛[2J" in told
    assert "ValueError: invalid literal" in told
    assert not steers(told)


@pytest.mark.skipif(os.name == "nt", reason="no terminals of POSIX")
@pytest.mark.parametrize(
    ("command", "code"), [("edits prompt", 0), ("edits check r.md --isolated --output-format reply", 1)]
)
def test_a_task_or_reply_steers_no_terminal(tmp_path: Path, command: str, code: int) -> None:
    """A model reads a task as it is, and a reply is read again: their quotes are to be those of the answer."""
    import pty  # noqa: PLC0415 - not on Windows

    for name, text in REVIEW.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "d.md").write_text("1.\nPoint: 1.\nRemark: Long.\n", encoding="utf-8")
    folder, arguments = tmp_path, (*command.split(" "), "--answer", "a.md", "--defects", "d.md")
    assert EVIL in run(*arguments, cwd=folder).out
    leader, follower = pty.openpty()
    process = subprocess.Popen([sys.executable, "-m", "proselint_t", *arguments], cwd=folder, stdout=follower)
    os.close(follower)
    told = b""
    with suppress(OSError):  # as the other end says that it is closed
        while data := os.read(leader, 10_000):
            told += data
    os.close(leader)
    assert process.wait() == code
    assert b"page" in told
    assert not steers(told.decode().replace("\r\n", "\n"))


@pytest.mark.skipif(os.name == "nt", reason="names of POSIX")
def test_names_that_are_no_text(tmp_path: Path) -> None:
    name = os.fsdecode(b"a\xff\x1b.md")
    (tmp_path / name).write_text("Our site.\n", encoding="utf-8")
    done = run("check", "--select", "english", ".", cwd=tmp_path)
    assert done.code == 1
    assert not steers(done.out)


def test_commands_speak_through_one_room() -> None:
    """Who calls click's `echo` or `print`, or writes JSON by itself, would get round what stands here."""
    package = Path(printable.__code__.co_filename).parent
    free = {"cli/streams.py", "cli/__init__.py", "printable.py", "baseline.py", "__main__.py"}
    calls = re.compile(
        r"click\.(?:s?echo|secho)\(|(?<!\.)\bprint\(|json\.dumps?\(.*indent|stdout\.(?:buffer\.)?write\("
    )
    found = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if calls.search(path.read_text(encoding="utf-8"))
    }
    assert found <= free


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.skipif(os.name == "nt", reason="no file has such a name there")
def test_no_file_is_named_like_a_command_to_github(name: str, tmp_path: Path) -> None:
    (tmp_path / "::stop-commands::x.md").write_text("Our web site is new.\n", encoding="utf-8")
    told = run("check", "--preset", "answer", "-f", name, ".", cwd=tmp_path).out
    assert "stop-commands" in told
    assert not any(line.lstrip().startswith("::stop") for line in told.splitlines())
