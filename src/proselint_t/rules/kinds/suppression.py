"""Rules about the comments that silence rules: what such a comment is worth shows when all others have run.

The findings are made by ``suppressions``, with the message and the severity of these rules.
"""

from __future__ import annotations

from proselint_t.rules.rule import ToldElsewhere


class Suppression(ToldElsewhere):
    """Says of a text nothing by itself."""
