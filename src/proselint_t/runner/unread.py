"""A document of which the text alone is known so far."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from proselint_t.document import Document, parse

if TYPE_CHECKING:
    from proselint_t.text.source import Source


class Unread(Document):
    """A document that is parsed when more than its source is asked for."""

    def __init__(self, source: Source, language: str | None) -> None:
        self.__dict__.update(source=source, language=language)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        self.__dict__.update(parse(self.source, language=self.language).__dict__)
        return object.__getattribute__(self, name)
