"""What comes from outside, made fit for a terminal, a log and an editor.

Names, matches, messages of rules and of libraries, diffs: none of them may steer the terminal of its reader
or show another order than it has. Whatever is written for people passes :func:`printable`; formats for
programs name the same characters by their numbers, so that a log of them is as harmless.
"""

from __future__ import annotations

import json
from typing import Any

_BIDI = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x2070))
_UNSEEN = (0x2028, 0x2029, *range(0xFFF9, 0xFFFC), 0xE0001, *range(0xE0020, 0xE0080), *range(0xD800, 0xE000))
"""They end a line, annotate or tag what follows, or are halves of characters."""
_BEYOND_ASCII = (*range(0x7F, 0xA0), *_BIDI, *_UNSEEN)
_PICTURES = {code: 0x2400 + code for code in range(0x20)}
_PICTURES |= dict.fromkeys(_BEYOND_ASCII, 0xFFFD) | {0x7F: 0x2421, ord("\t"): ord(" ")}
_PICTURES_IN_LINES = {code: shown for code, shown in _PICTURES.items() if chr(code) not in "\t\n"}
_IN_XML = {code: f"&#x{code:X};" for code in _BEYOND_ASCII}
_IN_JSON = {code: json.dumps(chr(code))[1:-1] for code in _BEYOND_ASCII} | {0x7F: "\\u007f"}


def printable(text: str) -> str:
    """The text on one line, as long as before, characters that would steer replaced by visible ones."""
    return text.translate(_PICTURES)


def printable_lines(text: str) -> str:
    """The same for a text of several lines: line feeds, returns before them, and tabs stay."""
    return "\r\n".join(part.translate(_PICTURES_IN_LINES) for part in text.split("\r\n"))


def as_json(data: Any, indent: int | None = None) -> str:
    """The data as JSON in UTF-8."""
    return json.dumps(data, ensure_ascii=False, indent=indent).translate(_IN_JSON)


def as_xml(text: str) -> str:
    """XML with the characters that would steer a terminal as references."""
    return text.translate(_IN_XML)
