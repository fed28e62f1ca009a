"""What can be wrong in a document of the notation, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from proselint_t.notation.model import Page
    from proselint_t.text.edits import Edit
    from proselint_t.text.span import Span

COMPOSITE = "composite"
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
    COMPOSITE,
)
"""What a bundle can find; a rule of the kind ``notation`` reports one of them."""


@dataclass(frozen=True, slots=True)
class NotationFault:
    """One of :data:`FAULTS` at a place. ``detail`` says what is wrong with ``text``.

    ``shown`` is how a message calls the text, where not as it stands. ``mending`` are edits, each with the
    page that it is for, that mend the fault together; none: nobody can know them.
    """

    kind: str
    span: Span
    text: str
    detail: str
    shown: str = ""
    mending: tuple[tuple[Page, Edit], ...] = ()
    remedy: str = ""
    """What the mending does, as the title of a fix."""
