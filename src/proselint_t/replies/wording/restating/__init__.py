"""Whether a sentence of an edit says again what was said before."""

from proselint_t.replies.wording.restating.search import Restating

__all__ = ["Restating"]
