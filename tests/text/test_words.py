"""Words end where Unicode says (UAX #29): what stands inside one does not part it, and every place is kept."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proselint_t.document import parse
from proselint_t.text.source import Source

HYPHENS = {0x2010: "-", 0x2011: "-"}
READ = [
    ("Это сто\u0301ит денег.", "Это стоит денег."),
    ("Де\u0300ло и и\u0306од.", "Дело и йод."),
    ("тре\u0308х", "трёх"),
    ("cafe\u0301", "café"),
    ("writ\u00adten and writ\u200bten", "written and written"),
    ("of&shy;ten, of&ZeroWidthSpace;ten", "often, often"),
    ("on\u2011site, twenty\u2010five", "on-site, twenty-five"),
    ("`сто\u0301ит` here", "`сто\u0301ит` here"),
    ("\u200bstart and 👩\u200d💻", "\u200bstart and 👩\u200d💻"),
    ("one side--for example---the left -- and right", "one side——for example———the left —— and right"),
    ("Use --two and 1 -2 and `a--b` and a_--b.", "Use --two and 1 -2 and `a--b` and a_--b."),
]


@pytest.mark.parametrize(("text", "read"), READ)
def test_words_are_read_whole(text: str, read: str) -> None:
    assert parse(Source(text)).segments[0].prose.text == read


@given(st.text(alphabet="аеиоcx -.\u0301\u0308\u0306\u00ad\u200b\u2011\n", min_size=1))
def test_places_are_kept(text: str) -> None:
    """The source of a stretch of prose reads as that stretch."""
    for segment in parse(Source(text)).segments:
        prose = segment.prose
        for at, character in enumerate(prose.text):
            written = text[slice(*prose.span(at, at + 1))].translate(HYPHENS)
            assert unicodedata.normalize("NFC", written)[0] in {
                character,
                "-" if character == "—" else "",
            } or (unicodedata.normalize("NFD", written)[0] == unicodedata.normalize("NFD", character)[0])
            assert prose.contiguous(at, at + 1)
        assert all(prose.origin_end(at) <= prose.origin(at) for at in range(1, len(prose.text)))


@given(st.text(alphabet="абвеёийтр cé'-.", min_size=1, max_size=30))
def test_decomposed_text_is_composed_text(text: str) -> None:
    def read(written: str) -> list[tuple[str, str]]:
        document = parse(Source(written))
        return [(one.prose.text, one.language or "") for one in document.segments]

    composed = unicodedata.normalize("NFC", text)
    assert read(unicodedata.normalize("NFD", text)) == read(composed)
