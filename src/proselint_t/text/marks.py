"""The marks of a text, as sets of characters that may stand in a pattern: ends of sentences, quotes, dashes.

The splitter of sentences and the rules of Vale have larger sets, which nobody else asks for.
"""

from __future__ import annotations

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
