"""Which rules are on: pure, from names alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from proselint_t.review.faults import ReviewRule

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Selection:
    """Rule ids and styles. The more specific name wins; of equally specific ones ``ignore`` does."""

    select: tuple[str, ...]
    extend: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def takes(self, rule: str) -> bool:
        """Whether a rule is on."""
        chosen = {*self.select, *self.extend}
        style = rule.partition(".")[0]
        if rule in self.ignore:
            return False
        if rule in chosen:
            return True
        return style in chosen and style not in self.ignore


def names_of(rules: Iterable[str]) -> set[str]:
    """Every name that a selection may use: rules of style and of a review, and their styles."""
    rules = [*rules, *(rule.value for rule in ReviewRule)]
    return {*rules, *(rule.partition(".")[0] for rule in rules)}
