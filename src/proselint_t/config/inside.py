"""Which stretches of a document are documents of their own, and what holds for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from proselint_t.config.resolver import FileSettings


class Inside(NamedTuple):
    """Fences, or indented text, that are a document of their own, and what holds for it.

    ``literal`` stands in every text that holds one of them; an empty one says nothing.
    """

    fence: str
    after: str
    settings: FileSettings
    literal: str = ""
    indented: bool = False

    def takes(self, fence: str | None, above: str) -> bool:
        """Whether it speaks of a block, by the word behind its marks and the line above.

        Indented text has no marks and no word.
        """
        if self.indented or fence is None:
            return self.indented and fence is None and above.startswith(self.after)
        return self.fence in {"", fence} and above.startswith(self.after)
