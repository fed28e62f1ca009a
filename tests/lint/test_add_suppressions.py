"""`--add-suppressions`: comments that silence what there is and change nothing else."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from proselint_t import check
from proselint_t.cli import run as run_here
from proselint_t.config import CommandLine, Resolver
from proselint_t.lint.linter import check as lint
from proselint_t.lint.silencing import with_suppressions
from proselint_t.text.source import Source
from tests.conftest import ROOT
from tests.document.specs import commonmark, fixtures
from tests.end_to_end.test_cli import run

if TYPE_CHECKING:
    from proselint_t.rules.rule import ActiveRule

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
        (
            "A site. <!-- proselint-t-disable-line english.point -- why -->\n",
            f"A site. <!-- proselint-t-disable-line english.point -- why --> {MARK}\n",
        ),
        (
            "# A site <!-- proselint-t-disable-line english.point -- their word --> #\n",
            f"# A site {MARK.replace(RULE, f'english.point {RULE}')} #\n",
        ),
        (
            "`<!-- proselint-t-disable-line english.point -- their word -->` site",
            f"`<!-- proselint-t-disable-line english.point -- their word -->` site {MARK}",
        ),
    ],
)
def test_where_the_comment_stands(text: str, silenced: str) -> None:
    result = with_suppressions(check(text, select=[RULE]), "their word")
    assert result.text == silenced
    assert not check(result.text, select=[RULE]).violations


@pytest.mark.parametrize(
    "text", ["The site.\n", "# The site\n", "- A site {value}\n\n  the site\n", "| a |\n|---|\n| site |\n", "<Tab>\n\nThe site.\n\n</Tab>\n"]
)  # fmt: skip
def test_a_file_of_mdx_gets_comments_of_mdx(text: str, tmp_path: Path) -> None:
    page = tmp_path / "page.MDX"
    page.write_text(text, encoding="utf-8")
    command = ["check", "--isolated", "--select", RULE, "--add-suppressions=their word", str(page)]
    assert run_here(command) == 0
    mark = f"{{/* proselint-t-disable-line {RULE} -- their word */}}"
    written = page.read_text(encoding="utf-8")
    assert written.count(mark) == text.count("site")
    assert re.sub(rf" {re.escape(mark)}", "", written) == text
    assert run_here(["check", "--isolated", "--select", RULE, str(page)]) == 0


class _Page(HTMLParser):
    """What a reader of HTML gets, comments left out and white space folded."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.seen: list[object] = []
        markdown = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(footnote_plugin)
        self.feed(re.sub("<!--(?:-?>)", "", markdown.render(text)))  # whole comments, unknown to this parser

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, attrs))

    def handle_endtag(self, tag: str) -> None:
        self.seen.append((tag, None))

    def handle_data(self, data: str) -> None:
        self.seen += data.split()


@cache
def everything() -> tuple[ActiveRule, ...]:
    return Resolver(CommandLine(isolated=True, preset="answer")).for_file(Path("document.md")).rules


def assert_sound(text: str) -> int:
    """Silencing changes nothing for a reader, wakes nothing, and is done at once. How many it silenced."""
    before = lint(Source(text), everything())
    silenced = with_suppressions(before)
    after = lint(silenced, everything())
    assert _Page(silenced.text).seen == _Page(text).seen, silenced.text
    assert after.document.shape == before.document.shape, silenced.text
    left = Counter((one.rule, one.message) for one in after.violations)
    assert left <= Counter((one.rule, one.message) for one in before.violations), silenced.text
    assert with_suppressions(after).text == silenced.text, silenced.text
    return len(before.violations) - len(after.violations)


def test_specification_examples() -> None:
    """Their words, which stand everywhere a word can, are made to be reported."""
    texts = [re.sub(r"\b(?:foo|a|title)\b", "site", text) for text in (*commonmark(), *fixtures())]
    texts.remove("- <!--\nsite\n-->\n")  # a comment left open eats what follows, ours too
    assert sum(map(assert_sound, texts)) > 400


def test_own_examples() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "examples").glob("*.md"))]
    texts += [example.text for one in everything() for example in one.rule.meta.examples]
    assert sum(map(assert_sound, texts)) > 200


@pytest.mark.parametrize(
    "text",
    [
        "The site `a\nb`.\n",
        "The site $x\ny$.\n",
        "The site <a title='a\nb'>c</a>.\n",
        "The site [a](b 'c\nd').\n",
        "The site <!-- a\nb -->.\n",
        "| a |\n|---|\n| site | b |\n",
    ],
)
def test_where_no_comment_can_stand(text: str) -> None:
    report = check(text, select=[RULE])
    assert report.violations
    assert with_suppressions(report).text == text


PIECES = (
    *("site", "site ", "item 3", "don't ", " ", "\n", "\n\n", "  \n", "\\", "`", "**", "&amp;", "{{ a }}"),
    *("# ", "1) ", "> ", "- ", "    ", "| ", "|---|\n", "| a |\n|---|\n", "[^1]", "[^1]: "),
    *("<a title='x\ny'>", "<b\nc>", "</a>", "[a](b 'c\nd')", "![site\nb](c)", "[a\nsite](b)"),
)


@example("\\  \nsite")
@example("site\n    > ")
@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_silencing_is_sound_in_any_text(text: str) -> None:
    assert_sound(text)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.md").write_text("The site and item 1.\n\nA site.\n", encoding="utf-8")
    return tmp_path


FLAGS = ("check", "--isolated", "--select", "english.website,english.point")


def test_the_flag_takes_no_path_for_a_reason(folder: Path) -> None:
    done = run(*FLAGS, "--add-suppressions", "a.md", cwd=folder)
    assert (done.code, done.out) == (0, "")
    assert "Silenced 3 violations." in done.err
    assert (folder / "a.md").read_text(encoding="utf-8") == (
        "The site and item 1. <!-- proselint-t-disable-line english.point english.website -->\n"
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
    assert "Beside 1 violation no comment can stand" in done.err
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
        ("--add-suppressions=a\rb",),
        ("--add-suppressions=\udcff",),
        ("--add-suppressions", "--update-baseline"),
        ("--add-suppressions", "--diff"),
        ("--add-suppressions", "-"),
        ("--update-baseline", "-"),
        ("--statistics", "--output-format", "junit"),
        ("--by-point", "--output-format", "sarif"),
        ("--by-point", "--statistics"),
        ("--watch", "-"),
        ("--watch", "--output-file", "report"),
        ("-", "page.md"),
        ("--select", "review.numbering"),
    ],
)
def test_contradictions_are_refused(flags: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert run_here(["check", *flags]) == 2
    assert re.search("leave (it )?out|: take|name them|without", capsys.readouterr().err)


def test_bytes_beside_the_text_are_kept(folder: Path) -> None:
    (folder / "a.md").write_bytes(b"\xef\xbb\xbfThe site.\r\n")
    assert run(*FLAGS, "--add-suppressions", cwd=folder).code == 0
    data = (folder / "a.md").read_bytes()
    assert Source.decode(data).bom
    assert data.endswith(b"-->\r\n")
