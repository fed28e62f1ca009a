"""Every character of prose knows its place, whatever the document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from proselint_t.document import Document, parse
from proselint_t.document.annotations.dialects import span_end
from proselint_t.document.markdown import inlines
from proselint_t.document.markdown.blocks import parse_blocks, parser
from proselint_t.document.markdown.collector import Collector, InlinePass, Places
from proselint_t.document.markdown.inlines import _tokens, parse_inlines
from proselint_t.document.model import Block, BlockKind
from proselint_t.text.source import Source
from tests.document.specs import commonmark, fixtures

if TYPE_CHECKING:
    from proselint_t.text.prose import Prose

GFM = yaml.safe_load(Path(__file__).with_name("gfm.yaml").read_text(encoding="utf-8"))

CHARACTERS = "abЯж 01.,:;!?()[]{}<>«»“”\"'`*_~#>-+=|&\\/$^\t\n\r\0\ufeff\u00a0\u2028\U0001f914"
MARKUP = [
    *("\r\n", "\n\n", "**", "__", "~~", "```\n", "- ", "1) ", "1.1) ", "2. ", "> ", "# ", "    "),
    *("&amp;", "&quot;", "&#8801;&NotEqualTilde;", "\\*", "\\\n", "  \n", "[a](b)", "![c](d)"),
    *("<b>", "</b>", "<br>", "<!-- x -->", "<https://e.org>", "[^1]", "[^1]: ", "$x$"),
    *("| a | b |\n|---|---|\n", "слово ", "word "),
]
PIECES = st.sampled_from([*CHARACTERS, *MARKUP])
DOCUMENTS = st.lists(PIECES, max_size=60).map("".join)


READ_AS = {"—": "-", "\u2010": "-", "\u2011": "-"}
"""Hyphens are read as one, two of them as a dash."""


def assert_places(document: Document) -> None:
    source = document.source.text
    for segment in document.segments:
        prose = segment.prose
        for offset, character in enumerate(prose.text):
            if offset not in prose.widths:
                written = source[prose.origin(offset)]
                assert READ_AS.get(written, written) == READ_AS.get(character, character), (
                    prose.text,
                    offset,
                )
            elif character == "\n" and prose.widths[offset] == 2:
                assert source.startswith("\r\n", prose.origin(offset))
        origins = [prose.origin(offset) for offset in range(len(prose.text) + 1)]
        assert origins == sorted(origins)
    assert all(block.first_line < block.end_line for block in document.blocks)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_specification_examples(newline: str) -> None:
    for markdown in (*commonmark(), *fixtures(), *GFM):
        assert_places(parse(Source(markdown.replace("\n", newline))))


@given(DOCUMENTS)
@example("\\\0")
@example("# a \0 b")
@settings(max_examples=400, deadline=None)
def test_any_document(text: str) -> None:
    text = text.replace("\r", "\r\n") if "\r\n" in text else text
    assert_places(_without_lone_returns(text))


def _without_lone_returns(text: str) -> Document:
    return parse(Source(text.replace("\r\n", "\0\0").replace("\r", "\n").replace("\0\0", "\r\n")))


@given(DOCUMENTS)
@settings(max_examples=200, deadline=None)
def test_crlf_changes_nothing_but_places(text: str) -> None:
    text = text.replace("\r", "")
    plain, windows = parse(Source(text)), parse(Source(text.replace("\n", "\r\n")))
    assert plain.shape == windows.shape
    assert [s.prose.text for s in plain.segments] == [s.prose.text for s in windows.segments]
    for one, other in zip(plain.segments, windows.segments, strict=True):
        at, there = one.prose.origin(0), other.prose.origin(0)
        assert plain.source.position(at) == windows.source.position(there)


def _text_by_markdown_it(text: str) -> list[str]:
    """The text of each inline token as markdown-it itself reads it, without code, images and math."""
    blocks = []
    for token in parser().parse(text):
        if token.type != "inline":
            continue
        parts = []
        autolink = False
        for child in token.children or []:
            if child.markup == "autolink":
                autolink = child.nesting == 1
            elif child.type in {"text", "text_special"} and not autolink:
                parts.append(child.content)
            elif child.type in {"softbreak", "hardbreak"} or child.content.lower().startswith("<br"):
                parts.append("\n")
        blocks.append("".join(parts))
    return blocks


def _without_masks(prose: Prose) -> str:
    kept = list(prose.text)
    for span in prose.masks:
        kept[span.start : span.end] = [""] * (span.end - span.start)
    return "".join(kept)


def _words(texts: list[str]) -> list[str]:
    return [" ".join(text.split()) for text in texts]


def _is_bare_number(block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH and block.lines[0].start == block.lines[-1].end


def test_prose_is_what_markdown_it_reads() -> None:
    for markdown in (*commonmark(), *fixtures(), *GFM):
        if "<code" in markdown or "<pre" in markdown or "\0" in markdown:
            continue  # the content of such elements is masked here and text there
        if any(span_end(markdown, at) is not None for at in range(len(markdown))):
            continue  # what a dialect reads otherwise
        source = Source(markdown)
        blocks = parse_blocks(source)
        kinds = {BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.CELL}
        ours = [
            _without_masks(parse_inlines(source, block.lines, blocks.env).prose)
            for block in blocks.blocks
            if block.kind in kinds and not _is_bare_number(block)
        ]
        assert _words(ours) == _words(_text_by_markdown_it(markdown)), markdown


_NEAR = [*"aя1_` \n\r&!]>~%.;#*()\u0301x-", "``", "a_b", "&a", "~~", "](", "  \n", "> "]


_PAIRS = [
    *(
        "*a b*",
        "**c**",
        "_d e_",
        "[a](u)",
        "[b-c](/x/b-c)",
        "[e_f](/x/e_f)",
        "[`g`\n](A%20é)",
        "**`i`**",
        "*«k» l*",
    ),
    *(
        "[m](javascript:n)",
        "**",
        "*",
        "_",
        "[",
        "](u)",
        "[^1]",
        "![",
        "a*b*c",
        " ",
        " ",
        "\n",
        " \n",
        "o",
        "1",
        "`",
    ),
    *(".", ":", "(", ")", "\u00a0", "\u0301", "\x85", "&", "<", "\\", "]"),
]


@pytest.mark.parametrize("pieces", [_NEAR, _PAIRS])
@given(data=st.data(), prefix=st.sampled_from(["", "> ", "- "]))
def test_text_with_plain_marks_is_what_the_inline_parser_reads(
    pieces: list[str], data: st.DataObject, prefix: str
) -> None:
    text = "".join(data.draw(st.lists(st.sampled_from(pieces), max_size=25)))
    source = Source(f"{prefix}a" + text.replace("\n", "\n" + prefix.replace("-", " ")))
    for block in parse_blocks(source).blocks:
        written = "\n".join(source.text[slice(*line)] for line in block.lines)
        stretch = (0, len(written), _tokens(written, {}, {}))
        assert parse_inlines(source, block.lines, {}) == Collector(
            written, Places(source, block.lines)
        ).collect([stretch])


_SETTLED = ["A word[^1].\n", "a [b] & c\n", "[a]: it\n", "![a]  \n", "  a > b\n", "[a]\n[b]\n"]
_MARKED = ["*", "_", "`", "[", "]", "(a)", "](", "~~", "<b>", "</b>", "$", "{", "%%", "\\", "[[", "\n", " "]


@given(st.lists(st.sampled_from([*_SETTLED, *_SETTLED, *_MARKED]), max_size=25).map("".join))
def test_a_long_text_is_read_stretch_by_stretch_as_it_is_at_once(text: str) -> None:
    source = Source(f"a{text}\n\n[a]: /u\n[b]: /v\n[^1]: A note.\n")
    blocks = parse_blocks(source)

    def read() -> list[InlinePass]:
        passes = [parse_inlines(source, block.lines, blocks.env) for block in blocks.blocks]
        return [one._replace(atoms=tuple(one.atoms)) for one in passes]

    at_once = read()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(inlines, "_MOST_CHARACTERS", 8)
        assert read() == at_once


@pytest.mark.parametrize("mark", ["> ", "- ", "> - ", "1. "])
def test_what_is_nested_too_deep_is_read_as_text(mark: str) -> None:
    document = parse(Source(mark * 2000 + "A word.\n\nAnother one.\n"))
    texts = [segment.prose.text for segment in document.segments]
    assert texts[0].endswith("A word.")
    assert texts[-1] == "Another one."


def assert_same_without_tokens(text: str) -> None:
    for underlines in (True, False):
        source = Source(text, underlines=underlines)
        kept, passed_on = parse_blocks(source, tokens=True), parse_blocks(source)
        assert (passed_on.blocks, passed_on.shape, passed_on.env) == (kept.blocks, kept.shape, kept.env)
        assert passed_on.tokens == ()


@given(DOCUMENTS)
@example("> [^a]: b\n>\n>     - c\n>\n> | d |\n> |---|\n> | e |\n\n1.\n2. f\n")
def test_blocks_are_the_same_whether_tokens_are_kept_or_not(text: str) -> None:
    assert_same_without_tokens(text)


def test_blocks_of_the_specifications_are_so_too() -> None:
    for text in (*commonmark(), *fixtures()):
        assert_same_without_tokens(text)
