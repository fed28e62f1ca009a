"""The command as a user runs it: output, exit codes, files on disk."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING

import pytest

from proselint_t import check, fix
from proselint_t.config import forget
from proselint_t.config.selection import presets
from proselint_t.text.names import PRESETS
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

BAD = "The site is up.\n"
FIXED = "The website is up.\n"
KEYS = [
    "rule", "severity", "message", "path", "line", "column", "end_line", "end_column", "start", "end",
    "match", "point", "language", "url", "fingerprint", "fix",
]  # fmt: skip


@dataclass
class Done:
    code: int
    out: str
    err: str


def run(*arguments: str, cwd: Path, stdin: bytes = b"") -> Done:
    program = [sys.executable, "-m", "proselint_t", *arguments]
    environment = {**os.environ, "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(program, cwd=cwd, input=stdin, capture_output=True, env=environment, check=False)
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    forget()
    (tmp_path / "page.md").write_text(BAD, encoding="utf-8")
    (tmp_path / ".proselint-t.yaml").write_text("preset: docs\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["check"], 1),
        (["check", "page.md"], 1),
        (["check", "--exit-zero"], 0),
        (["check", "--select", "english.point"], 0),
        (["check", "--ignore", "english.website"], 0),
        (["check", "--fail-on", "never"], 0),
        (["check", "--fail-on", "error"], 1),
        (["check", "--select", "typography.terms", "--fail-on", "error"], 0),
        (["check", "--diff"], 1),
        (["check", "--no-cache"], 1),
        (["check", "--fix"], 0),
        (["fix"], 0),
        (["fix", "--exit-non-zero-on-fix"], 1),
        (["check", "--fix-only"], 0),
        (["check", "nowhere.md"], 2),
        (["check", "--select", "english.webste"], 2),
        (["check", "--preset", "answers"], 2),
        (["check", "--config", "nowhere.yaml"], 2),
        (["check", "--selct", "x"], 2),
        (["chekc"], 2),
        (["rule", "english.webste"], 2),
        (["rule", "english.website"], 0),
        (["rules", "test"], 0),
        (["config"], 0),
        (["schema"], 0),
        (["--version"], 0),
        (["--help"], 0),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
def test_exit_codes(folder: Path, arguments: list[str], code: int) -> None:
    done = run(*arguments, cwd=folder)
    assert done.code == code, done
    if code == 2:
        assert done.out == ""
        assert done.err
        assert "bug" not in done.err


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["check", "--select", "english.webste"], "did you mean «english.website»?"),
        (["check", "--selct", "x"], "--select"),
        (["check", "--preset", "answers"], "did you mean «answer»?"),
        (["chekc"], "did you mean «check»?"),
        (["rule", "english.webste"], "did you mean «english.website»?"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
def test_errors_name_the_nearest(folder: Path, arguments: list[str], hint: str) -> None:
    assert hint in run(*arguments, cwd=folder).err


def test_json(folder: Path) -> None:
    done = run("check", "--output-format", "json", cwd=folder)
    (element,) = json.loads(done.out)
    assert list(element) == KEYS
    assert element | {"fingerprint": "", "url": None} == {
        "rule": "english.website", "severity": "error", "message": "Write «website» instead of «site».",
        "path": "page.md", "line": 1, "column": 5, "end_line": 1, "end_column": 9, "start": 4, "end": 8,
        "match": "site", "point": None, "language": "en", "url": None, "fingerprint": "",
        "fix": {
            "applicability": "safe", "title": "Replace with «website»",
            "edits": [{"start": 4, "end": 8, "text": "website"}], "alternatives": [],
        },
    }  # fmt: skip


def test_offsets_count_code_points_of_the_file(folder: Path) -> None:
    (folder / "page.md").write_bytes("\ufeff1) 🤔 да\r\n1.1) Our site.\r\n".encode())
    (element,) = json.loads(run("check", "--output-format", "json", cwd=folder).out)
    assert (element["line"], element["column"], element["start"]) == (2, 10, 18)
    assert element["point"] == "1.1"


def test_json_lines_and_nothing_found(folder: Path) -> None:
    lines = run("check", "--output-format", "json-lines", cwd=folder).out.splitlines()
    assert [json.loads(line)["rule"] for line in lines] == ["english.website"]
    (folder / "page.md").write_text(FIXED, encoding="utf-8")
    done = run("check", "--output-format", "json", cwd=folder)
    assert (done.code, json.loads(done.out)) == (0, [])


@pytest.mark.parametrize("name", ["full", "concise", "grouped"])
def test_formats_for_people_name_place_and_rule(folder: Path, name: str) -> None:
    done = run("check", "--output-format", name, cwd=folder)
    assert "page.md" in done.out
    assert "1:5" in done.out
    assert "english.website" in done.out
    assert "Found 1 violation" in done.err


def test_order_is_by_path_then_place(folder: Path) -> None:
    (folder / "a.md").write_text("It is, for example, a site.\n", encoding="utf-8")
    lines = run("check", "--output-format", "concise", cwd=folder).out.splitlines()
    assert [line.split(" ")[0] for line in lines] == ["a.md:1:8:", "a.md:1:23:", "page.md:1:5:"]


def test_fix_writes_and_keeps_what_it_does_not_touch(folder: Path) -> None:
    page = folder / "page.md"
    page.write_bytes(b"\xef\xbb\xbfThe site.\r\n\tlast\xc2\xa0\r\n")
    page.chmod(0o640)
    assert run("check", "--fix", cwd=folder).code == 0
    assert page.read_bytes() == b"\xef\xbb\xbfThe website.\r\n\tlast\xc2\xa0\r\n"
    assert page.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in folder.iterdir()) == [".proselint-t.yaml", "page.md"]


def test_unsafe_fixes_are_applied_on_request(folder: Path) -> None:
    page = folder / "page.md"
    page.write_text("The list has an item.\n", encoding="utf-8")
    flags = ["check", "--fix", "--select", "english.point"]
    assert run(*flags, cwd=folder).code == 1
    assert page.read_text(encoding="utf-8") == "The list has an item.\n"
    assert run(*flags, "--unsafe-fixes", cwd=folder).code == 0
    assert page.read_text(encoding="utf-8") == "The list has a point.\n"


def test_diff_writes_nothing(folder: Path) -> None:
    done = run("check", "--diff", cwd=folder)
    assert "-The site is up.\n+The website is up.\n" in done.out
    assert (folder / "page.md").read_text(encoding="utf-8") == BAD


def test_show_fixes(folder: Path) -> None:
    done = run("fix", "--show-fixes", cwd=folder)
    assert "english.website" in done.err


def test_statistics(folder: Path) -> None:
    done = run("check", "--statistics", cwd=folder)
    assert "english.website" in done.out
    assert "1" in done.out


def test_by_point(folder: Path) -> None:
    (folder / "page.md").write_text(
        "Our site.\n\n1) The site.\n1.1) It is.\n1.2) A site, sites.\n", encoding="utf-8"
    )
    lines = run("check", "--by-point", cwd=folder).out.splitlines()
    assert [line.strip().split("  ")[0] for line in lines if line] == [
        "page.md:", "before the first point", "1:5", "1)", "3:8", "1.2)", "5:8", "5:14",
    ]  # fmt: skip
    assert run("check", "--by-point", "--output-format", "json", cwd=folder).code == 2


def test_output_file(folder: Path) -> None:
    done = run("check", "--output-format", "json", "--output-file", "report.json", cwd=folder)
    assert done.out == ""
    assert json.loads((folder / "report.json").read_text(encoding="utf-8"))[0]["match"] == "site"


def test_standard_input(folder: Path) -> None:
    done = run("check", "-", "--stdin-filename", "answers/a.md", cwd=folder, stdin=BAD.encode())
    assert done.code == 1
    assert done.out.startswith("answers/a.md:1:5:")
    fixed = run("fix", "-", cwd=folder, stdin=BAD.encode())
    assert (fixed.code, fixed.out) == (0, FIXED)


def test_quiet_and_verbose(folder: Path) -> None:
    assert run("check", "--quiet", cwd=folder).err == ""
    (folder / ".proselint-t.yaml").write_text("preset: answer\n", encoding="utf-8")
    assert ".proselint-t.yaml (preset answer)" in run("check", "--verbose", cwd=folder).err


def test_the_default_preset_is_named(folder: Path) -> None:
    (folder / ".proselint-t.yaml").unlink()
    assert "the preset recommended is used" in run("check", cwd=folder).err
    assert "preset recommended is used" not in run("check", "--isolated", cwd=folder).err


def test_exclude(folder: Path) -> None:
    assert run("check", "--exclude", "page.md", cwd=folder).code == 0
    assert run("check", "--exclude", "page.md", "page.md", cwd=folder).code == 1
    assert run("check", "--exclude", "page.md", "--force-exclude", "page.md", cwd=folder).code == 0


def test_gitignore_is_respected(folder: Path) -> None:
    (folder / ".git").mkdir()
    (folder / ".gitignore").write_text("page.md\n", encoding="utf-8")
    assert run("check", cwd=folder).code == 0
    assert run("check", "page.md", cwd=folder).code == 1


def test_a_folder_without_markdown_is_said(tmp_path: Path) -> None:
    done = run("check", cwd=tmp_path)
    assert done.code == 0
    assert "no Markdown files here" in done.err


def test_other_files_are_checked_when_one_is_not_utf8(folder: Path) -> None:
    (folder / "bad.md").write_bytes(b"good text \xff and more")
    done = run("check", cwd=folder)
    assert done.code == 2
    assert "bad.md: not UTF-8: byte 0xff at offset 10" in done.err
    assert "page.md:1:5" in done.out


def test_a_file_that_cannot_be_written(folder: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    folder.chmod(0o500)
    try:
        done = run("fix", cwd=folder)
    finally:
        folder.chmod(0o700)
    assert done.code == 2
    assert (folder / "page.md").read_text(encoding="utf-8") == BAD


def test_a_read_only_file_is_left_alone_and_the_others_are_mended(folder: Path) -> None:
    (folder / "locked.md").write_text(BAD, encoding="utf-8")
    (folder / "locked.md").chmod(0o444)
    done = run("fix", cwd=folder)
    assert done.code == 2
    assert "locked.md: not written: the file is read-only" in done.err
    assert (folder / "locked.md").read_text(encoding="utf-8") == BAD
    assert (folder / "page.md").read_text(encoding="utf-8") == FIXED


@pytest.mark.parametrize("name", ["answer", "answer.ru"])
def test_the_safe_fixes_of_the_examples_give_their_clean_versions(folder: Path, name: str) -> None:
    broken, clean = (ROOT / "examples" / f"{name}{end}" for end in (".md", ".clean.md"))
    flags = ("--isolated", "--preset", "answer", "-")
    assert run("check", *flags, cwd=folder, stdin=broken.read_bytes()).code == 1
    fixed = run("fix", *flags, cwd=folder, stdin=broken.read_bytes())
    assert (fixed.code, fixed.out) == (0, clean.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("configuration", "error"),
    [
        ("presett: docs", ".proselint-t.yaml:1:1: presett: unknown key «presett» (did you mean «preset»?)"),
        ("preset: doc", ".proselint-t.yaml:1:9: preset: unknown value «doc» (did you mean «docs»?)"),
        ("select: [a", ".proselint-t.yaml:2:1: not valid YAML"),
    ],
)
def test_a_broken_configuration(folder: Path, configuration: str, error: str) -> None:
    (folder / ".proselint-t.yaml").write_text(f"{configuration}\n", encoding="utf-8")
    done = run("check", cwd=folder)
    assert (done.code, done.out) == (2, "")
    assert error in done.err


def test_a_broken_rule_file(folder: Path) -> None:
    (folder / "own").mkdir()
    (folder / "own" / "foo.yaml").write_text(
        "extends: existence\nmessage: No.\ntokns: [x]\n", encoding="utf-8"
    )
    (folder / ".proselint-t.yaml").write_text("styles: own\nselect: own.foo\n", encoding="utf-8")
    done = run("check", cwd=folder)
    assert done.code == 2
    assert "own/foo.yaml:3:1: tokns: unknown key «tokns» (did you mean «tokens»?)" in done.err


def test_a_pattern_that_runs_away(folder: Path) -> None:
    (folder / "own").mkdir()
    (folder / "own" / "foo.yaml").write_text(
        "extends: existence\nmessage: No.\nnonword: true\ntokens: ['(a|a)+(a|aa)+(?:a+)+b(?<!x)']\n",
        encoding="utf-8",
    )
    (folder / ".proselint-t.yaml").write_text("styles: own\nselect: own.foo\n", encoding="utf-8")
    (folder / "page.md").write_text("b " + "a" * 60 + "c\n", encoding="utf-8")
    done = run("check", cwd=folder)
    assert done.code == 2
    assert "own.foo does not run: it took too long" in done.err


def test_init_writes_once(tmp_path: Path) -> None:
    assert run("init", "--preset", "answer", cwd=tmp_path).code == 0
    assert "preset: answer" in (tmp_path / ".proselint-t.yaml").read_text(encoding="utf-8")
    again = run("init", cwd=tmp_path)
    assert again.code == 2
    assert "preset: answer" in (tmp_path / ".proselint-t.yaml").read_text(encoding="utf-8")


def test_init_from_vale(tmp_path: Path) -> None:
    (tmp_path / ".vale.ini").write_text(
        "StylesPath = styles\nMinAlertLevel = error\n[*.md]\nBasedOnStyles = Own\n", encoding="utf-8"
    )
    (tmp_path / "styles" / "Own").mkdir(parents=True)
    (tmp_path / "styles" / "Own" / "Foo.yml").write_text(
        "extends: existence\nmessage: \"No '%s'.\"\nlevel: error\ntokens: [foo]\n", encoding="utf-8"
    )
    (tmp_path / "page.md").write_text("A foo.\n", encoding="utf-8")
    done = run("init", "--from-vale", cwd=tmp_path)
    assert done.code == 0, done
    assert "Own.Foo" in run("check", cwd=tmp_path).out


def test_explanations(folder: Path) -> None:
    explained = run("rule", "english.point", cwd=folder).out
    assert "See ⟪item⟫ 3." in explained
    listed = json.loads(run("rule", "--output-format", "json", cwd=folder).out)
    assert {"id", "severity", "why", "settings"} <= listed[0].keys()
    assert "english.website" in run("config", "--output-format", "json", cwd=folder).out


def test_rules_as_data_say_where_they_run_and_how_they_look(folder: Path) -> None:
    found = run("rule", "english", "--preset", "answer", "--output-format", "json", cwd=folder)
    rules = {rule["id"]: rule for rule in json.loads(found.out)}
    assert {rule.partition(".")[0] for rule in rules} == {"english"}
    point = rules["english.point"]
    assert (point["on"], point["fixable"], point["presets"]) == (True, True, ["answer", "report"])
    assert point["url"].endswith("/rules/english.point/")
    assert point["examples"][0].keys() == {"text", "reported", "fixed", "fix"}
    assert not rules["english.obligation"]["fixable"]
    known = {rule["id"] for rule in json.loads(run("rule", "--output-format", "json", cwd=folder).out)}
    assert all(other in known for rule in rules.values() for other in rule["related"])


def test_a_list_of_rules_shows_no_template_and_what_runs(folder: Path) -> None:
    lines = run("rule", "--isolated", "--select", "english.website", cwd=folder).out.splitlines()
    assert not any("%s" in line for line in lines)
    running = [line.split()[1] for line in lines if line.startswith("+ ") and "review." not in line]
    assert running[0] == "english.website"
    assert "[*] Write «websites» instead of «sites»." in next(
        one for one in lines if "english.website" in one
    )
    done = run("rule", "englsh", cwd=folder)
    assert (done.code, "did you mean «english»?" in done.err) == (2, True)


LOADED = "import sys; from proselint_t.cli import run; code = run(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["check", "--help"]], ids=" ".join)
def test_help_loads_nothing_heavy(folder: Path, arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *arguments], capture_output=True, text=True, cwd=folder, check=True
    )
    heavy = {"spacy", "markdown_it", "rich", "pygments", "yaml", "pymorphy3", "regex"}
    assert not heavy & set(done.stderr.split())


def test_the_version_needs_neither_click_nor_metadata() -> None:
    code = (
        "import sys; from proselint_t.__main__ import main; sys.argv = ['proselint-t', '--version']; main(); "
    )
    code += "print(*({'click', 'importlib.metadata', 'dataclasses'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == f"proselint-t {version('proselint-t')}\n\n"


def test_a_check_without_inner_sentences_does_not_load_spacy(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED, "check"], capture_output=True, text=True, cwd=folder, check=True
    )
    assert not {"spacy", "pymorphy3", "rich"} & set(done.stderr.split())


@pytest.mark.parametrize("command", [["check"], ["fix"], ["check", "--diff"]], ids=" ".join)
def test_a_name_for_standard_input_means_standard_input(folder: Path, command: list[str]) -> None:
    done = run(*command, "--stdin-filename", "other.md", cwd=folder, stdin=b"A site.\n")
    assert (folder / "page.md").read_text(encoding="utf-8") == BAD
    assert "page.md" not in done.out + done.err
    assert (done.out == "A website.\n") == (command == ["fix"])
    assert run(*command, "--stdin-filename", "other.md", "page.md", cwd=folder).code == 2


def test_a_style_is_left_out_whatever_the_preset_lists(folder: Path) -> None:
    assert run("check", "--ignore", "english", cwd=folder).code == 0
    assert (
        run("check", "--preset", "answer", "--isolated", "--ignore", "english,layout", cwd=folder).code == 0
    )


def test_init_asks_nothing_and_explains_itself(tmp_path: Path) -> None:
    assert run("init", cwd=tmp_path).code == 0
    written = (tmp_path / ".proselint-t.yaml").read_text(encoding="utf-8")
    assert all(f"#   {preset} " in written for preset in PRESETS)
    examples, count = re.subn(r"^# (?=[a-z-]+:|  (?:[a-z]+\.|- ))", "", written, flags=re.MULTILINE)
    assert count > 8
    (tmp_path / "styles").mkdir()
    (tmp_path / ".proselint-t.yaml").write_text(examples, encoding="utf-8")
    assert run("config", cwd=tmp_path).code == 0


def test_presets_are_named_alike_everywhere(tmp_path: Path) -> None:
    assert set(PRESETS) == set(presets())
    assert ", ".join(PRESETS) in " ".join(run("check", "--help", cwd=tmp_path).out.split())


def test_a_byte_order_mark_is_no_character_in_python_either() -> None:
    (violation,) = check("\ufeffA site.", preset="docs").violations
    assert violation.span == (2, 6)
    fixed = fix("\ufeffA site.", preset="docs").source
    assert (fixed.text, fixed.encode()) == ("A website.", b"\xef\xbb\xbfA website.")


def test_init_proposes_what_the_files_show(tmp_path: Path) -> None:
    answer = "1) The cache is cold.\n1.1) It has no disk.\n2) The queue is empty.\n"
    task = "# 1. `A`\n`A` ≔ my answer\n\nThe text of `A`:\n\n~~~markdown\n" + answer + "~~~\n"
    for number in ("01", "02"):
        for name, text in {
            "result/EN.md": answer, "result/RU.md": answer, "req/T.md": task, "req/O.md": "`X` ≔ x\n",
            "req/note.md": "A note.\n", "res/think.md": "You should do it.\n", "reports/a.md": "# Costs\n",
        }.items():  # fmt: skip
            (tmp_path / number / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / number / name).write_text(text, encoding="utf-8")
    done = run("init", cwd=tmp_path)
    assert done.code == 0
    assert "preset: answer" in done.err
    written = (tmp_path / ".proselint-t.yaml").read_text(encoding="utf-8")
    assert written.partition("# Replies")[2].partition("\n")[2] == (
        'exclude: "**/res/"\n\n# As the files that are there suggest:\noverrides:\n'
        '  - files: "**/result/*.md"\n    preset: answer\n'
        '  - files: "**/reports/*.md"\n    preset: report\n'
        '  - files: ["**/req/O.md", "**/req/T.md"]\n    preset: notation\n    inside:\n'
        '      - {fence: markdown, after: "The text of `A`", preset: answer}\n'
    )
    assert run("check", "--exit-zero", cwd=tmp_path).code == 0


def test_init_proposes_nothing_for_ordinary_pages(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    for name in ("a", "b"):
        (tmp_path / "docs" / f"{name}.md").write_text("# Title\n\n1. One.\n2. Two.\n", encoding="utf-8")
    assert run("init", cwd=tmp_path).code == 0
    assert "\noverrides" not in (tmp_path / ".proselint-t.yaml").read_text(encoding="utf-8")
