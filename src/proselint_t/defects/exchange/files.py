"""The documents of a review as files: Markdown, a document inside another one, comments of Word as a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proselint_t.notation.inner import read_document
from proselint_t.text.errors import InputError
from proselint_t.text.messages import translated
from proselint_t.text.source import Source

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType


def read_listed(path: Path) -> Source:
    """A document of a review, also one inside another (`T.md#Aᨀ`).

    The comments of a document of Word are a list of annotations. Raises :class:`InputError` where there is no
    such document, or nothing to read it with.
    """
    if path.suffix.lower() != ".docx":
        return read_document(path)
    return Source(word().comments_as_annotations(Source.bytes_of(path), str(path)), str(path))


def word() -> ModuleType:
    """What reads and writes documents of Word. Raises :class:`InputError` where its library is missing."""
    try:
        from proselint_t.defects.exchange import word as found  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "docx":
            raise
        hint = "pip install 'proselint-t[word]'"
        raise InputError(translated("documents of Word need the library python-docx"), hint=hint) from None
    return found
