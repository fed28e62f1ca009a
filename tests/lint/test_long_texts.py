"""A long text is checked portion by portion as it would be at once."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from proselint_t.config import CommandLine, FileSettings, Resolver
from proselint_t.document import Document, parse
from proselint_t.document.chunks.portions import Portions
from proselint_t.lint import checking, long_texts
from proselint_t.lint.fixer import fix
from proselint_t.lint.linter import Report, check
from proselint_t.lint.long_fixes import fix_in_portions
from proselint_t.lint.long_texts import in_portions
from proselint_t.lint.proof import Proof
from proselint_t.rules.kinds import point_reference
from proselint_t.text.edits import Applicability, apply_edits
from proselint_t.text.packed import Alike
from proselint_t.text.source import Source
from tests.lint.test_incremental import LINES, PARTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from proselint_t.document.reader import InlineMemo
    from proselint_t.rules.rule import Violation

ANSWER, DOCS = (
    Resolver(CommandLine(preset=preset, isolated=True)).for_file(Path("answer.md"))
    for preset in ("answer", "docs")
)
FAR = [
    "{% raw %}\n",
    "{% endraw %}\n",
    "+++ a\n",
    "+++\n",
    "$$\n",
    "```\n$$\n```\n",
    "export const a = [\n",
    "]\n",
]
"""Lines that open a block which a line far below may close."""
ROWS = [
    "| a site | b | c |\n|---|---|---|\n",
    "a | b\n--|--\n",
    "| The site isn't new,  e.g. | <!-- proselint-t-disable-line --> our site |  |\n",
    "| a `site` | **b** | item 3\n",
    "| 1) a \\| site | b | c |\n",
    "  | a site | b | c | d |\n",
    "| a site |\n",
]
INSIDE = [
    "A site isn't new.  It's, e.g. here.\n",
    "1) A site.\n",
    "7. A site\n",
    "- - a site\n",
    "- a site\n\n  and isn't it\n",
    "# A site\n",
    "| a | b |\n|---|---|\n| a site | b |\n",
    "```\ncode site\n",
    "[!NOTE]\n",
    "Note: a site\n",
    "<!-- proselint-t-disable-next-line -->\n",
    "$$\n",
    "\n",
]
QUOTED = [
    "".join(prefix + line for line in one.splitlines(keepends=True))
    for one in INSIDE
    for prefix in ("> ", "> ", ">> ", "- > ")
]
"""Rows of tables, and lines of quotations: a portion may end between them."""


def whole(text: str, settings: FileSettings) -> Report:
    source = settings.as_read(Source(text))
    return check(source, settings.rules, language=settings.language, known=settings.known)


@pytest.fixture(autouse=True, scope="module")
def small_bounds() -> Iterator[None]:
    """A table ends where so many of its cells are missing; a portion must not begin to count anew.

    Rules that look at a point look no farther than a few lines, so that short texts have portions too.
    """
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sys.modules["markdown_it.rules_block.table"], "MAX_AUTOCOMPLETED_CELLS", 2)
        patched.setattr(long_texts, "SIGHT", 60)
        patched.setattr(point_reference, "SIGHT", 60)
        yield


def unfixed(violations: Sequence[Violation]) -> list[Violation]:
    return [one._replace(fix=None) for one in violations]


def is_in_prose(report: Report, violation: Violation) -> bool:
    segment = report.document.segment_at(violation.span.start)
    return segment is not None and segment.span.contains(violation.span)


@settings(max_examples=120, deadline=None)
@example(["---\n", "- a bullet\n\n", "See <https://example.org/a> there.\n\n", "---\n"] * 2, ANSWER, 1)
@example(["# 2. A heading\n\n", *["A site isn't new.\n\n"] * 8], DOCS, 40)
@example(["1) A point on item 2.\n", "A plain line with the law on item 5.\n\n"] * 6, ANSWER, 1)
@given(
    st.one_of(
        st.lists(st.sampled_from([*PARTS, *LINES, *FAR]), max_size=40),
        st.lists(st.sampled_from([*ROWS, *ROWS, *QUOTED, *PARTS]), max_size=40),
        st.lists(st.sampled_from([*ROWS, *QUOTED]), max_size=40),
    ),
    st.sampled_from([ANSWER, ANSWER, DOCS]),
    st.sampled_from([1, 40, 200]),
)
def test_a_text_in_portions_is_checked_as_the_whole(
    parts: list[str], settings: FileSettings, size: int
) -> None:
    text = "".join(parts)
    expected = whole(text, settings)
    report = in_portions(settings.as_read(Source(text)), settings, size=size)
    if report is None:
        return
    assert unfixed(report.violations) == unfixed(expected.violations)
    proof = Proof(expected.document, settings.rules)
    for one in report.violations:
        assert one.fix is None or proof.keeps([one], proof.structure_of(one))
        told, said = report.told(one), expected.told(one)
        assert told.point == said.point
        assert told == said or not is_in_prose(expected, one)
    left_alone = in_portions(settings.as_read(Source(text)), settings, but={*Applicability}, size=size)
    if left_alone is not None:
        assert [*left_alone.violations] == [*report.violations]
        assert not fix(expected.source, settings.rules, unsafe=True, language=settings.language).changed


TEXT = "".join(
    f"{number}) The quick item isn't here.\n\n{number + 1}) It's a site <https://example.org/a>.\n\n"
    for number in range(1, 120, 2)
)


@pytest.mark.parametrize("settings", [ANSWER, DOCS])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("size", [1, 100, 1000])
def test_fixes_are_those_of_the_whole_too(settings: FileSettings, newline: str, size: int) -> None:
    text = TEXT.replace("\n", newline)
    report = in_portions(settings.as_read(Source(text)), settings, size=size)
    assert report is not None
    assert [*report.violations] == [*whole(text, settings).violations]


@settings(max_examples=120, deadline=None)
@given(
    st.one_of(
        st.lists(st.sampled_from([*PARTS, *LINES, *FAR]), max_size=40),
        st.lists(st.sampled_from([*ROWS, *ROWS, *QUOTED, *PARTS]), max_size=40),
    ),
    st.sampled_from([ANSWER, ANSWER, DOCS]),
    st.sampled_from([1, 40, 200]),
)
def test_a_text_in_portions_is_mended_as_the_whole(
    parts: list[str], settings: FileSettings, size: int
) -> None:
    source = settings.as_read(Source("".join(parts)))
    expected = fix(source, settings.rules, language=settings.language, known=settings.known)
    result = fix_in_portions(source, settings, size=size)
    if result is None:
        return
    assert result.source.text == expected.source.text
    assert unfixed(result.report.violations) == unfixed(expected.report.violations)
    text = source.text
    for mended in result.rounds:
        text = apply_edits(text, [edit for one in mended for edit in one.edits])
    assert text == result.source.text


def test_a_long_text_is_never_read_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = whole(TEXT, ANSWER)
    monkeypatch.setattr(checking, "LONG", len(TEXT) - 1)
    monkeypatch.setattr(long_texts, "SIZE", 1000)

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the whole text was read")

    monkeypatch.setattr("proselint_t.document.parse", refuse)
    report = checking.check(Source(TEXT), ANSWER)
    assert [*report.violations] == [*expected.violations]
    assert [*map(report.told, report.violations)] == [*map(expected.told, expected.violations)]


def test_a_long_text_is_not_read_as_a_whole_to_be_fixed(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "1) A point that is short.\n" * 200
    expected, mended = whole(text, ANSWER), checking.fix(Source(TEXT), ANSWER)
    monkeypatch.setattr(checking, "LONG", 0)
    monkeypatch.setattr(long_texts, "SIZE", 1000)
    monkeypatch.setattr("proselint_t.lint.fixer.parse", None)
    result = checking.fix(Source(text), ANSWER)
    assert [*result.report.violations] == [*expected.violations]
    assert not result.changed
    result = checking.fix(Source(TEXT), ANSWER)
    assert result.source == mended.source
    assert [*result.report.violations] == [*mended.report.violations]
    assert Counter(one.rule for one in result.applied) == Counter(one.rule for one in mended.applied)


CLOSED = [
    "Our site isn't new,  e.g. you need it.",
    'He said "it\'s a site" on the `code site` in [a site](https://a.example).',
    "It's **bold**, 2 * 3 < 7, and\n(a site) goes on.",
    "Наш сайт не новый, т.е. вам нужно 5 штук.",
    'Это "сайт" и  два.',
    "the the site",
]
PAIRS = [
    ("A ` site", "and ` isn't"),
    ("A *b site", "isn't c*"),
    ("A [site", "isn't](https://a.example)"),
    ("A {{ site", "isn't }}"),
    ("A $x site", "isn't y$"),
    ("A <!-- site", "isn't -->"),
    ("A ~~b site", "isn't~~"),
]
"""Lines that leave inline markup open, and lines that would close it."""


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(CLOSED), min_size=5, max_size=30),
    st.sampled_from([ANSWER, ANSWER, DOCS]),
    st.sampled_from([1, 200]),
)
def test_paragraphs_that_become_one_are_mended_as_the_whole(
    parts: list[str], settings: FileSettings, size: int
) -> None:
    source = settings.as_read(Source("\n\n".join(parts)))
    result = fix_in_portions(source, settings, size=size)
    assert result is not None
    assert result.source == fix(source, settings.rules, language=settings.language).source


def test_a_paragraph_that_grows_is_not_read_to_its_beginning_again(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n\n".join(CLOSED[:4] * 100)
    reread, lengths = Portions.reread, list[int]()

    def measured(portions: Portions, text: str, inlines: InlineMemo) -> Document:
        lengths.append(len(text))
        return reread(portions, text, inlines)

    monkeypatch.setattr(Portions, "reread", measured)
    result = fix_in_portions(ANSWER.as_read(Source(text)), ANSWER, size=1000)
    assert result is not None
    assert "\n\n" not in result.source.text
    assert max(lengths) < 4000 < len(text) / 4


@pytest.mark.parametrize(("opening", "closing"), PAIRS)
def test_what_is_open_far_above_is_not_closed(opening: str, closing: str) -> None:
    plain = CLOSED[:1] * 12
    text = "\n\n".join([*plain, opening, *plain, closing, *plain])
    result = fix_in_portions(ANSWER.as_read(Source(text)), ANSWER, size=1)
    assert result is not None
    assert result.source.text.count("\n\n") <= 1
    assert marks(result.source.text) == marks(text)


def marks(text: str) -> list[str]:
    """What stands in the inline markup and the masks of a text."""
    segments = parse(Source(text)).segments
    atoms = (text[slice(*atom.span)] for one in segments for atom in one.block.atoms)
    return sorted([*atoms, *(one.prose.text[slice(*mask)] for one in segments for mask in one.prose.masks)])


COMMENTS = [
    "<!-- proselint-t-disable english.website -->\n\n",
    "<!-- proselint-t-enable -->\n\n",
    "<!-- proselint-t-disable -->\n\n",
    "<!-- proselint-t-enable english.website -->\n\n",
    "<!-- proselint-t-disable english.website, typography.double-space -->\n\n",
    "<!-- proselint-t-disable-next-line -->\n\n",
    "<!-- proselint-t-disable-file english.website -->\n\n",
]


SITES = "The web site isn't here,  and on the website is a site.\n\n"


@settings(max_examples=60, deadline=None)
@example([COMMENTS[-1], SITES, SITES, SITES, COMMENTS[0], COMMENTS[1], SITES, SITES], 200)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(COMMENTS),
            st.just(SITES),
            st.just("# A heading\n\n"),
        ),
        max_size=30,
    ),
    st.sampled_from([1, 200]),
)
def test_what_comments_above_silence_is_not_mended(parts: list[str], size: int) -> None:
    source = DOCS.as_read(Source("".join(parts)))
    expected = fix(source, DOCS.rules, language=DOCS.language, known=DOCS.known)
    result = fix_in_portions(source, DOCS, size=size)
    if result is not None:
        assert result.source.text == expected.source.text


@pytest.mark.parametrize("text", ["{% raw %}\n\nA site.\n\n{% endraw %}\n", "A site.\n\n$$\n\na\n\n$$\n"])
def test_what_may_be_closed_far_below_is_read_at_once(text: str) -> None:
    """A line that opens such a block is not known to be closed until the text is read to its end."""
    report = in_portions(ANSWER.as_read(Source(text)), ANSWER, size=1)
    assert report is None or [*report.violations] == [*whole(text, ANSWER).violations]


def test_violations_that_are_alike_are_a_sequence_like_others() -> None:
    found = whole(TEXT, ANSWER).violations
    alike = Alike(found)
    assert len(alike) == len(found)
    assert [*alike] == [*found]
    assert alike[-1] == found[-1]
    assert alike[3:9:2] == tuple(found[3:9:2])
    assert found[5] in alike
    assert len(alike.kinds) < len(found) / 10
