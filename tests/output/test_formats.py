"""Every format on one small document."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from proselint_t.document import parse
from proselint_t.lint.linter import Report
from proselint_t.output import RenderOptions, map_renderer, renderer, revision_renderer
from proselint_t.output.lines import diff, statistics, statistics_json
from proselint_t.rules.rule import RuleMeta, Severity, Violation
from proselint_t.text.edits import Applicability, Edit, Fix
from proselint_t.text.formats import MAPS, REPORTS, REVISIONS
from proselint_t.text.printable import printable
from proselint_t.text.source import Source
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

LINES = st.lists(st.sampled_from(["", "", "a", "b", "-- c", "\\ d", "\té "]), max_size=12)
TEXT = "# Title\n\n1.1) The site of «日本» is the old site.\n1.2) Второй пункт.\n"


def violations(text: str) -> Iterator[Violation]:
    first = text.index("site")
    second = text.index("site", first + 1)
    edit = Fix((Edit(Span(first, first + 4), "website"),), "Replace with «website»")
    yield Violation(
        "english.website", Severity.ERROR, Span(first, first + 4), "Write «website» instead of «site».", edit
    )
    unsafe = Fix(
        (Edit(Span(second, second + 4), "page"),),
        "Replace with «page»",
        Applicability.UNSAFE,
        ("place", "view"),
    )
    yield Violation("english.website", Severity.WARNING, Span(second, second + 4), "Which\nsite?", unsafe)
    third = text.index("Второй")
    yield Violation("typography.digits", Severity.SUGGESTION, Span(third, third + 6), "Пишите цифрами.")


def report(text: str = TEXT, path: str = "notes/a.md") -> Report:
    return Report(parse(Source(text, path)), tuple(violations(text)))


def rendered(name: str, *reports: Report, options: RenderOptions | None = None) -> str:
    return "".join(renderer(name)(reports, options or RenderOptions()))


def test_concise() -> None:
    assert rendered("concise", report()) == (
        "notes/a.md:3:10: error: english.website [*] Write «website» instead of «site».\n"
        "notes/a.md:3:34: warning: english.website Which␊site?\n"
        "notes/a.md:4:6: suggestion: typography.digits Пишите цифрами.\n"
    )


def test_grouped() -> None:
    assert rendered("grouped", Report(report().document, ()), report()) == (
        "notes/a.md:\n"
        "  3:10  error: english.website [*] Write «website» instead of «site».\n"
        "  3:34  warning: english.website Which␊site?\n"
        "   4:6  suggestion: typography.digits Пишите цифрами.\n"
        "\n"
    )


def test_full() -> None:
    assert rendered("full", report(), options=RenderOptions(unsafe_fixes=True)) == (
        "error: english.website [*] Write «website» instead of «site».\n"
        " --> notes/a.md:3:10\n"
        "  |\n"
        "3 | 1.1) The site of «日本» is the old site.\n"
        "  |          ^^^^\n"
        "  |\n"
        "  = fix: Replace with «website»\n"
        "\n"
        "warning: english.website [*] Which␊site?\n"
        " --> notes/a.md:3:34\n"
        "  |\n"
        "3 | 1.1) The site of «日本» is the old site.\n"
        "  |                                    ^^^^\n"
        "  |\n"
        "  = unsafe fix: Replace with «page» (or «place» or «view»)\n"
        "\n"
        "suggestion: typography.digits Пишите цифрами.\n"
        " --> notes/a.md:4:6\n"
        "  |\n"
        "4 | 1.2) Второй пункт.\n"
        "  |      ^^^^^^\n"
        "\n"
    )


def full_excerpt(text: str, span: Span, width: int = 60) -> list[str]:
    one = Violation("layout.x", Severity.ERROR, span, "Here.")
    lines = rendered(
        "full", Report(parse(Source(text, "a.md")), (one,)), options=RenderOptions(width=width)
    ).split("\n")
    return lines[3:-2]


def test_a_long_line_is_cut_around_the_place() -> None:
    text = "word " * 100 + "HERE " + "word " * 100
    line, marks = full_excerpt(text, Span(500, 504))
    assert len(line) <= 60
    assert line.startswith("1 | …")
    assert line.endswith("…")
    assert line[marks.index("^") : marks.rindex("^") + 1] == "HERE"


@pytest.mark.parametrize("width", [-5, 0, 1, 20, 40, 44, 60, 100])
@pytest.mark.parametrize("filler", ["word ", "слово ", "世界", "🤔 ", "e\u0301 ", "a\tb "])
@pytest.mark.parametrize("count", [0, 1, 9, 100])
def test_the_place_is_marked_at_any_width(width: int, filler: str, count: int) -> None:
    before = filler * count
    line, marks = full_excerpt(f"{before}HERE{before}", Span(len(before), len(before) + 4), width)
    assert cell_len(line) <= max(width, 44)
    assert cell_len(line.partition("HERE")[0]) == marks.index("^")
    assert marks.count("^") == 4


@pytest.mark.parametrize("name", ["full", "concise", "grouped"])
@pytest.mark.parametrize("width", [1, 20])
def test_nothing_is_lost_on_a_narrow_terminal(name: str, width: int) -> None:
    wide, narrow = (
        rendered(name, report(), options=RenderOptions(width=columns)) for columns in (1000, width)
    )
    for one in report().violations:
        assert one.rule in narrow
        assert printable(one.message) in narrow
    assert re.findall(r"\d+:\d+", narrow) == re.findall(r"\d+:\d+", wide)


def test_a_blank_line_is_shown_between_its_neighbours() -> None:
    assert full_excerpt("One.\n\n\nTwo.\n", Span(6, 7)) == ["2 |", "3 |", "  | ^", "4 | Two."]


@pytest.mark.parametrize("span", [Span(0, 0), Span(4, 4), Span(4, 5), Span(2, 9)])
def test_an_empty_or_long_match_is_marked_on_its_first_line(span: Span) -> None:
    line, marks = full_excerpt("One.\nTwo.\n", span)[:2]
    assert line == "1 | One."
    assert marks.count("^") == max(min(span.end, 4) - span.start, 1)


@pytest.mark.parametrize("name", ["full", "concise", "grouped"])
def test_a_document_cannot_steer_the_terminal(name: str) -> None:
    text = TEXT.replace("the old", "the \x1b]0;owned\x07\x9b old")
    shown = rendered(name, report(text, "a\x1b[2J.md"))
    assert not set(shown) & {"\x1b", "\x07", "\x9b"}


@pytest.mark.parametrize("name", ["full", "concise", "grouped"])
def test_colour_comes_only_when_asked_for(name: str) -> None:
    assert "\x1b[" in rendered(name, report(), options=RenderOptions(color=True))
    assert "\x1b[" not in rendered(name, report())


def test_json_has_the_keys_of_the_contract() -> None:
    first, second, third = json.loads(
        rendered(
            "json",
            report(),
            options=RenderOptions(meta=lambda rule: RuleMeta(rule, "existence", "", link=f"x:{rule}")),
        )
    )
    start = TEXT.index("site")
    assert list(first) == [
        "rule", "severity", "message", "path", "line", "column", "end_line", "end_column", "start", "end",
        "match", "point", "language", "url", "fingerprint", "fix",
    ]  # fmt: skip
    assert first["fix"] == {
        "applicability": "safe",
        "title": "Replace with «website»",
        "edits": [{"start": start, "end": start + 4, "text": "website"}],
        "alternatives": [],
    }
    assert (first["line"], first["column"], first["end_line"], first["end_column"]) == (3, 10, 3, 14)
    assert (first["point"], first["language"], first["url"]) == ("1.1", "en", "x:english.website")
    assert (third["point"], third["language"], third["fix"]) == ("1.2", "ru", None)
    assert second["fix"]["alternatives"] == ["place", "view"]
    assert len({first["fingerprint"], second["fingerprint"], third["fingerprint"]}) == 3


def test_json_is_one_array_whatever_the_number_of_documents() -> None:
    assert json.loads(rendered("json")) == []
    assert len(json.loads(rendered("json", report(), report(path="b.md")))) == 6


def test_json_lines_are_the_elements_of_the_array() -> None:
    lines = rendered("json-lines", report()).splitlines()
    assert [json.loads(line) for line in lines] == json.loads(rendered("json", report()))


def test_fingerprints_survive_moved_lines_and_other_paths() -> None:
    moved = report("Added.\n\n" + TEXT, "elsewhere.md")
    prints = [
        [one["fingerprint"] for one in json.loads(rendered("json", each))] for each in (report(), moved)
    ]
    assert prints[0] == prints[1]


def test_statistics() -> None:
    assert "".join(statistics([report()], RenderOptions())) == (
        "     2  [*] english.website\n     1  [ ] typography.digits\n"
    )
    assert json.loads("".join(statistics_json([report()], RenderOptions(unsafe_fixes=True)))) == [
        {"rule": "english.website", "count": 2, "fixable": 2},
        {"rule": "typography.digits", "count": 1, "fixable": 0},
    ]


def test_diff() -> None:
    before, after = Source("a\r\nb\n\x0c c", "x.md"), Source("a\r\nB\n\x0c c", "x.md")
    assert "".join(diff(before, after, RenderOptions())) == (
        "--- x.md\n+++ x.md\n@@ -1,3 +1,3 @@\n a\r\n-b\n+B\n ␌ c\n\\ No newline at end of file\n"
    )
    assert not list(diff(before, before, RenderOptions()))


@given(LINES, LINES, st.sampled_from(["\n", "\r\n"]))
def test_a_diff_makes_the_new_text_of_the_old_one(old: list[str], new: list[str], newline: str) -> None:
    before, after = (Source(newline.join(lines), "x.md") for lines in (old, new))
    shown = "".join(diff(before, after, RenderOptions()))
    assert bool(shown) == (before.text != after.text)
    with TemporaryDirectory() as folder:
        path = Path(folder, "x.md")
        path.write_bytes(before.encode())
        if shown:
            subprocess.run(["git", "apply", "-p0", "-"], cwd=folder, input=shown.encode(), check=True)
        assert path.read_bytes() == after.encode()


def test_there_is_a_module_for_every_format() -> None:
    tables = ((REPORTS, renderer), (MAPS, map_renderer), (REVISIONS, revision_renderer))
    for table, render_of in tables:
        assert all(callable(render_of(name)) for name in table)
    with pytest.raises(KeyError):
        renderer("statistics")
