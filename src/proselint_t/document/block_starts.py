"""What a line of text must not begin with, lest Markdown reads it as another block."""

from __future__ import annotations

import re

from proselint_t.document.annotations.dialects import begins_masked_block
from proselint_t.document.points import LABEL
from proselint_t.text.patterns import pattern

_LABEL = pattern(LABEL)
_BLOCK_START = pattern(
    r"""\#{1,6}(?:[ \t]|$)                       # heading
      | [-+*](?:[ \t]|$)                         # bullet
      | \*\)(?:[ \t]|$)                          # star bullet of the house format
      | \d{1,9}[.)](?:[ \t]|$)                   # ordered item
      | >                                        # block quote
      | `{3,} | ~{3,} | \$\$                     # fence, math
      | (?:(?:-[ \t]*)+|(?:_[ \t]*){3,}|(?:\*[ \t]*){3,}|=+[ \t]*)$   # break, underline of a heading
      | <[A-Za-z/!?]                             # HTML
      | \[[^\]]*\]:                              # link definition, footnote
      | \| | :?-+:?[ \t]*\|                      # table
      | \t | [ ]{4}                              # indented code
    """,
    re.VERBOSE,
)


def begins_block(line: str) -> bool:
    """Whether a line with this text (no container prefix) would begin, or underline, another block."""
    return bool(_BLOCK_START.match(line) or _LABEL.match(line)) or begins_masked_block(line)
