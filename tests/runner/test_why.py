"""``check --explain``: for each reason of a rule to keep silent the place where it does."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from proselint_t.cli import run

if TYPE_CHECKING:
    from pathlib import Path

PAGE = """\
# A site

Use the site, or `site`, or the «site» there.

```
site
```

<!-- proselint-t-disable-next-line english.website -- why not -->
Our site is here.

Наш сайт и site тут же.

| site |
|------|
| a    |

The old site.

See https://one.example/two, Use `three`, and «yes or no» there.
"""
CONFIG = """\
preset: docs
extend-select: [english.point]
ignore: [typography.terms]
rules: {english.for-example: off}
baseline: known.json
"""
CASES = {
    "reported": ("3:9", "english.website", "reported", "Write «website» instead of «site»."),
    "inline code": ("3:19", "english.website", "quiet", "the words are no prose"),
    "a quotation": ("3:34", "english.website", "quiet", "it leaves quotations alone"),
    "an address": ("20:13", "english.website", "quiet", "the words are no prose"),
    "code that no rule would speak of": ("20:36", "english.website", "quiet", "the words are no prose"),
    "a quoted word": ("20:54", "english.website", "quiet", "it leaves quotations alone"),
    "a word beside code": ("20:30", "english.website", "quiet", "it looked, and found nothing"),
    "a code block": ("6", "english.website", "quiet", "here is none: a code block"),
    "a blank line": ("2", "english.website", "quiet", "here is none: a blank line"),
    "silenced": ("10", "english.website", "silenced", "by the comment in line 9"),
    "another language": ("12", "english.website", "quiet", "it reads English sentences only"),
    "the whole document": ("1", "layout.blank-lines", "quiet", "it looked at the whole document"),
    "another language, of points": ("12", "english.point", "quiet", "it reads English sentences only"),
    "known": ("18", "english.website", "known", "the baseline lists it"),
    "nothing found": ("4", "english.website", "quiet", ""),
    "not selected": ("1", "layout.emphasis", "off", "preset docs does not select it"),
    "ignored": ("1", "typography.terms", "off", ".proselint-t.yaml switches it off"),
    "switched off": ("1", "english.for-example", "off", ".proselint-t.yaml switches it off"),
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.md").write_text("The old site.\n", encoding="utf-8")
    (tmp_path / ".proselint-t.yaml").write_text(CONFIG, encoding="utf-8")
    assert run(["check", "--update-baseline", "-q"]) == 0
    (tmp_path / "page.md").write_text(PAGE, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", CASES)
def test_the_reason(name: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place, rule, outcome, reason = CASES[name]
    assert run(["check", "--explain", f"page.md:{place}", "--output-format", "json"]) == 0
    told = {one["rule"]: one for one in json.loads(capsys.readouterr().out)}
    assert (told[rule]["outcome"], reason in told[rule]["reason"]) == (outcome, True), told[rule]


def test_for_people(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--explain", "page.md:3", "--select", "english.website"]) == 0
    assert capsys.readouterr().out.startswith(
        "page.md:3:1: Use the site, or `site`, or the «site» there.\n"
        "  paragraph, English\n\nreported\n  english.website: Write «website» instead of «site».\n"
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["page.md"], "a place is written FILE:LINE"),
        (["page.md:999"], "page.md:999: there is no such place: "),
        (["page.md:1:99"], "page.md:1:99: there is no such place"),
        (["other.md:1"], "other.md"),
        (["page.md:1", "--fix"], "--explain only tells"),
        (["page.md:1", "--output-format", "sarif"], "--explain only tells"),
        (["page.md:1", "page.md"], "--explain names its file itself"),
    ],
)
def test_what_cannot_be_explained(
    arguments: list[str], told: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", "--explain", *arguments]) == 2
    assert told in capsys.readouterr().err
