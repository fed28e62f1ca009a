"""Patterns of files: as git reads them, in linear time, whatever they are."""

from __future__ import annotations

import re
import subprocess
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from proselint_t.text.globs import Globs
from proselint_t.text.limits import BOUNDS, MAX_PATTERNS

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("pattern", "taken", "left"),
    [
        ("a.md", ["a.md", "b/a.md", "a.md/b"], ["ba.md", "a.md5"]),
        ("/a.md", ["a.md"], ["b/a.md"]),
        ("b/a", ["b/a", "b/a/c"], ["c/b/a"]),
        ("b/", ["b/a", "c/b/a"], ["b", "c/b"]),
        ("*.md", ["a.md", "b/.md"], ["a.mdx"]),
        ("b/*", ["b/a", "b/a/c"], ["b", "c/b/a"]),
        ("b/**", ["b/a", "b/a/c"], ["b"]),
        ("**/b", ["b", "a/b", "a/b/c"], ["ab"]),
        ("a/**/b", ["a/b", "a/c/b", "a/c/d/b/e"], ["ab", "c/a/b"]),
        ("a?c", ["abc"], ["ac", "a/c"]),
        ("[a-c]x[!0-9]", ["axz", "bx-"], ["dxz", "ax1"]),
        ("[[:digit:]]", ["7"], ["a", "["]),
        ("[]a]", ["]", "a"], ["b"]),
        (r"\#a", ["#a"], [r"\#a"]),
        (r"\!a", ["!a"], ["a"]),
        (r"a\ ", ["a "], ["a"]),
        ("a  ", ["a"], ["a  "]),
        ("*a*a*b", ["aab", "xaxaxb", "aaab"], ["ab", "aaba"]),
        ("**/a/**/b/**", ["a/b/c", "x/a/y/b/z"], ["a/b", "b/a/c"]),
    ],
)
def test_patterns(pattern: str, taken: list[str], left: list[str]) -> None:
    globs = Globs([pattern])
    assert [path for path in taken + left if globs.take(path)] == taken


def test_the_last_pattern_that_matches_counts() -> None:
    globs = Globs(["*.md", "!a.md", "#b", "", "c/", "!c/a.md"])
    assert [globs.take(path) for path in ("b.md", "a.md", "c/a.md", "#b")] == [True, False, True, False]
    assert [globs.verdict(path) for path in ("b.md", "a.md", "x")] == [True, False, None]


@pytest.mark.parametrize("pattern", ["!", "/", "[", "a[", "a\\", "[]", "[z-a]"])
def test_what_can_match_nothing(pattern: str) -> None:
    assert not Globs([pattern]).take("a")
    with pytest.raises(ValueError, match=r"empty|set|range"):
        Globs([pattern], strict=True)


def test_there_are_not_too_many() -> None:
    with pytest.raises(ValueError, match="more than 10,000 patterns"):
        Globs(["a"] * (BOUNDS[MAX_PATTERNS].usual + 1))


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("*a" * 100 + "b", "a" * 250),
        ("*a*" * 60 + "b", "a" * 250),
        ("**/a/" * 100 + "b", "a/" * 1000 + "c"),
        ("**/*a*a*a*a*/" * 20 + "b", ("a" * 200 + "/") * 20 + "c"),
        ("*" * 10_000 + "b", "a" * 250),
        ("?*" * 200 + "[b]", "a" * 250),
    ],
)
def test_nothing_backtracks(pattern: str, path: str) -> None:
    began = time.process_time()
    assert not Globs([pattern]).take(path)
    assert time.process_time() - began < 2


NAMES = st.text("ab-]", min_size=1, max_size=3)
PATHS = st.lists(NAMES, min_size=1, max_size=3).map("/".join)
ODD = re.compile(r"[^/*!]\*\*|\*\*[^/*]")
"""Two stars beside a name are one star, its pages say; behind a plain beginning git takes them for more."""
_PIECES = ["a", "b", "*", "**", "?", "/", "**/", "[ab]", "[!a]", "!", "\\a", "-", "]"]
LINES = st.lists(st.sampled_from(_PIECES), max_size=7).map("".join).filter(lambda line: not ODD.search(line))


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("repository")
    subprocess.run(["git", "init", "-q", folder], check=True)
    return folder


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(LINES, max_size=4), paths=st.lists(PATHS, min_size=1, max_size=6, unique=True))
def test_git_says_the_same(repository: Path, lines: list[str], paths: list[str]) -> None:
    (repository / ".gitignore").write_text("\n".join(lines), encoding="utf-8")
    done = subprocess.run(
        ["git", "check-ignore", "--no-index", "--stdin", "-z"],
        cwd=repository, input="\0".join(paths), capture_output=True, text=True, check=False,
    )  # fmt: skip
    ignored = set(done.stdout.split("\0")) - {""}
    globs = Globs(lines)
    assert {path for path in paths if globs.take(path)} == ignored
