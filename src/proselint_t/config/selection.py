"""Which rules are on, from names alone: the choices of layers, and those of presets."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from proselint_t.rules.review import ReviewRule
from proselint_t.rules.rule import style_of
from proselint_t.text.packaged import packaged

if TYPE_CHECKING:
    from collections.abc import Iterable


ALL = "ALL"
"""Stands for every rule, as in ruff."""


def names_for(rule: str) -> tuple[str, ...]:
    """The names that name a rule, the most specific first."""
    return (rule, style_of(rule), ALL)


class Choice(NamedTuple):
    """What one layer says of rules, by rule ids and styles.

    ``select`` replaces what weaker layers chose (``None``: it does not), ``extend`` and ``ignore`` change it.
    """

    select: tuple[str, ...] | None = None
    extend: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def of(self, rule: str) -> bool | None:
        """On, off, or nothing said. The more specific name wins; of equally specific ones ``ignore`` does."""
        chosen = {*(self.select or ()), *self.extend}
        for name in names_for(rule):
            if name in self.ignore:
                return False
            if name in chosen:
                return True
        return None if self.select is None else False

    def adding(self) -> Choice:
        """The same, but ``select`` takes nothing away."""
        return self._replace(select=None, extend=(*(self.select or ()), *self.extend))


class Selection(NamedTuple):
    """The choices of all layers, the weakest first: of those that say something of a rule the last wins."""

    choices: tuple[Choice, ...]

    def takes(self, rule: str) -> bool:
        """Whether a rule is on."""
        said = [on for on in (choice.of(rule) for choice in self.choices) if on is not None]
        return bool(said) and said[-1]

    def last_word(self, rule: str) -> int | None:
        """The index of the choice that decides about a rule, the strongest that says something of it."""
        said = [index for index, choice in enumerate(self.choices) if choice.of(rule) is not None]
        return said[-1] if said else None

    def always(self, style: str) -> Selection:
        """The same for a style that is on unless it is ignored, whatever else is selected."""
        return Selection((Choice(extend=(style,)), *(choice.adding() for choice in self.choices)))


def names_of(rules: Iterable[str]) -> set[str]:
    """Every name that a selection may use: rules of style and of a review, and their styles."""
    rules = [*rules, *(rule.value for rule in ReviewRule)]
    return {name for rule in rules for name in names_for(rule)}


@cache
def presets() -> dict[str, dict[str, Any]]:
    """Preset → its ``select`` and ``paragraph``."""
    return {
        name: {**preset, "select": tuple(preset["select"])}
        for name, preset in packaged(__file__, "presets.yaml").items()
    }


def presets_with(rule: str) -> tuple[str, ...]:
    """The presets in which a rule is on."""
    return tuple(name for name, preset in presets().items() if Choice(preset["select"]).of(rule))
