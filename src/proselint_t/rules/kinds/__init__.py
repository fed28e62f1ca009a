"""The table of kinds: the value of ``extends`` in a rule file → the class that runs it.

A kind is imported when a rule of it is loaded. Kinds do not import each other.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from proselint_t.rules.rule import Kind

KINDS: dict[str, str] = {
    "existence": "existence:Existence",
    "substitution": "substitution:Substitution",
    "occurrence": "occurrence:Occurrence",
    "repetition": "repetition:Repetition",
    "consistency": "consistency:Consistency",
    "abbreviation": "abbreviation:Abbreviation",
    "point-reference": "point_reference:PointReference",
    "numbers": "numbers:Numbers",
    "quotation-marks": "quotation_marks:QuotationMarks",
    "emphasis": "emphasis:Emphasis",
    "sentences": "sentences:Sentences",
    "terms": "terms:Terms",
    "word-forms": "word_forms:WordForms",
    "blank-lines": "blank_lines:BlankLines",
    "numbering": "numbering:Numbering",
    "trailing-space": "trailing_space:TrailingSpace",
    "required-headings": "required_headings:RequiredHeadings",
    "file-names": "file_names:FileNames",
    "interface-names": "interface_names:InterfaceNames",
    "interface-paths": "interface_paths:InterfacePaths",
    "notation": "notation:Notation",
    "mixed-script": "mixed_script:MixedScript",
    "suppression": "suppression:Suppression",
    "review": "review:Review",
}
"""``extends`` → module and class."""


def kind_of(name: str) -> Kind:
    """The kind of that name. Raises ``KeyError`` when there is none."""
    module, _, attribute = KINDS[name].partition(":")
    return cast("Kind", getattr(import_module(f"proselint_t.rules.kinds.{module}"), attribute))
