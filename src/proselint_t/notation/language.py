"""The signs and words of the notation, read from ``editions.yaml`` and from editions of the user's own.

Owns what is data about the language; it must not know documents.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from proselint_t.notation.lines import NUMBER
from proselint_t.text.errors import ConfigError, Place
from proselint_t.text.inputs import stamp_of, text_of
from proselint_t.text.messages import translated
from proselint_t.yaml.reading import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable

    from proselint_t.yaml.nodes import Node

_SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉₊₋ₐₑₒₓₕₖₗₘₙₚₛₜᵢⱼᵣᵤᵥ"
_INDEX = re.compile(rf"[{_SUBSCRIPTS}]+")


@dataclass(frozen=True)
class Notation:
    """The union of some editions. Every field holds signs or beginnings of words, as in ``editions.yaml``."""

    defining: frozenset[str] = frozenset()
    declaring: frozenset[str] = frozenset()
    operators: frozenset[str] = frozenset()
    schema: frozenset[str] = frozenset()
    attribute: frozenset[str] = frozenset()
    family: frozenset[str] = frozenset()
    brackets: frozenset[str] = frozenset()
    key: frozenset[str] = frozenset()
    document: frozenset[str] = frozenset()
    override: frozenset[str] = frozenset()
    naming: frozenset[str] = frozenset()
    parents: frozenset[str] = frozenset()
    of: frozenset[str] = frozenset()
    nearby: frozenset[str] = frozenset()
    point: frozenset[str] = frozenset()

    @cached_property
    def pairs(self) -> dict[str, str]:
        """Closing bracket → opening bracket."""
        return {pair[1]: pair[0] for pair in self.brackets}

    @cached_property
    def openings(self) -> frozenset[str]:
        return frozenset(self.pairs.values())

    @cached_property
    def may_define(self) -> re.Pattern[str]:
        """A sign without which a line defines and declares nothing."""
        return re.compile(_any((*self.defining, *self.declaring)))

    @cached_property
    def bracket(self) -> re.Pattern[str]:
        return re.compile(_any((*self.pairs, *self.openings)))

    @cached_property
    def defines(self) -> re.Pattern[str]:
        """A sign without which a line defines nothing."""
        return re.compile(_any(self.defining))

    @cached_property
    def telling(self) -> re.Pattern[str]:
        """A sign without which a line has nothing to read: most lines of prose have none."""
        signs = {*self.defining, *self.declaring, *self.pairs, *self.openings}
        first = "".join(sorted({"`", "§", ":", "]", *(sign[0] for sign in signs)}))
        return re.compile(rf"[{re.escape(first)}\d]")

    def speaks_of_near(self, line: str) -> bool:
        """Whether a line may hold what :attr:`nearby_point` looks for; much faster than to look."""
        folded = line.lower()
        return any(word in folded for word in self.nearby)

    @cached_property
    def definition(self) -> re.Pattern[str]:
        """A line that defines or declares: what stands before the operator is ``head``."""
        marks = r"^[ ]{0,3}(?:\#{1,6}[ \t]+(?:[\d.]+[ \t]+)?|[-*+][ \t]+)?"
        head = rf"{marks}(?P<attribute>{_any(self.attribute)}[ \t]*)?"
        symbol = r"(?P<head>`[^`\n]{1,200}`|[^\s`\[(:≔]{1,80})"
        behind = rf"(?=[ \t]*(?:\[|{_any(self.declaring)}|{_any(self.defining)}))"
        pairs = (map(re.escape, pair) for pair in sorted(self.key))
        key = "|".join(rf"{first}[^\n{last}]{{1,200}}{last}" for first, last in pairs) or "(?!)"
        arguments = rf"(?:[ \t]*(?P<arguments>\([^\n]{{0,300}}?\)|{key}){behind})?"
        owned = r"(?:[ \t]*∋[ \t]*(?P<owned>`[^`\n]{1,200}`))?"
        scope = r"(?:[ \t]*\[(?P<scope>[^\]\n]{1,200})\])?"
        kind = rf"(?:[ \t]*{_any(self.declaring)}[ \t]*(?P<set>`[^`\n]{{1,200}}`|\S{{1,80}}))?"
        opening = re.escape("([{" + "".join(sorted(self.openings)))
        sign = rf"(?:[^\s\w`\"'«„“{opening}]|[^\W\x00-\u04ff])(?=[\s`{opening}]|$)"
        operator = rf"(?:[ \t]*(?P<operator>(?:{_any(self.defining)})(?:{sign})?))?"
        return re.compile(head + symbol + arguments + owned + scope + kind + operator, re.VERBOSE)

    @cached_property
    def names_behind(self) -> re.Pattern[str]:
        """What stands directly before a symbol that a verb of naming gives."""
        return re.compile(rf"(?<!\w)(?:{_any(self.naming)})\w*[^`.;]{{0,60}}$", re.IGNORECASE)

    @cached_property
    def names_before(self) -> re.Pattern[str]:
        """What stands directly behind a symbol that a verb of naming explains."""
        return re.compile(rf"[ \t]*(?:[—–-][ \t]*)?(?:это[ \t]+)?(?:{_any(self.naming)})", re.IGNORECASE)

    @cached_property
    def local_heading(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{_any(self.parents)})", re.IGNORECASE)

    @cached_property
    def of_symbol(self) -> re.Pattern[str]:
        """``of `A` `` behind a point, also with a word or two: ``(§2) of the report `A` ``."""
        return re.compile(
            rf"\)?[ \t]+(?:{_any(self.of)})[ \t]+(?:[^\W\d]+[ \t]+){{0,2}}`(?P<symbol>[^`\n]+)`"
        )

    @cached_property
    def nearby_point(self) -> re.Pattern[str]:
        """``point 6.2 below``: the only reference in words that is surely one to this document."""
        number = rf"(?P<number>{NUMBER})\.?"
        words = rf"(?<!\w)(?:{_any(self.point)})\w*[ \t]+{number}[ \t]+(?:{_any(self.nearby)})(?!\w)"
        return re.compile(words, re.IGNORECASE)

    def family_of(self, name: str) -> str:
        """The name without its indices and the sign of a set: ``C⠿``, ``Cᵢ`` and ``C₃`` are one family."""
        return _INDEX.sub("", name).rstrip("".join(self.family)) or name

    def declares_family(self, name: str) -> bool:
        return self.family_of(name) != name

    def document_named(self, name: str) -> str:
        """``᛭T`` → ``T``, ``T.md`` → ``T``; another name as it is."""
        stem = name.removesuffix(".md")
        return stem[1:] if len(stem) > 1 and stem[0] in self.document else stem


def _any(words: Iterable[str]) -> str:
    """A pattern for one of the words; for none of them where there are none."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)"


def notation(editions: tuple[str, ...] = ()) -> Notation:
    """The union of some editions (default: all bundled ones), given by name or as files of one's own.

    Raises :class:`ConfigError` for a file that is none, or none of editions.
    """
    return _notation(tuple((edition, stamp_of(edition)) for edition in editions))


@lru_cache(maxsize=8)
def _notation(editions: tuple[tuple[str, object], ...]) -> Notation:
    root = read_yaml((files(__package__) / "editions.yaml").read_text("utf-8"), "editions.yaml")
    known = root.mapping()["editions"].mapping()
    named = (
        [known[Path(one).name]] if stamp is None and Path(one).name in known else _own(one, list(known))
        for one, stamp in editions
    )
    return merged([node for nodes in named for node in nodes] or known.values())


def _own(path: str, known: list[str]) -> list[Node]:
    """The editions of a file, each held against what an edition may say."""
    if not Path(path).exists():
        hint = translated("a file, or one of: %s", ", ".join(known))
        raise ConfigError(translated("there is no edition «%s»", Path(path).name), Place(path), hint=hint)
    root = read_yaml(text_of(Path(path), ConfigError), path)
    root.refuse_unknown(["editions"])
    editions = list(root.mapping()["editions"].mapping().values()) if root.mapping() else []
    for edition in editions:
        edition.refuse_unknown(field.name for field in fields(Notation))
        for name, node in edition.mapping().items():
            for text in node.items():
                if not text.text() or (name in {"brackets", "key"} and len(text.text()) != 2):
                    raise text.problem(
                        translated("a pair of brackets is two signs")
                        if text.text()
                        else translated("no sign here")
                    )
    return editions


def merged(editions: Iterable[Node]) -> Notation:
    """One notation of several editions."""
    signs: dict[str, frozenset[str]] = {}
    for edition in editions:
        for name, node in edition.mapping().items():
            signs[name] = signs.get(name, frozenset()) | frozenset(item.text() for item in node.items())
    return Notation(**{field.name: signs.get(field.name, frozenset()) for field in fields(Notation)})
