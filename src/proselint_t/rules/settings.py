"""The settings of rules by name: what a rule file gives as a default, an example or a configuration sets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from proselint_t.language.registry import LANGUAGES, codes
from proselint_t.text.errors import closest
from proselint_t.text.messages import translated
from proselint_t.yaml.nodes import Node

if TYPE_CHECKING:
    from collections.abc import Callable


PARAGRAPHS = ("line", "block")


def terms(node: Node) -> dict[str, tuple[str, ...]]:
    """Names, each with its other spellings; a list names those that have none."""
    if isinstance(node.value, dict):
        return {name: spellings.texts() for name, spellings in node.mapping().items()}
    return dict.fromkeys(node.texts(), ())


SETTINGS: dict[str, Callable[[Node], Any]] = {
    "before_point": Node.integer,
    "collective": Node.boolean,
    "headings": Node.texts,
    "imperatives": Node.plain_value,
    "nested": Node.text,
    "ordinals": Node.boolean,
    "paragraph": lambda node: node.choice(PARAGRAPHS),
    "terms": terms,
}
"""Name → what reads its value. Kinds rely on the types; another name would be read by nobody."""


def language_code(node: Node) -> str:
    """The code of a language that is known. Raises :class:`RuleError` with its place."""
    if node.text() in codes():
        return node.text()
    names = {one.name.lower(): one.code for one in LANGUAGES.values()}
    named = closest(node.text().lower(), names)
    examples = translated(
        "a code of two or three letters: %s, or another that spaCy knows", ", ".join(LANGUAGES)
    )
    raise node.problem(
        translated("unknown language «%s»", node.text()),
        translated("did you mean «%s»?", names[named]) if named else examples,
    )


def read_settings(node: Node) -> dict[str, Any]:
    """The settings in a mapping. Raises with the place of what is no setting, or no value for it."""
    node.refuse_unknown(SETTINGS)
    return {name: _as_data(SETTINGS[name](value)) for name, value in node.mapping().items()}


def _as_data(value: Any) -> Any:
    """The value as JSON gives it back, in which rules are kept."""
    if isinstance(value, dict):
        return {name: list(texts) for name, texts in value.items()}
    return list(value) if isinstance(value, tuple) else value
