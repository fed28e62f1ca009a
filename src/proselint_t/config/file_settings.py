"""What holds for one file, and for the stretches of it that are documents of their own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from proselint_t.config.selection import Selection, names_for
from proselint_t.notation.setup import setup_of
from proselint_t.text.messages import translated

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from proselint_t.notation.setup import Setup
    from proselint_t.rules.review import ReviewRule
    from proselint_t.rules.rule import ActiveRule, Severity
    from proselint_t.text.source import Source


class Inside(NamedTuple):
    """Fences, or indented text, that are a document of their own, and what holds for it.

    ``literal`` stands in every text that holds one of them; an empty one says nothing.
    """

    fence: str
    after: str
    settings: FileSettings
    literal: str = ""
    indented: bool = False
    too_deep: bool = False
    """It stands in so many others that it is not read."""

    def takes(self, fence: str | None, above: str) -> bool:
        """Whether it speaks of a block, by the word behind its marks and the line above.

        Indented text has no marks and no word.
        """
        if self.indented or fence is None:
            return self.indented and fence is None and above.startswith(self.after)
        return self.fence in {"", fence} and above.startswith(self.after)


class FileSettings(NamedTuple):
    """What holds for one file.

    ``known`` are the ids of all rules there are. ``values`` maps each key in force to its value and the
    name of what set it. Values of file keys are absolute paths.
    """

    rules: tuple[ActiveRule, ...]
    language: str | None
    preset: str
    known: tuple[str, ...]
    values: Mapping[str, tuple[Any, str]] = {}
    config: Path | None = None
    """The nearest configuration file, if there is one."""
    review: Mapping[ReviewRule, Severity | None] = {}
    """The rules of a review that are on, with their severities; ``None``: as their files say."""
    inside: tuple[Inside, ...] = ()
    """What holds for the text of fences; the first that takes a fence counts."""
    selection: Selection = Selection(())
    layers: tuple[str, ...] = ()
    """What made each choice of ``selection``: a preset, a file, the command line."""

    @property
    def on(self) -> frozenset[str]:
        """The ids of the rules that run, those of a review among them."""
        return frozenset((*(active.rule.meta.id for active in self.rules), *self.review))

    def why_off(self, rule: str) -> str:
        """Why a rule does not run here."""
        index = self.selection.last_word(rule)
        if index is None or self.selection.takes(rule):
            cannot = translated("it cannot run, or is less grave than `min-severity`")
            return translated(cannot if index is not None else "nothing selects it")
        ignored = not {*names_for(rule)}.isdisjoint(self.selection.choices[index].ignore)
        return translated("%s switches it off" if ignored else "%s does not select it", self.layers[index])

    def may_hold_parts(self, text: str) -> bool:
        """Whether a text may hold documents of their own (see ``inside``)."""
        return any(one.literal in text for one in self.inside)

    def value(self, key: str) -> Any:
        """The value of a configuration key, or ``None``."""
        return self.values.get(key, (None, ""))[0]

    @property
    def setup(self) -> Setup:
        """What is said of the notation."""
        return setup_of({key: value for key, (value, _) in self.values.items()})

    def as_read(self, source: Source) -> Source:
        """The source, read as its paragraphs and masks want it: see :class:`Source`."""
        underlines, masks = self.value("paragraph") != "line", self.value("mask") or ()
        if (underlines, masks) == (source.underlines, source.masks):
            return source
        return replace(source, underlines=underlines, masks=masks)
