"""`--add-suppressions`: comments that silence what there is and change nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proselint_t import check
from proselint_t.cli import run as run_here
from proselint_t.document import parse
from proselint_t.silencing import silence
from proselint_t.source import Source
from tests.test_cli import run

if TYPE_CHECKING:
    from pathlib import Path

RULE = "english.website"
MARK = f"<!-- proselint-t-disable-line {RULE} -- their word -->"


@pytest.mark.parametrize(
    ("text", "silenced"),
    [
        ("The site.\n", f"The site. {MARK}\n"),
        ("The site", f"The site {MARK}"),
        ("A site,\r\nthe site.\r\n", f"A site, {MARK}\r\nthe site. {MARK}\r\n"),
        ("Старый site.  \nДа.\n", f"Старый site. {MARK}  \nДа.\n"),
        ("Old site\\\nyes.\n", f"Old site {MARK}\\\nyes.\n"),
        ("# The site ##\n", f"# The site {MARK} ##\n"),
        ("The site\n---\n", f"The site {MARK}\n---\n"),
        ("1) The site.\n2) No.\n", f"1) The site. {MARK}\n2) No.\n"),
        ("- The site.\n", f"- The site. {MARK}\n"),
        ("| a | b |\n|---|---|\n| site | c |\n", f"| a | b |\n|---|---|\n| site | c {MARK} |\n"),
    ],
)
def test_where_the_comment_stands(text: str, silenced: str) -> None:
    result = silence(check(text, select=[RULE]), "their word")
    assert result.text == silenced
    assert not check(result.text, select=[RULE]).violations


@pytest.mark.parametrize("text", ["The site `a\nb`.\n", "The site $x\ny$ is [a\nb](c.md) `d`.\n"])
def test_no_comment_changes_the_document(text: str) -> None:
    report = check(text, select=[RULE])
    changed = parse(silence(report))
    assert changed.shape == report.document.shape
    assert [one.prose.text.split() for one in changed.segments] == [
        one.prose.text.split() for one in report.document.segments
    ]


@given(
    st.lists(
        st.sampled_from(["site", " ", "\n", "\n\n", "`", "# ", "1) ", "> ", "| ", "\\", "  \n"]), max_size=20
    )
)
def test_silencing_keeps_the_shape_of_any_text(parts: list[str]) -> None:
    report = check("".join(parts), select=[RULE])
    assert parse(silence(report)).shape == report.document.shape


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.md").write_text("The site and the item.\n\nA site.\n", encoding="utf-8")
    return tmp_path


FLAGS = ("check", "--isolated", "--select", "english.website,english.point")


def test_the_flag_takes_no_path_for_a_reason(folder: Path) -> None:
    done = run(*FLAGS, "--add-suppressions", "a.md", cwd=folder)
    assert (done.code, done.out) == (0, "")
    assert "Silenced 3 violations." in done.err
    assert (folder / "a.md").read_text(encoding="utf-8") == (
        "The site and the item. <!-- proselint-t-disable-line english.point english.website -->\n"
        "\nA site. <!-- proselint-t-disable-line english.website -->\n"
    )
    assert run(*FLAGS, cwd=folder).code == 0


def test_a_reason(folder: Path) -> None:
    assert run(*FLAGS, "--add-suppressions=слово заказчика", cwd=folder).code == 0
    assert "english.website -- слово заказчика -->" in (folder / "a.md").read_text(encoding="utf-8")


def test_what_cannot_be_silenced_is_reported(folder: Path) -> None:
    (folder / "a.md").write_text("One.\n\n\n\nTwo.\n", encoding="utf-8")
    before = (folder / "a.md").read_bytes()
    done = run("check", "--isolated", "--select", "layout", "--add-suppressions", cwd=folder)
    assert (done.code, done.out.count("layout.")) == (1, 1)
    assert (folder / "a.md").read_bytes() == before


def test_known_violations_get_no_comment(folder: Path) -> None:
    assert run(*FLAGS, "--baseline", "known.json", "--update-baseline", cwd=folder).code == 0
    with (folder / "a.md").open("a", encoding="utf-8") as file:
        file.write("\nMy site.\n")
    assert run(*FLAGS, "--baseline", "known.json", "--add-suppressions", cwd=folder).code == 0
    assert (folder / "a.md").read_text(encoding="utf-8").count("<!--") == 1


@pytest.mark.parametrize(
    "flags",
    [
        ("--add-suppressions=a --> b",),
        ("--add-suppressions", "--update-baseline"),
        ("--add-suppressions", "--diff"),
        ("--add-suppressions", "-"),
        ("--update-baseline", "-"),
        ("--statistics", "--output-format", "junit"),
        ("--by-point", "--output-format", "sarif"),
    ],
)
def test_contradictions_are_refused(flags: tuple[str, ...]) -> None:
    assert run_here(["check", *flags]) == 2


def test_bytes_beside_the_text_are_kept(folder: Path) -> None:
    (folder / "a.md").write_bytes(b"\xef\xbb\xbfThe site.\r\n")
    assert run(*FLAGS, "--add-suppressions", cwd=folder).code == 0
    data = (folder / "a.md").read_bytes()
    assert Source.decode(data).bom
    assert data.endswith(b"-->\r\n")
