"""Bytes → text. Most bytes stand for a piece that some reader looks at twice, the rest for any character.

A guided fuzzer that changes one byte so changes one piece, and finds its way through nested readers.
"""

from __future__ import annotations

MARKUP = (
    *("\n", "\n\n", " ", "  \n", "\r\n", "\t", "\\", "\\\n", "*", "**", "_", "`", "``", "```\n", "~~~\n", "[", "](", ")"),
    *("![", "[^1]", "[^1]: ", "]: ", "<", ">", "<b>", "</b>", "<!-- ", " -->", "&amp;", "&#160;", "# ", "## 2. ", "> "),
    *("- ", "* ", "+ ", "    ", "1. ", "1) ", "1.1) ", "(a) ", "2)\n", "|", "\n|-|-|\n", "| a |", "---\n", "===\n"),
    *("$", "$$", "{{", "}}", "{% ", " %}", ":::", "~~", "https://a.b/c_d", "a@b.c", "www.a.b", "---\nt: a\n---\n"),
)  # fmt: skip
WORDS = (
    *("a", "Z", "word ", "The ", "site ", "website", "isn't ", "it's ", "don't ", "e.g. ", "i.e.", "etc.", "you need "),
    *("must not ", "click ", "press **Save** ", "File > Open", "item 2", "item (a) of the law", "item 1.1 ", "§ 4.2 "),
    *("above ", "hereafter ", "two ", "twenty-one ", "3 ", "1,000 ", "50 % ", "2x ", "page.md ", "src/a.py ", "$PATH"),
    *("PostgreSQL", "Postgres ", "JS ", "Ёж ", "и ", "не ", "вы должны ", "сайт ", "т. е. ", "т.д.", "пункт 3 "),
    *("двадцать ", "вебсайт ", "апи", "Сохранить ", "Aа", "cтол ", "the the ", "TODO ", "note: ", "Mr. ", "J. R. "),
)  # fmt: skip
MARKS = (
    *(".", "!", "?", "...", "…", ",", ";", ":", " — ", " - ", "–", "«", "»", '"', "'", "“", "”", "„", "‘", "’", "(", ")"),
    *("\u00a0", "\u00ad", "\u200b", "\u200d", "\u202e", "\u2066", "\u0301", "\ufeff", "\x00", "\x0b", "\x0c", "\x85"),
    *("\u2028", "\x1b[2J", "😀", "👩\u200d🔬", "ﬁ", "İ", "ß", "\U000e0041", "\ufffc", "P†", "᛭O::", "⠿~", "§O"),
)  # fmt: skip
SUPPRESSIONS = (
    "<!-- proselint-t-disable -->",
    "<!-- proselint-t-disable-next-line english -->",
    "<!-- proselint-t-disable-line english.website -- why -->",
    "<!-- proselint-t-enable -->",
    "<!-- proselint-t-disable-file typography -->",
    "<!-- proselint-t-disabel x -->",
)
PIECES = (*MARKUP, *WORDS, *MARKS, *SUPPRESSIONS)


def text_of(data: bytes, pieces: tuple[str, ...] = PIECES) -> str:
    """A text as long as the data, in pieces. A byte beyond them takes the next two for a character."""
    parts = []
    stream = iter(data)
    for byte in stream:
        if byte < len(pieces):
            parts.append(pieces[byte])
        else:
            code = next(stream, 0) << 8 | next(stream, 0)
            parts.append(chr(code) if not 0xD800 <= code < 0xE000 else "\ufffd")
    return "".join(parts)


def bytes_of(text: str, pieces: tuple[str, ...] = PIECES) -> bytes:
    """Data that :func:`text_of` makes a text of: the longest piece at each place, else single characters."""
    by_length = sorted((piece for piece in pieces if piece), key=len, reverse=True)
    data, at = bytearray(), 0
    while at < len(text):
        piece = next((one for one in by_length if text.startswith(one, at)), None)
        if piece is not None:
            data.append(pieces.index(piece))
        else:
            data += bytes((255, *divmod(min(ord(text[at]), 0xFFFF), 256)))
        at += len(piece or text[at])
    return bytes(data)
