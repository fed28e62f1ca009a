"""What comes from outside, made fit for a terminal, a log and an editor.

Names, matches, messages of rules and of libraries, diffs: none of them may steer the terminal of its reader
or show another order than it has. Whatever is written for people passes :func:`printable`; formats for
programs name the same characters by their numbers, so that a log of them is as harmless.
"""

from __future__ import annotations

import json
import re
from typing import Any

_C0 = "\\x00-\\x1f"
_C0_IN_LINES = "\\x00-\\x08\\x0b-\\x1f"
_C1 = "\\x7f-\\x9f"
_BIDI = "\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u206f"
_UNSEEN = "\\u2028\\u2029\\ufff9-\\ufffb\\U000e0001\\U000e0020-\\U000e007f\\ud800-\\udfff"
"""They end a line, annotate or tag what follows, or are halves of characters."""
_BEYOND_ASCII = f"[{_C1}{_BIDI}{_UNSEEN}]"
_STEERING = f"[{_C0}{_C1}{_BIDI}{_UNSEEN}]"
_STEERING_IN_LINES = rf"\r(?!\n)|(?!\r)[{_C0_IN_LINES}{_C1}{_BIDI}{_UNSEEN}]"
"""Patterns that are compiled where they are used: a start needs none of them."""


def printable(text: str) -> str:
    """The text on one line, as long as before, characters that would steer replaced by visible ones."""
    return text if text.isprintable() else re.sub(_STEERING, _shown, text)


def printable_path(path: str) -> str:
    """The same for a path at the start of a line, where GitHub takes `::name::` for a command to itself."""
    return printable(f"./{path}" if path.lstrip().startswith("::") else path)


def printable_lines(text: str) -> str:
    """The same for a text of several lines: line feeds, returns before them, and tabs stay."""
    return re.sub(_STEERING_IN_LINES, _shown, text)


def _shown(match: re.Match[str]) -> str:
    """The picture that Unicode has of a control, a space for a tab, or the sign of what cannot be shown."""
    character = match[0]
    if character == "\t":
        return " "
    if character == "\x7f":
        return "\u2421"
    return chr(0x2400 + ord(character)) if character < " " else "\ufffd"


def shortened(text: str, most: int) -> str:
    """The text on one line, with single spaces, in as many characters as there may be."""
    plain = " ".join(text.split())
    return plain if len(plain) <= most else plain[: most - 1] + "…"


def as_json(data: Any, indent: int | None = None) -> str:
    """The data as JSON in UTF-8."""
    return re.sub(_BEYOND_ASCII, _escaped, json.dumps(data, ensure_ascii=False, indent=indent))


def _escaped(match: re.Match[str]) -> str:
    """A character as the JSON string names it by its number."""
    return json.dumps(match[0])[1:-1].replace("\x7f", "\\u007f")


def as_xml(text: str) -> str:
    """XML with the characters that would steer a terminal as references."""
    return re.sub(_BEYOND_ASCII, lambda match: f"&#x{ord(match[0]):X};", text)
