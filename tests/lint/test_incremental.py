"""A text that is being written is checked as a whole text would be, whatever is typed."""

from __future__ import annotations

from itertools import accumulate
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from proselint_t.config import CommandLine, Resolver
from proselint_t.document import Document, parse
from proselint_t.document.chunks import patch
from proselint_t.document.chunks.chunked import ChunkedText
from proselint_t.document.markdown.blocks import references_of, targets_of
from proselint_t.lint import incremental
from proselint_t.lint.incremental import Session
from proselint_t.lint.linter import check
from proselint_t.text.source import Source

ANSWER = Resolver(CommandLine(preset="answer", isolated=True)).for_file(Path("answer.md"))
PARTS = [
    "1) The quick item writes a report. It is long.\n",
    "1.1) See item 2 of the contract and item 3.\n",
    "1.2) Open the site, and e.g. read `code here` in it.\n",
    "2) Второй пункт описан в item 4. Он короткий.\n",
    "3) It has **bold words** in it.\n",
    "(a) A letter.\n",
    "(b) Another letter,\nwith a line that goes on.\n",
    "*) A star bullet.\n",
    "A plain line with the law on item 5.\n",
    "# 2. A heading\n",
    "## 2.1. Limits of the site\n",
    "\n",
    "\n\n\n",
    "- a bullet\n",
    "- another\n  with more\n\n  and a paragraph\n",
    "> a quotation with a site\n",
    "```\ncode site\n```\n",
    "```\n",
    "| a | b |\n|---|---|\n| site | item 7 |\n",
    "---\n",
    "===\n",
    "<!-- proselint-t-disable-next-line english.website -->\n",
    "<!-- proselint-t-disable-next-line -->\n\n",
    "<!-- proselint-t-disable english -->\n",
    "<!-- proselint-t-enable -->\n",
    "A site here <!-- proselint-t-disable-line -->\n",
    "<!-- a comment\n",
    "-->\n",
    "<b>bold</b> and <i>open\n",
    "and </i> closed\n",
    "[link]: https://example.com\n",
    "[^1]: A footnote with a site.\n",
    "A [link] and a note[^1].\n",
    "    indented code\n",
    "a lone * star and a `tick\n",
    "$x$ costs $5 and $$\n",
    "ends with a backslash\\\n",
    "[an open bracket\n",
    "$$\n",
    "%%\n",
    "\\[\n",
    "x = y \\]\n",
    "\\begin{align}\n",
    "\\end{align}\n",
    "{% raw %}\n",
    "{% endraw %}\n",
    "export const a = {\n",
    "};\n",
    "#+BEGIN_QUERY\nA site.\n",
    "#+END_QUERY\n",
    "{/*\nA site.\n\n",
    "*/}\n",
    "See <https://example.org/a> and `<https://example.org/b>` there.\n",
    "5) A [name](https://example.org/c) of a point that comes too early.\n",
]
KEYS = [
    *'aя e.,;:!1234)(*_`~[]<>#-+=|$\\"«»\n\n  \t\r',
    "1.3) ",
    "\n\n",
    "**",
    "``",
    "](",
    "<!--",
    "-->",
    "item 5",
    "\ufffc",
]


def changed(text: str, at: float, cut: int, new: str) -> str:
    place = round(at * len(text))
    return text[:place] + new + text[place + cut :]


def assert_same(session: Session, text: str) -> None:
    source = Source(text)
    whole = check(ANSWER.as_read(source), ANSWER.rules, known=ANSWER.known).violations
    assert session.check(source) == whole


CHANGES = st.tuples(
    st.floats(0, 1), st.sampled_from([0, 0, 0, 1, 2, 30]), st.sampled_from([*KEYS, *PARTS, ""])
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=12), st.lists(CHANGES, max_size=6))
def test_a_change_is_checked_as_the_whole_text(
    parts: list[str], changes: list[tuple[float, int, str]]
) -> None:
    session = Session(ANSWER)
    text = "".join(parts)
    assert_same(session, text)
    for change in changes:
        text = changed(text, *change)
        assert_same(session, text)


LINES = [
    "1.1) A line of words.\n",
    "1.2) A `code` span and *an emphasis* and **a strong one**.\n",
    "1.3) A lone ` tick.\n",
    "1.4) Two `` ticks, and `` a ` b `` code.\n",
    "1.5) A star* behind and a *star before.\n",
    "1.6) A wo*rd and snake_case, and _one_ and _open\n",
    "1.7) A [bracket and a [pair] and a [link](u).\n",
    "1.8) A bracket] closes.\n",
    "1.9) ~~gone~~ and ~~half\n",
    "*) A star bullet.\n",
    "*)\n",
    "(a) An escaped \\` tick and \\* star and &#42; one.\n",
    "1.10) A <b>tag</b> and <i>half of one\n",
    "1.11) It costs $5 and $x$.\n",
    "1.12) “*quoted*”, (*here*)*, [one]*, `code`*.\n",
    "1.13) A {brace}, {% a tag %} and {{ one that is open.\n",
    "1.14) The $PATH, a $(call), 50%% of it, %%hidden%% and `$` and {`x`}.\n",
    "1.15) It ends with } and %} and }} and \\end{a} -->\n",
    "1.16) It begins \\begin{a} with $$ and <!--\n",
    "- an item\n",
    "\n",
]
MARKS = [
    *"`*_[]~!(<>{}%$\\ a.",
    "$$",
    "{{",
    "%}",
    "%%",
    "<!--",
    "-->",
    "``",
    "**",
    "](",
    "~~",
    "***",
    "[x]",
    "`a`",
    "*a*",
    "\n",
    "\n1.3) ",
    "",
]


def read_in_pieces(cutting: ChunkedText) -> list[tuple[int, str]]:
    """Place and text of every segment, read chunk by chunk."""
    found, start = [], 0
    for chunk, entry in zip(cutting.chunks, cutting.entries, strict=True):
        reading = cutting.frame.read(chunk.text, entry)
        found += [
            (at - reading.base + start, text) for at, text in segments(reading.document) if at >= reading.base
        ]
        start += len(chunk.text)
    return sorted(found)


def segments(document: Document) -> list[tuple[int, str]]:
    return sorted((one.prose.origin(0), one.prose.text) for one in document.segments if one.prose.text)


@settings(max_examples=300, deadline=None)
@example([LINES[8], LINES[0], LINES[5]], [(0.125, 0, "*")])
@example(
    [
        "*) A star bullet.\n",
        *["(a) An escaped \\` tick and \\* star and &#42; one.\n"] * 2,
        *["1.1) A line of words.\n"] * 3,
    ],
    [(1.0, 0, "`"), (0.375, 0, "$"), (1.0, 0, "$")],
)
@given(
    st.lists(st.sampled_from(LINES), min_size=3, max_size=12),
    st.lists(st.tuples(st.floats(0, 1), st.sampled_from([0, 0, 1, 2]), st.sampled_from(MARKS)), max_size=8),
)
def test_marks_without_a_partner_mean_the_same_in_a_piece(
    lines: list[str], changes: list[tuple[float, int, str]]
) -> None:
    cutting = ChunkedText()
    text = "".join(lines)
    versions = [*accumulate(changes, lambda before, change: changed(before, *change), initial=text)]
    for text in (*versions, *versions[-2::-1]):  # and each change is taken back
        source = Source(text)
        cutting.update(source)
        assert "".join(chunk.text for chunk in cutting.chunks) == text
        assert read_in_pieces(cutting) == segments(parse(source))


POINTS = [
    "{}) The site writes a report.\n",
    "{}) **Bold words** and item 2.\n",
    "{}) `code` and e.g. a site\nthat goes on.\n",
    "{}) json\n",
    "{}) «Слова» и сайт.\n",
    "{}. A point with a full stop.\n",
    "{})  Two spaces, and a `tick.\n",
    "{}) [link]: /site\n",
    "{}) - an item inside\n",
]
BELOW = [
    "{}.1) A part of it. See item 3.\n",
    "{}.2) A part\nof two lines, and a `tick.\n",
    "{}.3) A site with $5 and *one star.\n",
    "(a) A letter.\n",
    "*) A star bullet.\n",
    "A line of words, e.g. a site.\n",
    "import a from 'b'\n",
    "5 items are there  \nbehind a break.\n",
    "a | b\n",
    "II) A group.\n",
    "- a bullet\n",
    "```\ncode\n```\n",
]
BETWEEN = [
    "\n| a | b |\n|---|---|\n| site | d |\n\n",
    "\n<!-- proselint-t-disable english -->\n\n",
    "<!-- proselint-t-enable -->\n",
    "\n",
    "---|---\n",
    "===\n",
    "A line.\n",
    "`\n",
    "$\n",
    "- \n",
    "# A heading\n",
    "\n```\n",
    "Word ",
]


def numbered(parts: list[tuple[str, list[str]]], first: int) -> list[str]:
    """The lines of an answer whose points count on."""
    points = enumerate(parts, start=first)
    return [line.format(number) for number, (point, below) in points for line in (point, *below)]


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from([*POINTS[:4] * 3, *POINTS]), st.lists(st.sampled_from(BELOW), max_size=3)),
        min_size=2,
        max_size=8,
    ),
    st.sampled_from([0, 1, 7]),
    st.lists(st.tuples(st.floats(0, 1), st.sampled_from([0, 0, 1]), st.sampled_from(BETWEEN)), max_size=5),
)
def test_what_is_carried_over_says_what_the_whole_text_says(
    parts: list[tuple[str, list[str]]],
    first: int,
    changes: list[tuple[float, int, str]],
) -> None:
    """Lines of points stay as they are when a list breaks off above them, or goes on again."""
    lines = numbered(parts, first)
    session, cutting = Session(ANSWER), ChunkedText()
    with mock.patch.object(patch, "_FEW", patch.BEFORE):
        for at, cut, new in [(0.0, 0, ""), *changes, *changes[::-1]]:
            place = round(at * len(lines))
            lines[place : place + cut] = [new] if new not in lines[place : place + 1] else []
            source = Source("".join(lines))
            cutting.update(source)
            assert read_in_pieces(cutting) == segments(parse(source))
            assert_same(session, source.text)


def test_a_table_in_a_long_answer_costs_its_lines(monkeypatch):
    cutting = ChunkedText()
    parts = [("{}) A point.\n", ["{}.1) A part.\n", "{}.2) Another.\n", "A line.\n"])] * 60
    lines = numbered(parts, 1)
    cutting.update(Source("".join(lines)))
    chunks = set(cutting.chunks)
    monkeypatch.setattr(cutting, "_cut", lambda _: pytest.fail("the whole text was cut"))
    for table in (BETWEEN[0], BETWEEN[1], "\n"):
        cutting.update(Source("".join([*lines[:100], table, *lines[100:]])))
        assert len([chunk for chunk in cutting.chunks if chunk not in chunks]) < 10
        assert read_in_pieces(cutting) == segments(
            parse(Source("".join(chunk.text for chunk in cutting.chunks)))
        )


def test_without_proof_the_violations_are_the_same_but_for_their_fixes():
    settings = Resolver(CommandLine(preset="notation", isolated=True)).for_file(Path("page.md"))
    source = Source("# 1.\n# 2.\n# 2.\n`A⁎` ≔ (one \u202e) and `B⁎`\n", "page.md")
    proved, quick = (Session(settings).check(source, prove=prove) for prove in (True, False))
    assert {one.rule for one in quick} >= {"notation.repeated-number", "notation.bidi-control"}
    assert [one._replace(fix=None) for one in proved] == [one._replace(fix=None) for one in quick]


def test_no_key_reads_the_whole_text(monkeypatch):
    text = (
        "".join(PARTS[:6])
        + "See <https://example.org/a>.\n\n5) A point.\n\n"
        + "A paragraph of the site.\n\n" * 50
    )
    session = Session(ANSWER)
    found = session.check(Source(text), prove=False)
    assert {"layout.numbering", "typography.bare-address"} <= {one.rule for one in found}

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the whole text was read")

    monkeypatch.setattr(incremental, "parse", refuse)
    at = text.index("paragraph")
    assert session.check(Source(f"{text[:at]}y{text[at:]}"), prove=False)


@pytest.mark.parametrize(
    ("text", "is_open"),
    [
        ("~~~\nexport const a = {\n~~~\n\nTo export {% raw %} is easy.\n", False),
        ("$$\na = b\n\nc = d\n$$\n", False),
        ("%%\nA comment.\n", True),
        ("> - export const b = {\n", True),
        ("$$\na = b\n", True),
    ],
)
def test_what_may_open_a_block_far_above_forbids_nothing_before_it_may_end(
    text: str, is_open: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In code, within a line, and with an end it opens nothing; without one a line below may end it."""
    cutting = ChunkedText()
    cutting.update(Source(f"{text}\nTwo.\n\nThree.\n\nFour.\n\nFive.\n"))
    first = cutting.chunks[0]
    assert any(chunk.far for chunk in cutting.chunks) is is_open
    with monkeypatch.context() as patched:
        patched.setattr(cutting, "_cut", lambda _: pytest.fail("the whole text was cut"))
        cutting.update(Source(f"{text}\nTwo.\n\nThree.\n\nFours.\n\nFive.\n"))
    assert cutting.chunks[0] is first
    for end in sorted(first.far):
        closed = Source(f"{text}\nTwo.\n\nThree.\n\nFours.\n\n{end}\n")
        cutting.update(closed)
        assert read_in_pieces(cutting) == segments(parse(closed))


def test_front_matter_and_a_bracket_before_a_colon_cost_the_pieces_they_touch(monkeypatch):
    cutting = ChunkedText()
    text = "---\ntitle: A page\n---\n" + "A paragraph.\n\n" * 30
    cutting.update(Source(text))

    def refuse(*_: object) -> None:
        raise AssertionError("the whole text was cut")

    monkeypatch.setattr(cutting, "_cut", refuse)
    last = cutting.chunks[-1]
    for changed in (text.replace("page", "pages"), text.replace("A paragraph.", "A ]: paragraph.", 1), text):
        cutting.update(Source(changed))
        assert cutting.chunks[-1] is last


def test_a_new_target_costs_the_pieces_that_name_it(monkeypatch):
    cutting = ChunkedText()
    text = "A [Word] in brackets.\n\nA [name] too.\n\n" + "A paragraph.\n\n" * 25
    cutting.update(Source(text))
    before = cutting.chunks
    monkeypatch.setattr(cutting, "_cut", lambda _: pytest.fail("the whole text was cut"))
    for target in ("/p", "/page"):
        cutting.update(Source(f"{text}[word]: {target}\n"))
        assert cutting.chunks[0] is not before[0]
        assert cutting.chunks[1:24] == before[1:24]
        assert targets_of(cutting.frame.references) == {"WORD": (target, "")}


def test_pieces_alike_stay_apart():
    cutting = ChunkedText()
    text = "A paragraph.\n\n" * 30
    for changed in (text, f"$$\n\n{text}", text):
        cutting.update(Source(changed))
        assert len(cutting.chunks) == len({*map(id, cutting.chunks)})


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("{% raw %}\n", "{% endraw %}\n"),
        ("{% set x = [\n", "] %}\n"),
        ("{{< highlight go >}}\n", "{{< /highlight >}}\n"),
        ("#+BEGIN_QUERY\n", "#+END_QUERY\n"),
    ],
)
def test_a_line_that_opens_a_block_whose_end_stands_far_below(above: str, below: str) -> None:
    """It may be a block of its own until its end is there, and comes before its end or behind it."""
    text = "1) The quick item isn't here.\n\n" * 12
    for versions in ([text + below, above + text + below], [above + text, above + text + below]):
        session = Session(ANSWER)
        for version in (*versions, *reversed(versions)):
            assert_same(session, version)


def test_a_template_of_one_line_forbids_nothing_below() -> None:
    cutting = ChunkedText()
    text = "{% include a.html %}\n\n" + "One.\n\n" * 5 + "{% include b.html %}\n\nTwo.\n"
    cutting.update(Source(text))
    first = cutting.chunks[0]
    assert not any(chunk.far for chunk in cutting.chunks)
    cutting.update(Source(text.replace("Two", "Twos")))
    assert cutting.chunks[0] is first


REFERRING = [
    "[a]: /one\n",
    "[A]:\n/two 'title'\n",
    "[b c]: </b>\n",
    "[^n]: A note of a site.\n",
    "> [a]: /quoted\n",
    "- [b\n  c]: /item\n",
    "See [a] and ![b c] there.\n",
    "Go to [to][a] the [site][b c].\n",
    "It is the [the\n",
    "b][b c] or the[^n] the.\n",
    "\nWords.\n\n" * 6,
    "An [open\n",
    "bracket a] here, [b\n",
    "> c] and a note[^n].\n",
    "1) [1)] A point with [a][].\n",
    "2) A point [b\n2.1) c] of it.\n",
    "[1)]: /three\n",
    "[b 2.1) c]: /four\n",
    "A [lone [a] one\n",
    "```\n[a]: /code\n```\n",
    "\n",
    "A line of the site.\n",
    "# A heading [a]\n",
    "    [a]: /indented\n",
]


@example(["2) A point [b\n2.1) c] of it.\n", REFERRING[10]], [(1.0, 0, "[b 2.1) c]: /u\n")])
@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from([*REFERRING, "\n", "\n"]), max_size=14),
    st.lists(
        st.tuples(st.floats(0, 1), st.sampled_from([0, 0, 1, 2]), st.sampled_from([*REFERRING, ""])),
        max_size=6,
    ),
)
def test_a_change_of_targets_is_read_as_in_the_whole_text(
    parts: list[str], changes: list[tuple[float, int, str]]
) -> None:
    session, cutting = Session(ANSWER), ChunkedText()
    lines = [*parts]
    for at, cut, new in [(0.0, 0, ""), *changes, *changes[::-1]]:
        place = round(at * len(lines))
        lines[place : place + cut] = [new] if new not in lines[place : place + 1] else []
        source = Source("".join(lines))
        cutting.update(source)
        assert targets_of(cutting.frame.references) == targets_of(references_of(source))
        assert read_in_pieces(cutting) == segments(parse(source))
        assert_same(session, source.text)
