"""The commands of a bundle: check, build, extract, adopt, show, diff, graph, renumber."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from proselint_t.cli.bundle import bundle as command
from proselint_t.notation.composite import filled

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "O.md").write_text("# 1.\n`P⁎` ≔ (the project)\n", "utf-8")
    (tmp_path / "T.md").write_text("# 1.\n`A⁎` ≔\n~~~markdown\n1) One.\n~~~\n`P⁎` and `Q⁎`.\n", "utf-8")
    return tmp_path


def run(*arguments: object) -> Any:
    return CliRunner().invoke(command, [str(one) for one in arguments])


def test_check_reads_the_documents_together(folder: Path) -> None:
    result = run("check", "--isolated", "--output-format", "concise", folder)
    assert "T.md:6:11: error: notation.undefined-symbol" in result.output
    assert "P⁎" not in result.output


def check(*arguments: object) -> list[str]:
    """The reports of `bundle check`, without the folder."""
    result = run("check", "--isolated", "--output-format", "concise", *arguments)
    return [line.rpartition("/")[2] for line in result.output.splitlines() if ".md:" in line]


def test_build_and_extract_are_inverse(folder: Path) -> None:
    assert run("build", folder).exit_code == 0
    composite = folder / "composite.md"
    assert composite.read_text("utf-8").startswith("# 1. `O.md`\n~~~~~~markdown\n# 1.\n")
    assert run("extract", f"{composite}#T.md").output == (folder / "T.md").read_text("utf-8")
    assert run("extract", f"{composite}#A⁎").output == "1) One.\n"
    assert run("extract", f"{folder / 'T.md'}#A⁎").output == "1) One.\n"
    assert "inside stand: A⁎" in str(run("extract", f"{folder / 'T.md'}#B⁎").exception)
    assert "Q⁎" in run("check", "--isolated", composite).output


def test_what_did_not_change_is_built_byte_for_byte(folder: Path) -> None:
    old = "# 1. `L.md`\n~~~~~~~~markdown\nno file\n~~~~~~~~\n\n\n# 7. `O.md`\n~~~~~~markdown\n{}\n~~~~~~\nend"
    composite, facts = folder / "composite.md", folder / "O.md"
    (folder / "T.md").unlink()
    composite.write_bytes(old.format(facts.read_text("utf-8").rstrip() + " \n\n").encode())
    before = composite.read_bytes()
    assert run("build", folder).exit_code == 0
    assert composite.read_bytes() == before
    composite.write_bytes(
        before.replace(b"# 7. `O.md`\n~~~~~~", b"# 7. `O.md`\n~~~~~~~").replace(b"~\nend", b"~~\nend")
    )
    facts.write_text("# 1.\n", "utf-8")
    assert run("build", folder).exit_code == 0
    assert b"# 7. `O.md`\n~~~~~~~markdown\n# 1.\n\n~~~~~~~\nend" in composite.read_bytes()
    composite.write_bytes(before)
    facts.write_text("# 1.\n~~~~~~~\nmore\n~~~~~~~", "utf-8")
    assert run("build", folder).exit_code == 0
    new = old.format(facts.read_text("utf-8")).replace("~~~~~~markdown\n#", "~~~~~~~~markdown\n#")
    assert composite.read_text("utf-8") == new.replace("\n~~~~~~\nend", "\n~~~~~~~~\nend")


def test_a_composite_with_the_newlines_of_windows(folder: Path) -> None:
    composite = folder / "composite.md"
    composite.write_bytes(b"# 1. `X.md`\r\n~~~~~~markdown\r\none\r\n\r\n~~~~~~\r\n")
    assert run("extract", f"{composite}#X.md").stdout_bytes == b"one\r\n"


def test_a_new_document_joins_those_of_the_composite(folder: Path) -> None:
    (folder / "composite.md").write_text("# 1. `L.md`\n~~~~~~markdown\nno file\n~~~~~~\n", "utf-8")
    assert run("build", folder).exit_code == 0
    text = (folder / "composite.md").read_text("utf-8")
    assert [line for line in text.splitlines() if line.endswith(".md`")] == [
        "# 1. `L.md`", "# 2. `O.md`", "# 3. `T.md`",
    ]  # fmt: skip


def test_build_writes_over_no_other_document(folder: Path) -> None:
    before = (folder / "O.md").read_bytes()
    assert "no composite file" in str(run("build", folder, "-o", folder / "O.md").exception)
    assert (folder / "O.md").read_bytes() == before


TEMPLATE = "# 1.\n`A⁎` ≔\n~~~markdown\nSTUB\n~~~\nThe word `STUB`; mend `D⁎(STUB)`.\n## 1.1.\nSTUB\n"


def test_slots_and_parameters_are_filled_and_none_is_left_over(folder: Path) -> None:
    (folder / "T.md").write_text(TEMPLATE, "utf-8")
    (folder / "answer.md").write_text("1) One.\n", "utf-8")
    answer = ("--fill", f"T.md#A⁎={folder / 'answer.md'}")
    place = ("--fill", f"T.md#§1.1={folder / 'answer.md'}")
    assert "STUB is left over" in str(run("build", folder, *answer, "--set", "D⁎=3").exception)
    assert not (folder / "composite.md").exists()
    assert run("build", folder, *answer, *place, "--set", "D⁎=3").exit_code == 0
    composite = folder / "composite.md"
    text = composite.read_text("utf-8")
    assert "~~~markdown\n1) One.\n~~~\nThe word `STUB`; mend `D⁎(3)`.\n## 1.1.\n1) One.\n" in text
    assert run("build", folder).exit_code == 0  # what was filled stays
    assert composite.read_text("utf-8") == text
    assert check("--composite", "--select", "notation.composite", folder) == []
    assert run("build", folder, "--keep-stubs", "-o", folder / "other.md").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--fill", "T.md#B⁎=FILE"), "no «B⁎» to fill"),
        (("--fill", "T.md#A⁎=FILE", "--fill", "T.md#A⁎=FILE"), "holds no STUB"),
        (("--fill", "T.md=FILE"), "holds 3 STUB"),
        (("--fill", "X.md#A⁎=FILE"), "a document of: O.md, T.md"),
        (("--set", "E⁎=3"), "no document says «E⁎(STUB)»"),
    ],
)
def test_a_slot_that_is_not_there(folder: Path, arguments: tuple[str, ...], told: str) -> None:
    (folder / "T.md").write_text(TEMPLATE, "utf-8")
    result = run("build", folder, *(one.replace("FILE", str(folder / "O.md")) for one in arguments))
    assert told in result.output + str(result.exception)
    assert not (folder / "composite.md").exists()


@pytest.mark.parametrize(
    ("template", "text", "expected"),
    [
        ("a STUB b", "a x\ny b \n", True),
        ("a STUB b", "a b", False),
        ("a STUB b STUB", "a 1 b 2", True),
        ("a STUB b STUB c", "a 1 c", False),
        ("a `STUB` b", "a x b", False),
        ("a", "a\n\n", True),
    ],
)
def test_a_text_that_fills_a_template(template: str, text: str, expected: bool) -> None:
    assert filled(template, text) is expected


def test_a_composite_is_held_against_the_files_beside_it(folder: Path) -> None:
    assert run("build", folder).exit_code == 0
    composite = folder / "composite.md"
    assert check("--composite", "--select", "notation.composite", folder) == []
    (folder / "O.md").write_text("# 1.\n`P⁎` ≔ (another)\n", "utf-8")
    os.utime(composite, (1, 1))
    (report,) = check("--composite", "--select", "notation.composite", folder)
    assert report.startswith("composite.md:1:1: error: notation.composite «# 1. `O.md`» is stale")
    assert report.endswith("from line 2 of the document on.")
    os.utime(folder / "O.md", (0, 0))
    assert "differs from its file" in check("--composite", "--select", "notation.composite", folder)[0]
    part = "\n\n# 3. `T.md`\n~~~~~~markdown\nSTUB\n~~~~~~"
    composite.write_text(composite.read_text("utf-8") + part, "utf-8")
    told = "\n".join(check("--composite", folder))
    assert "«# 3. `T.md`» stands in line 8 already" in told
    assert "«STUB» is left in `T.md`" in told
    assert check(folder) == check(folder, "--ignore", "notation.composite")  # nothing of it without the flag


def test_adopt_adds_a_point_once(folder: Path) -> None:
    reply = folder / "reply.md"
    reply.write_text("## 1. Sum\nDone.", "utf-8")
    arguments = ("adopt", reply, "--as", "# 2. A review", "--into", folder / "O.md")
    assert run(*arguments).exit_code == 0
    assert (folder / "O.md").read_text("utf-8").endswith("\n\n# 2. A review\n## 1. Sum\nDone.\n")
    assert "a point 2 already" in str(run(*arguments).exception)


def test_show_finds_definitions_uses_and_points(folder: Path) -> None:
    assert run("show", "P⁎", folder).output.splitlines() == [
        f"{folder / 'O.md'}:2:2: defined: (the project)",
        f"{folder / 'T.md'}:6:2: used",
    ]
    assert "`P⁎` ≔" in run("show", "§1", folder).output
    assert "knows" in str(run("show", "Z⁎", folder).exception)


def test_a_folder_without_documents_and_a_name_twice(folder: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "no documents of a bundle" in str(run("check", empty).exception)
    assert "two documents of one name" in str(run("check", folder, folder / "O.md").exception)


def test_the_ontology_of_the_configuration_adopts(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / ".proselint-t.yaml").write_text("roles: {ontology: facts.md}\n", "utf-8")
    (folder / "facts.md").write_text("# 1.\n", "utf-8")
    (folder / "reply.md").write_text("Done.\n", "utf-8")
    monkeypatch.chdir(folder)
    assert run("adopt", "reply.md", "--as", "# 2. A review").exit_code == 0
    assert (folder / "facts.md").read_text("utf-8") == "# 1.\n\n# 2. A review\nDone.\n"


def test_show_takes_a_point_of_one_document_with_what_is_below(folder: Path) -> None:
    (folder / "O.md").write_text("# 1.\nHere.\n## 1.1.\nBelow.\n# 2.\nNot.\n", "utf-8")
    told = run("show", "O.md::§1", folder).output
    assert told == f"{folder / 'O.md'}:1:1:\n# 1.\nHere.\n## 1.1.\nBelow.\n"


def test_diff_names_documents_points_and_symbols(folder: Path, tmp_path: Path) -> None:
    step = tmp_path / "next"
    step.mkdir()
    (step / "O.md").write_text("# 1.\n`P⁎` ≔ (another)\n## 1.1. More\n`R⁎`[§1.1] ≔ (new)\n", "utf-8")
    (step / "E.md").write_text("# 1.\n", "utf-8")
    result = run("diff", folder, step)
    assert result.exit_code == 0  # as it returns outside of the program: the value is its result
    assert result.output.splitlines() == [
        "O.md:1: ~ point §1",
        "O.md:3: + point §1.1",
        "O.md:2: ~ symbol P⁎",
        "O.md:4: + symbol R⁎[§1.1]",
        "T.md:1: - document",
        "E.md:1: + document",
    ]
    (first, *_) = json.loads(run("diff", folder, step, "--output-format", "json").output)
    assert first == {"change": "~", "what": "point", "document": "O.md", "name": "§1", "line": 1}
    assert run("diff", folder, folder).output == ""


def test_the_graph_of_a_bundle(folder: Path) -> None:
    (folder / "O.md").write_text(
        "# 1.\n`P⁎` ≔ (of `M₁`; see §1.1)\n`M⠿` ≔ ⠿~ (by `P⁎`)\n## 1.1. <b>\n", "utf-8"
    )
    lines = run("graph", folder).output.splitlines()
    assert f"{folder / 'O.md'}:2: P⁎ → M⠿" in lines
    assert f"{folder / 'O.md'}:1: O.md §1 → M⠿, P⁎, O.md §1.1" in lines
    assert lines[-1] == "defined in a circle: P⁎ → M⠿ → P⁎"
    data = json.loads(run("graph", folder, "--output-format", "json").output)
    assert {"source": "P⁎", "target": "M⠿", "kind": "means"} in data["edges"]
    assert data["cycles"] == [["P⁎", "M⠿", "P⁎"]]
    assert '  "P⁎" -> "M⠿" [style=solid];' in run("graph", folder, "--output-format", "dot").output
    page = run("graph", folder, "--output-format", "html").output
    assert "&lt;b&gt;" in page
    assert "<b>" not in page
    assert "<script" not in page


NUMBERS = "# 1.\n`P⁎`[§4-§4.2] ≔ (see §4.2, §9.1 and `T.md` §3)\n\n# 4. Prices\nOr [prices](#4-prices).\n## 4.2.\n4.2.1) One.\n# 9.\n## 9.1.\n"


def test_renumber_mends_numbers_with_all_references(folder: Path) -> None:
    (folder / "O.md").write_text(NUMBERS, "utf-8")
    (folder / "T.md").write_text("# 3.\nSee `O.md` §4.2.1, O.md §9 and §3.\n", "utf-8")
    before = [(folder / name).read_text("utf-8") for name in ("O.md", "T.md")]
    assert "--diff shows it" in run("renumber", folder).output
    shown = run("renumber", "--diff", folder).output
    assert [(folder / name).read_text("utf-8") for name in ("O.md", "T.md")] == before
    assert "+Or [prices](#2-prices)." in shown
    assert run("renumber", "--unsafe-fixes", folder).exit_code == 0
    assert (folder / "O.md").read_text("utf-8") == (
        "# 1.\n`P⁎`[§2-§2.1] ≔ (see §2.1, §3.1 and `T.md` §1)\n\n"
        "# 2. Prices\nOr [prices](#2-prices).\n## 2.1.\n2.1.1) One.\n# 3.\n## 3.1.\n"
    )
    assert (folder / "T.md").read_text("utf-8") == "# 1.\nSee `O.md` §2.1.1, O.md §3 and §1.\n"
    assert "nothing to renumber" in run("renumber", "--unsafe-fixes", folder).output


def test_renumber_moves_what_replies_and_links_name(folder: Path) -> None:
    text = (
        "# {0}. Prices\n# {1}. A review (by a model)\n## 1. Sum\nAs §1 says, and §{1}; O.md §{0}, O.md §{1}.\n"
        "### 1.1. On §{1}\n# {2}. A letter\n## On prices and §{2}\nSee §{2} and [more](T.md#{0}-sums).\n"
    )
    (folder / "O.md").write_text(text.format(2, 5, 7), "utf-8")
    (folder / "T.md").write_text(
        "# 2. Sums\nSee [prices](O.md#2-prices), [dates](other/O.md#2-prices).\n", "utf-8"
    )
    assert run("renumber", "--unsafe-fixes", folder).exit_code == 0
    assert (folder / "O.md").read_text("utf-8") == text.format(1, 2, 3)
    assert (folder / "T.md").read_text("utf-8") == (
        "# 1. Sums\nSee [prices](O.md#1-prices), [dates](other/O.md#2-prices).\n"
    )


def test_renumber_takes_one_document(folder: Path) -> None:
    (folder / "O.md").write_text("# 2.\n", "utf-8")
    (folder / "T.md").write_text("# 3.\nSee `O.md` §2.\n", "utf-8")
    assert "no document of this bundle" in str(run("renumber", "--diff", "--only", "X.md", folder).exception)
    assert run("renumber", "--unsafe-fixes", "--only", "O.md", folder).exit_code == 0
    assert (folder / "T.md").read_text("utf-8") == "# 3.\nSee `O.md` §1.\n"


def test_renumber_writes_all_files_or_none(folder: Path) -> None:
    (folder / "O.md").write_text("# 2.\n", "utf-8")
    (folder / "T.md").write_text("# 3.\n", "utf-8")
    (folder / "T.md").chmod(0o444)
    assert "read-only" in str(run("renumber", "--unsafe-fixes", folder).exception)
    assert (folder / "O.md").read_text("utf-8") == "# 2.\n"


def test_two_twins_are_told_apart(folder: Path) -> None:
    (folder / "O.md").write_text("# 1.\n# 2.\n# 2.\n## 2.1.\n\nSee §2.1 and §2.\n", "utf-8")
    (folder / "T.md").write_text("Read `O.md` §2.1.\n", "utf-8")
    assert run("renumber", "--unsafe-fixes", folder).exit_code == 0
    assert (folder / "O.md").read_text("utf-8") == "# 1.\n# 2.\n# 3.\n## 3.1.\n\nSee §3.1 and §2.\n"
    assert (folder / "T.md").read_text("utf-8") == "Read `O.md` §3.1.\n"
