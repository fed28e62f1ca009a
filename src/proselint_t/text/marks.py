"""The marks of a text, as sets of characters that may stand in a pattern: spaces, ends, quotes, dashes.

The splitter of sentences and the rules of Vale have larger sets, which nobody else asks for. Here is also how
long a fence must be.
"""

from __future__ import annotations

import re

LINE_SPACES = " \t\u00a0\u202f"
"""White space at the end of a line, kinds that keep words together among it: nothing follows there."""

SENTENCE_ENDS = ".!?…"
CLAUSE_ENDS = ":;"
DASHES = "–—"

GUILLEMETS = "«»‹›"
DOUBLE_QUOTES = '"“”„‟'
SINGLE_QUOTES = "'‘’‚"
QUOTES = GUILLEMETS + DOUBLE_QUOTES + SINGLE_QUOTES
OPENING_QUOTES = "«‹“„\"'‘"
CLOSING_QUOTES = "»”\"'’"
"""Without `“`, which closes `„` in Russian and opens in English: it counts where that is added."""
PAIRS = {"«": "»", "“": "”", "„": "“”", '"': '"', "'": "'", "‘": "’", "‚": "‘’", "‹": "›"}
"""Opening mark → the marks that may close it."""


def in_fence(text: str, info: str = "") -> str:
    """A text in a fence that no run of backticks in it closes."""
    fence = "`" * max([3, *(len(run) + 1 for run in re.findall("`+", text))])
    return f"{fence}{info}\n{text}\n{fence}"
