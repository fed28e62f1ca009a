"""What a line of text must not begin with, lest Markdown reads it as another block."""

from __future__ import annotations

import re

from proselint_t.document.annotations.dialects import begins_masked_block
from proselint_t.document.points import LABEL
from proselint_t.text.patterns import pattern

_LABEL = pattern(LABEL)
_BLOCK_START = pattern(
    r"""(?P<heading>\#{1,6}(?:[ \t]|$))
      | (?P<bullet>[-+*](?:[ \t]|$))
      | (?P<star>\*\)(?:[ \t]|$))               # a bullet of the house format
      | (?P<item>\d{1,9}[.)](?:[ \t]|$))
      | (?P<quote>>)
      | (?P<fence>`{3,} | ~{3,} | \$\$)
      | (?P<rule>(?:(?:-[ \t]*)+|(?:_[ \t]*){3,}|(?:\*[ \t]*){3,}|=+[ \t]*)$)   # or an underline of a heading
      | (?P<html><[A-Za-z/!?])
      | (?P<definition>\[[^\]]*\]:)             # of a link or a footnote
      | (?P<table>\| | :?-+:?[ \t]*\|)
      | (?P<code>\t | [ ]{4})
    """,
    re.VERBOSE,
)


def begins_block(line: str) -> bool:
    """Whether a line with this text (no container prefix) would begin, or underline, another block."""
    return bool(block_begun(line))


def block_begun(line: str) -> str:
    """What a line with this text would begin, or underline; nothing where that is no block."""
    found = None if line[:1].isalpha() else _BLOCK_START.match(line)
    if found is not None:
        return str(found.lastgroup)
    return "label" if _LABEL.match(line) else "mask" if begins_masked_block(line) else ""
