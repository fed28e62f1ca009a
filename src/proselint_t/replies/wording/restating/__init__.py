"""Whether a sentence of an edit says again what was said before."""

from proselint_t.replies.wording.restating.said import Restating

__all__ = ["Restating"]
