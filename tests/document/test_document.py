"""Points, segments, languages and masks of a document."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from proselint_t.document import BlockKind, parse
from proselint_t.language.recognition import front_matter
from proselint_t.text.source import Source

POINTS = yaml.safe_load(Path(__file__).with_name("points.yaml").read_text(encoding="utf-8"))


def segments(text: str) -> list[tuple[str | None, str]]:
    return [
        (segment.label.text if segment.label else None, segment.prose.text)
        for segment in parse(Source(text)).segments
    ]


@pytest.mark.parametrize("case", POINTS, ids=lambda case: case["text"][:40])
def test_points(case: dict[str, Any]) -> None:
    document = parse(Source(case["text"]))
    assert [point.number for point in document.points] == case["points"]
    for point in document.points:
        span = point.label.span
        assert document.source.text[span.start : span.end] == point.label.text


def test_extent_of_points() -> None:
    text = "before\n\n1) one\n1.1) part\n1.2) part\n\n2) two"
    document = parse(Source(text))
    first, part, second_part, last = document.points
    assert text[first.span.start : first.span.end] == "1) one\n"
    assert text[first.span.start : first.subtree_end].endswith("1.2) part\n\n")
    assert part.subtree_end == second_part.span.start
    assert last.subtree_end == len(text)
    assert document.point_at(0) is None
    assert document.point_at(text.index("two")) == last


def test_segments_are_cut_at_labels_and_bullets() -> None:
    text = "1) one\nmore\n1.1) part\n*) star\nend\n"
    assert segments(text) == [("1)", "one\nmore"), ("1.1)", "part"), (None, "star\nend")]


def test_alternative_text_is_a_segment_of_its_own() -> None:
    document = parse(Source("See ![a *small* picture](p.png) here."))
    assert [segment.block.kind for segment in document.segments] == [BlockKind.PARAGRAPH, BlockKind.ALT]
    assert document.segments[1].prose.text == "a small picture"


def test_prose_behind_a_comment_is_checked() -> None:
    assert segments("<!-- note --> The text.\n") == [(None, "The text.")]
    assert segments("<!-- note\nmore --> The text.\n") == [(None, "The text.")]
    assert segments("<div>The text.</div>\n") == []


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Run `x y` now", "Run ￼￼￼￼￼ now"),
        ("Run <code>ab</code> now", "Run ￼￼ now"),
        ("A <b>bold</b> word", "A bold word"),
        ("See <https://e.org> now", "See ￼￼￼￼￼￼￼￼￼￼￼￼￼￼￼ now"),
        ("See https://e.org/a.", "See ￼￼￼￼￼￼￼￼￼￼￼￼￼￼￼."),
        ("Sum $a+b$ is", "Sum ￼￼￼￼￼ is"),
        ("It costs $5 or $6", "It costs $5 or $6"),
        ("![alt](u) is", "￼￼￼￼￼￼￼￼￼ is"),
        ("[label](https://e.org) is", "label is"),
    ],
)
def test_masks(text: str, masked: str) -> None:
    assert parse(Source(text)).segments[0].prose.masked == masked


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Only words.", "en"),
        ("Только слова.", "ru"),
        ("Фреймворк Flask использует Jinja2.", "ru"),
        ("Use the word «слово» here.", "en"),
        ("Press Ж now.", "en"),
        ("ТОЛЬКО ЗАГЛАВНЫЕ", "ru"),
        ("42", "en"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert parse(Source(text)).segments[0].language_at(0) == language


def test_two_languages_in_one_paragraph() -> None:
    segment = parse(Source("The cache is warm. Кэш прогрет.")).segments[0]
    assert [sentence.language for sentence in segment.sentences] == ["en", "ru"]


def test_language_can_be_set() -> None:
    assert parse(Source("Only words."), language="ru").segments[0].language_at(0) == "ru"


def test_contiguous_prose() -> None:
    prose = parse(Source("for **example** or for\r\nexample &amp; x")).segments[0].prose
    first = prose.text.index("for example")
    assert not prose.contiguous(first, first + 11)
    second = prose.text.index("for\nexample")
    assert prose.contiguous(second, second + 11)
    entity = prose.text.index("&")
    assert not prose.contiguous(entity, entity + 1)
    assert prose.span(entity, entity + 1).end - prose.span(entity, entity + 1).start == 5


def test_an_empty_point_stands_where_its_label_does():
    """`segment_at` looks for places in order."""
    document = parse(Source("1) One `code\ngoes  \non` here.\n2) Two.\n3) [link]: /site\n"))
    assert [segment.span.start for segment in document.segments] == sorted(
        segment.span.start for segment in document.segments
    )
    assert document.segment_at(17) is document.segments[0]


DASHES = st.sampled_from(
    ["---", "----", "--- ", "...", "... ", " ---", "    ---", "---a", "--", "a: b", "", "> ---"]
)


@given(st.lists(DASHES, min_size=1, max_size=6), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_front_matter_is_where_the_parser_sees_it(lines: list[str], newline: str, ends: bool) -> None:
    source = Source(newline.join(["---", *lines]) + newline * ends)
    first = parse(source).blocks[:1]
    seen = first[0].end_line if first and first[0].kind is BlockKind.FRONT_MATTER else None
    found = front_matter(source.text)
    assert (source.line_at(found.end - 1) + 1 if found else None) == seen
