"""Bounds of what is read, and of what is tried: documented, set by the environment, told of where they are reached."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from proselint_t.text import limits
from proselint_t.text.errors import ConfigError
from proselint_t.text.limits import BOUNDS, limit
from tests.end_to_end.test_inputs import POSIX, bounded

pytestmark = POSIX
PAGE = "Our site is new.\n"
RULE = "message: No.\nlevel: error\n"
EVIL = RULE + "extends: existence\ntokens: ['(?:a|aa)+[bc][!?]']\n"
SLOW = {"styles/Own/Slow.yaml": EVIL, "page.md": ("a" * 28 + ".\n\n") * 20}
OWN = {".proselint-t.yaml": "styles: [styles]\nselect: [Own]\n"}
SWAPS = "extends: substitution\naction: {name: replace}\nswap: {%s}\n" + RULE
REVIEW = {
    "answer.md": "1) The page is long.\n",
    "defects.md": "1.\nPoint: 1.\nRemark: Long.\n",
    "reply.md": "1.\nDefect: 1.\nPoint: 1.\nAction: replace.\nOld: «The page is long.»\nNew: A page.\n",
}
LONG = "1) A long line of words that says how the page came to be.\n"
MAP = "map answer.md defects.md --edits reply.md --output-format html"
CHECK = "check page.md"


def extending(*, wide: bool) -> dict[str, str]:
    """A configuration that extends two others, side by side or one by the other."""
    first = "extends: [b.yaml, c.yaml]\n" if wide else "extends: [b.yaml]\n"
    return {".proselint-t.yaml": first, "b.yaml": "" if wide else "extends: [c.yaml]\n", "c.yaml": ""}


CASES = {
    limits.MAX_BYTES: ("500000", {"page.md": "\n" * 500_001}, CHECK, "it holds more than 500,000 bytes"),
    limits.MAX_CHARACTERS: (
        "200000",
        {".proselint-t.yaml": "#" * 200_001},
        CHECK,
        "it holds more than 200,000 characters",
    ),
    limits.MAX_LEVELS: (
        "20",
        {".proselint-t.yaml": "rules: " + "{a: " * 20 + "}" * 20},
        CHECK,
        "nested deeper than 20 levels",
    ),
    limits.MAX_EXTENDS: ("1", extending(wide=False), CHECK, "more than 1 files extend each other"),
    limits.MAX_EXTENDED: ("1", extending(wide=True), CHECK, "more than 1 files are extended in all"),
    limits.MAX_PATTERNS: ("2", {".gitignore": "a\nb\nc\n"}, "check .", "more than 2 patterns"),
    limits.MAX_TOKENS: (
        "50000",
        {**OWN, "styles/Own/Long.yaml": RULE + "extends: existence\ntokens: ['a{60000}']\n"},
        CHECK,
        "the pattern is too large",
    ),
    limits.RULE_SECONDS: ("0.1", {**OWN, **SLOW}, CHECK, "took too long and was stopped"),
    limits.DOCUMENT_SECONDS: ("0.1", {**OWN, **SLOW}, CHECK, "all the rules together took too long"),
    limits.MAX_NESTING: (
        "3",
        {"page.md": "> > > > > Our site.\n"},
        CHECK,
        "note: page.md: what is nested deeper than 3 levels is read as text",
    ),
    limits.MAX_FOLDERS: ("2", {"a/b/c/d.md": PAGE}, "check .", "a folder in more than 2 others"),
    limits.PROOF_READINGS: (
        "0",
        {"page.md": "===\ndon't ~~[" * 20 + "src/a.py " + " - § 4.2 <b><b>" * 20},
        "check --preset answer page.md",
        "not proved harmless: too many of their text are not",
    ),
    limits.MAX_ROUNDS: (
        "1",
        {**OWN, "styles/Own/A.yaml": SWAPS % "site: page", "styles/Own/B.yaml": SWAPS % "page: leaf"},
        "fix --unsafe-fixes page.md",
        "never come to an end: «page»",
    ),
    limits.MAX_PAIRS: ("1", REVIEW, MAP, "long texts of the page are marked as changed in each word"),
    limits.MAX_LINKS: (
        "2",
        {"page.md": "[a [b [c] d] e](f)\n"},
        CHECK,
        "note: page.md: links and brackets in more than 2 others are read as text",
    ),
    limits.MAX_DOCUMENTS: (
        "1",
        {
            ".proselint-t.yaml": "flavour: mkdocs\n",
            "page.md": "!!! note\n\n    !!! note\n\n        !!! note\n\n            a\n",
        },
        CHECK,
        "documents in more than 1 others are not checked",
    ),
    limits.MAX_PLACES: (
        "1",
        {
            **REVIEW,
            "answer.md": LONG,
            "defects.md": f"1.\nPoint: 1.\nQuote: «{LONG[3:-2]} indeed.»\nRemark: Long.\n",
        },
        "map answer.md defects.md",
        "a quote was compared with only 1 places",
    ),
    limits.MAX_RANGE: (
        "1",
        {
            **REVIEW,
            "answer.md": "1) A.\n\n2) B.\n\n3) C.\n\n4) D.\n",
            "defects.md": "1.\nPoints: 1–4.\nRemark: Long.\n",
        },
        "map answer.md defects.md",
        "of a range of points only the first 1 were looked at",
    ),
    limits.MAX_POINT_PAIRS: (
        "1",
        {"a.md": "1) A.\n\n2) B 5.\n", "b.md": "1) B 5.\n"},
        "pair a.md b.md",
        "long answers were paired by the numbers of their points alone",
    ),
    limits.MAX_LINE: (
        "20",
        {**REVIEW, "reply.md": "Replace «The page is long.» in point 1 with «A page.».\n"},
        "edits check reply.md --answer answer.md --defects defects.md",
        "a reply with a line of more than 20 characters is not read as words",
    ),
    limits.MAX_FILES: ("1", {"b.md": PAGE}, "init", "only the first 1 files were looked at"),
}


def test_which_are_told_of() -> None:
    assert {*BOUNDS} - {*CASES} == {limits.MAX_CACHE_BYTES}, "a cache that begins anew changes no result"


@pytest.mark.parametrize("name", CASES)
def test_reaching_one_is_told(tmp_path: Path, name: str) -> None:
    value, files, command, told = CASES[name]
    for path, text in {"page.md": PAGE, **files}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    said = bounded(*command.split(), cwd=tmp_path, **{name: value})[1]
    assert f"{told} ({name} sets another bound)" in said
    assert f"({name} sets another bound)" not in bounded(*command.split(), cwd=tmp_path)[1]


def test_the_page_names_each_with_what_holds() -> None:
    page = Path("SECURITY.md").read_text(encoding="utf-8")
    rows = re.findall(
        r"^\| [^|]+ \| ([\d,]+)[^|]* \| `(PROSELINT_T_\w+)`(?:, at most ([\d,]+))? \|$", page, re.MULTILINE
    )
    told = {
        name: tuple(int(one.replace(",", "") or 0) for one in (usual, most)) for usual, name, most in rows
    }
    most = {name: bound.most for name, bound in BOUNDS.items()}
    assert told == {
        name: (bound.usual, most[name] if most[name] < 10**15 - 1 else 0) for name, bound in BOUNDS.items()
    }


@pytest.mark.parametrize("name", [name for name, bound in BOUNDS.items() if bound.most < 10**15 - 1])
def test_beyond_the_most_there_is_an_error(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    most = BOUNDS[name].most
    monkeypatch.setenv(name, str(most))
    assert limit(name) == most
    monkeypatch.setenv(name, str(most + 1))
    with pytest.raises(ConfigError, match=f"«{most + 1}» is more than {most}, the most"):
        limit(name)


@pytest.mark.parametrize("wanted", ["-1", "1e9", ".5", "five"])
def test_what_is_no_number(wanted: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, bound in BOUNDS.items():
        monkeypatch.setenv(name, wanted)
        with pytest.raises(ConfigError, match=f"{name}: «{wanted}» is no number such as {bound.usual}"):
            limit(name)
