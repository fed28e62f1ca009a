"""Rules of a review: what is wrong with a reply shows with the answer, the defects and the reply at once.

The findings are made by ``replies``, with the severity of these rules.
"""

from __future__ import annotations

from proselint_t.rules.rule import ToldElsewhere


class Review(ToldElsewhere):
    """Says of a text nothing by itself; its examples are replies, or with `reply` lists of defects."""
