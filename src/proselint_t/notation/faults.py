"""What can be wrong in a document of the notation, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from proselint_t.span import Span

FAULTS = (
    "unresolved-point",
    "undefined-symbol",
    "redefinition",
    "repeated-number",
    "number-level",
    "number-gap",
    "unused-symbol",
    "confusable-symbol",
    "fence",
)
"""What a bundle can find; a rule of the kind ``notation`` reports one of them."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One of :data:`FAULTS` at a place. ``detail`` says what is wrong with ``text``.

    ``replacement`` stands for ``mends`` (default: ``span``) once it is mended; ``None``: nobody can know.
    """

    kind: str
    span: Span
    text: str
    detail: str
    replacement: str | None = None
    mends: Span | None = None
