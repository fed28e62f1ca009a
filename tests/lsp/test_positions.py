"""Places survive the way to the editor and back, in each encoding, as Python's own codecs count."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from proselint_t.lsp.buffers import Buffers
from proselint_t.lsp.positions import Positions
from proselint_t.text.source import Source
from proselint_t.text.span import Span

ENCODINGS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
TEXTS = st.text(alphabet="aя🙂e\u0301\u2028\x0b\x85\n\r«", max_size=40)


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(text=TEXTS, at=st.floats(0, 1))
def test_a_place_goes_there_and_back(encoding: str, text: str, at: float) -> None:
    offset = round(at * len(text))
    positions = Positions(Source(text), encoding)
    place = positions.position(offset)
    codec, width = ENCODINGS[encoding]
    before = (
        text[:offset].replace("\r\n", "\n").replace("\r", "\n")
        if text[offset - 1 : offset + 1] != "\r\n"
        else None
    )
    if before is not None:
        assert place.line == before.count("\n")
        assert place.character == len(before.rpartition("\n")[2].encode(codec)) // width
        assert positions.offset(place) == offset


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_place_beyond_its_line_is_taken_back(encoding: str) -> None:
    positions = Positions(Source("яя\n🙂\n"), encoding)
    assert positions.offset(types.Position(0, 99)) == 2
    assert positions.offset(types.Position(1, 99)) == 4
    assert positions.offset(types.Position(99, 0)) == 5
    assert positions.span(types.Range(types.Position(1, 0), types.Position(0, 0))) == Span(3, 3)


@given(text=TEXTS, changes=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 5), TEXTS), max_size=5))
def test_changes_make_the_text_that_the_editor_has(text: str, changes: list[tuple[float, int, str]]) -> None:
    buffers = Buffers()
    buffers.open(types.TextDocumentItem("file:///a.md", "markdown", 1, text))
    for at, cut, new in changes:
        start = round(at * len(text))
        if text[start - 1 : start + 1] == "\r\n" or text[start + cut - 1 : start + cut + 1] == "\r\n":
            continue
        positions = Positions(Source(text), "utf-16")
        place = positions.range(Span(start, min(start + cut, len(text))))
        text = text[:start] + new + text[start + cut :]
        document = types.VersionedTextDocumentIdentifier(2, "file:///a.md")
        change = types.TextDocumentContentChangePartial(place, new)
        buffer = buffers.change(types.DidChangeTextDocumentParams(document, [change]), "utf-16")
        assert buffer is not None
        assert buffer.source.text == text
