"""The keys of a configuration, in one table: what is read, checked and described in the schema."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from proselint_t.notation.setup import ROLES, SINGLE_ROLES
from proselint_t.rules.rule import NEVER, Severity
from proselint_t.rules.settings import PARAGRAPHS, SETTINGS, language_code, terms
from proselint_t.text.errors import RuleError
from proselint_t.text.formats import REPORTS
from proselint_t.text.messages import translated
from proselint_t.text.names import MARKERS, PRESETS
from proselint_t.text.speech import SPEAKS
from proselint_t.yaml.nodes import Node

if TYPE_CHECKING:
    from collections.abc import Callable

FLAVOURS = (*MARKERS, "none")
CONFIDENCE = ("optional", "required")


class KeyType(StrEnum):
    TEXT = "text"
    TEXTS = "texts"
    LANGUAGE = "language"
    """The code of a language: `en`, `ru`, `de` and whatever else spaCy knows."""
    RULES = "rules"
    """Rule id → severity, exceptions and settings of that rule."""
    TERMS = "terms"
    """Names, or a mapping of a name to its other spellings."""
    MASKS = "masks"
    """Patterns of what is no prose, for a span or a block."""
    SENTENCES = "sentences"
    """What reads sentences: the name of a spaCy pipeline."""
    ROLES = "roles"
    """Role of a document in a bundle → its names."""
    OVERRIDES = "overrides"
    INSIDE = "inside"
    """Fences whose text is a document of its own, with the keys that hold for it."""


class Key(NamedTuple):
    """``overridable``: may stand in an entry of ``overrides``. ``files``: values are paths of this folder."""

    name: str
    type: KeyType
    doc: str
    choices: tuple[str, ...] = ()
    overridable: bool = True
    files: bool = False


KEYS: dict[str, Key] = {
    key.name: key
    for key in (
        Key("extends", KeyType.TEXTS, "Other configurations to build on.", overridable=False, files=True),
        Key("preset", KeyType.TEXT, "The rules and settings to start from.", PRESETS),
        Key("select", KeyType.TEXTS, "Rules and styles to run instead of the preset's."),
        Key("extend-select", KeyType.TEXTS, "Rules and styles to run beside the others."),
        Key("ignore", KeyType.TEXTS, "Rules and styles to leave out."),
        Key("paragraph", KeyType.TEXT, "Whether a line or a Markdown block is a paragraph.", PARAGRAPHS),
        Key("language", KeyType.LANGUAGE, "The language of every sentence, whatever its words show."),
        Key("exceptions", KeyType.TEXTS, "Words that every rule leaves alone."),
        Key("terms", KeyType.TERMS, "Official names beside the bundled ones."),
        Key("mask", KeyType.MASKS, "Patterns of what is no prose: `span` inside a block, `block` for lines."),
        Key("rules", KeyType.RULES, "Severity, exceptions and settings of single rules."),
        Key("styles", KeyType.TEXTS, "Folders of further rule files.", overridable=False, files=True),
        Key(
            "vale",
            KeyType.TEXT,
            "A configuration of Vale whose styles run too.",
            overridable=False,
            files=True,
        ),
        Key(
            "sentences",
            KeyType.SENTENCES,
            "`pipeline`: an installed spaCy pipeline that tags words, for rules of Vale's.",
            overridable=False,
        ),
        Key("min-severity", KeyType.TEXT, "Rules that are less grave do not run.", tuple(Severity)),
        Key("exclude", KeyType.TEXTS, "Patterns of files that are not checked.", overridable=False),
        Key("answer", KeyType.TEXT, "The answer that is under review.", files=True),
        Key("defects", KeyType.TEXT, "The defects that were reported on the answer.", files=True),
        Key("reply", KeyType.TEXT, "The edits that answer the defects; the editor shows them.", files=True),
        Key("confidence", KeyType.TEXT, "Whether each defect must state its confidence.", CONFIDENCE),
        Key("sources", KeyType.TEXTS, "Documents that may be quoted.", files=True),
        Key("sources.allow", KeyType.TEXTS, "Domains that the sources of edits may be from."),
        Key("bundle", KeyType.TEXTS, "Documents that belong together.", files=True),
        Key(
            "editions",
            KeyType.TEXTS,
            "Editions of the notation: bundled ones, files of your own.",
            files=True,
        ),
        Key("roles", KeyType.ROLES, "What documents of the bundle are: the language, the task …", ROLES),
        Key("priority", KeyType.TEXTS, "Documents that may define anew what another of them defines."),
        Key("baseline", KeyType.TEXT, "Violations that are known and not reported.", files=True),
        Key("inside", KeyType.INSIDE, "Other values for the text of some fences, which is then checked too."),
        Key(
            "fixable", KeyType.TEXTS, "Rules and styles whose fixes may be applied; without it, all of them."
        ),
        Key("unfixable", KeyType.TEXTS, "Rules and styles whose fixes are not applied."),
        Key(
            "fail-on",
            KeyType.TEXT,
            "The least severity that makes the exit code 1.",
            (*Severity, NEVER),
            False,
        ),
        Key(
            "flavour",
            KeyType.TEXT,
            "What writes or reads the Markdown; without it, what the files of the project show.",
            FLAVOURS,
        ),
        Key(
            "messages",
            KeyType.TEXT,
            "The language in which is reported; without it, that of the user's locale.",
            SPEAKS,
            overridable=False,
        ),
        Key("output-format", KeyType.TEXT, "The form of the report.", tuple(REPORTS), False),
        Key("extensions", KeyType.TEXTS, "Endings of the files to read in folders.", overridable=False),
        Key("overrides", KeyType.OVERRIDES, "Other values for some files.", overridable=False),
    )
}

NAMING = ("select", "extend-select", "ignore", "fixable", "unfixable")
"""Keys whose values are names of rules and styles."""
MASK_SCOPES = ("span", "block")
SENTENCE_KEYS = ("pipeline",)
RULE_KEYS = ("severity", "exceptions")
"""Keys of an entry of ``rules`` beside the settings of the rule."""

FENCE_KEYS = ("fence", "after")
"""Keys of an entry of ``inside`` beside those that hold for its text."""

OFF = "off"
"""What stands in place of the keys where a rule is switched off."""


def read_value(key: Key, node: Node) -> Any:
    """The value of a key. Raises with the place of whatever is wrong.

    ``overrides``, ``inside`` and ``rules`` stay nodes: what they may say depends on the rules there are.
    """
    if key.choices and key.type is KeyType.TEXT:
        return node.choice(key.choices)
    return _READERS[key.type](node)


def _masks(node: Node) -> tuple[tuple[str, str], ...]:
    """Pairs of scope and pattern, in the order of the scopes; each pattern is tried here."""
    from proselint_t.document.annotations.dialects import MaskScope, own_masks  # noqa: PLC0415 - few have any

    node.refuse_unknown(MASK_SCOPES)
    pairs = []
    for scope, entry in node.mapping().items():
        items = entry.value if isinstance(entry.value, list) else [entry]
        for item in items if not entry.empty else ():
            try:
                own_masks(((scope, item.text()),), MaskScope(scope))
            except RuleError as error:
                raise item.problem(error.problem, error.hint) from None
            pairs.append((scope, item.text()))
    return tuple(pairs)


def _sentences(node: Node) -> dict[str, str]:
    node.refuse_unknown(SENTENCE_KEYS)
    return {name: entry.text() for name, entry in node.mapping().items()}


def _roles(node: Node) -> dict[str, tuple[str, ...]]:
    """Raises where two documents have a role that is one document's."""
    node.refuse_unknown(ROLES)
    for role, entry in node.mapping().items():
        if role in SINGLE_ROLES and len(entry.texts()) > 1:
            raise entry.problem(
                translated("two documents with the role %s", role), translated("name one of them")
            )
    return {role: entry.texts() for role, entry in node.mapping().items()}


def _rules(node: Node) -> dict[str, dict[str, Node]]:
    return {rule: {} if is_off(entry) else entry.mapping() for rule, entry in node.mapping().items()}


_READERS: dict[KeyType, Callable[[Node], Any]] = {
    KeyType.TEXT: Node.text,
    KeyType.TEXTS: Node.texts,
    KeyType.LANGUAGE: language_code,
    KeyType.TERMS: terms,
    KeyType.MASKS: _masks,
    KeyType.SENTENCES: _sentences,
    KeyType.ROLES: _roles,
    KeyType.RULES: _rules,
    KeyType.OVERRIDES: Node.items,
    KeyType.INSIDE: Node.items,
}


def is_off(entry: Node) -> bool:
    """Whether an entry of ``rules`` switches its rule off."""
    return entry.value == OFF


def rule_values(entry: dict[str, Node]) -> dict[str, Any]:
    """The settings of one rule, of which the names are known to be its own."""
    values: dict[str, Any] = {}
    for name, node in entry.items():
        if name == "severity":
            values[name] = Severity(node.choice(Severity))
        elif name == "exceptions":
            values[name] = node.texts()
        else:
            values[name] = SETTINGS[name](node)
    return values
