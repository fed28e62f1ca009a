"""One rule file → one rule. A superset of the format of Vale's styles.

Checks every key against the contract of the rule's kind; errors name file, line, column and key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from proselint_t.document.model import AtomName
from proselint_t.language.registry import ANY
from proselint_t.rules.kinds import KINDS, kind_of
from proselint_t.rules.matching.scope import SELECTORS, parts
from proselint_t.rules.rule import Example, Field, FieldType, RuleMeta, Severity, Structure
from proselint_t.rules.settings import language_code, read_settings
from proselint_t.text.derived import keep, known
from proselint_t.text.edits import Applicability
from proselint_t.text.errors import NoRuleError, RuleError, nearest
from proselint_t.text.inputs import text_of
from proselint_t.text.messages import spoken, translated
from proselint_t.text.patterns import pattern
from proselint_t.text.span import Span
from proselint_t.text.speech import SPEAKS
from proselint_t.yaml.nodes import Node
from proselint_t.yaml.reading import read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from proselint_t.rules.rule import Kind, Rule
    from proselint_t.rules.vale.settings import ValeSettings


COMMON: tuple[Field, ...] = (
    Field("extends", FieldType.TEXT, "The kind of the rule.", required=True, choices=tuple(KINDS)),
    Field(
        "message", FieldType.SAID, "What is said at a violation; `%s` is filled by the kind.", required=True
    ),
    Field("level", FieldType.TEXT, "How grave a violation is.", "warning", choices=tuple(Severity)),
    Field("scope", FieldType.TEXTS, "Selectors of the text that is read.", ()),
    Field("language", FieldType.LANGUAGES, "Only sentences of this language, or of these.", ()),
    Field("quotations", FieldType.TEXT, "Whether quotations are read.", "check", choices=("skip", "check")),
    Field(
        "mask", FieldType.TEXT, "Whether inline code is hidden.", "all", choices=("all", "keep-inline-code")
    ),
    Field("fix", FieldType.TEXT, "How sure the fixes are.", "safe", choices=tuple(Applicability)),
    Field("priority", FieldType.INT, "Of overlapping fixes the one of the higher priority wins.", 0),
    Field("structure", FieldType.TEXT, "What fixes may do to blocks.", "unchanged", choices=tuple(Structure)),
    Field(
        "owns", FieldType.TEXTS, "Marks of Markdown that fixes may take away.", (), choices=tuple(AtomName)
    ),
    Field("unless_said", FieldType.BOOL, "Leave it alone in an edit of a point that says it itself.", False),
    Field("why", FieldType.SAID, "The reason for the rule.", ""),
    Field("source", FieldType.TEXT, "Where the rule comes from.", ""),
    Field("link", FieldType.TEXT, "A page about the rule.", ""),
    Field("related", FieldType.TEXTS, "Rules to look at beside this one.", ()),
    Field("elsewhere", FieldType.SECTIONS, "What other style guides say: a guide and its advice.", {}),
    Field("settings", FieldType.SETTINGS, "Defaults of the keys that a configuration may set.", {}),
    Field("examples", FieldType.NODES, "Good and bad texts, and what is made of the bad ones.", ()),
)
"""Keys of every rule file, whatever its kind."""

IGNORED = frozenset(
    {"action", "vocab", "description", "code", "limit", "nonword", "ignorecase", "exceptions"}
)
"""Keys that Vale allows everywhere: without meaning where a kind does not read them."""

_KEPT = "rule"
"""The kind under which the keys of a rule file are kept (see ``text.derived``)."""
BESIDE = ("answer", "defects", "reply")
"""Documents beside the text of an example of a review."""
EXAMPLE_KEYS = ("bad", "good", "fixed", "fix", "preset", "settings", "sources", *BESIDE)
_MARK = pattern("[⟪⟫]")


def load_rule(path: Path, rule: str, settings: ValeSettings | None = None) -> Rule:
    """Read a rule file; ``settings`` are those of Vale's rules.

    Raises :class:`RuleError` with file, line, column and key, :class:`NoRuleError` where there is no rule.
    """
    return read_rule(text_of(path, RuleError), str(path), rule, settings)


def load_bundled_rule(path: Path, rule: str) -> Rule:
    """One of the rules of this program, whose file is read only where nothing is kept of it yet."""
    return _recalled(f"{spoken()}\0{path}", lambda: text_of(path, RuleError), str(path), rule)


def read_rule(text: str, path: str, rule: str, settings: ValeSettings | None = None) -> Rule:
    """A rule from the text of its file; ``rule`` is its id. One that says nothing of ours is Vale's."""
    return _recalled(f"{spoken()}\0{text}", lambda: text, path, rule, settings)


def _recalled(
    key: str, text: Callable[[], str], path: str, rule: str, settings: ValeSettings | None = None
) -> Rule:
    """The rule that is kept under a key, or else that of the text, which is then kept."""
    kept = known(_KEPT, key)
    if kept is not None:
        return _restored(kept, rule, path)
    root = read_yaml(text(), path, RuleError)
    if isinstance(root.value, list) or "extends" not in root.mapping():
        raise NoRuleError(
            translated("the key extends is missing"),
            root.place,
            hint=translated("one of: %s", ", ".join(KINDS)),
        )
    if _is_vale(root):
        from proselint_t.rules.vale.definition import vale_rule  # noqa: PLC0415 - our own rules are none of Vale's
        from proselint_t.rules.vale.settings import ValeSettings  # noqa: PLC0415

        return vale_rule(root, rule, settings or ValeSettings())
    keys = root.mapping()
    kind = _kind(root)
    fields = {field.name: field for field in (*COMMON, *kind.fields)}
    root.refuse_unknown({**fields, **dict.fromkeys(IGNORED)})
    values = {name: _value(root, field) for name, field in fields.items()}
    _refuse_unknown_scope(root, values["scope"])
    examples = tuple(read_example(item, values["settings"] or {}) for item in values.pop("examples"))
    try:
        found = kind(_meta(values, examples, rule, path), _options(kind, values))
    except RuleError as error:
        node = root.at(error.place.key)
        raise RuleError(
            error.problem, node.place._replace(key=error.place.key or node.key or None), hint=error.hint
        ) from None
    said = {name: value for name, value in values.items() if name in keys}
    keep(_KEPT, key, [said, examples])
    return found


def _options(kind: Kind, values: Mapping[str, Any]) -> dict[str, Any]:
    return {field.name: values[field.name] for field in kind.fields}


def _restored(kept: tuple[Mapping[str, Any], Iterable[Sequence[Any]]], rule: str, path: str) -> Rule:
    """The rule of a file that was read before: its keys and its examples, as JSON gives them back."""
    said, examples = kept
    kind = kind_of(said["extends"])
    fields = (*COMMON, *kind.fields)
    values = {
        one.name: _as_read(said[one.name], one.type) if one.name in said else one.default for one in fields
    }
    return kind(_meta(values, tuple(map(_example, examples)), rule, path), _options(kind, values))


def _as_read(value: Any, kind: FieldType) -> Any:
    """A value of JSON as :func:`read_value` gives it: it has tuples where JSON has lists."""
    return value if kind in {FieldType.ANY, FieldType.SETTINGS} else _frozen(value)


def _frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _frozen(one) for key, one in value.items()}
    return tuple(value) if isinstance(value, list) else value


def _example(data: Sequence[Any]) -> Example:
    kept = Example(*data)
    places = tuple(Span(*span) for span in kept.spans)
    sure = Applicability(kept.fix_class)
    return kept._replace(spans=places, fix_class=sure, sources=tuple(kept.sources))


def _is_vale(root: Node) -> bool:
    """Whether a rule is one of Vale's: of an extension point of Vale, without any key that is only ours."""
    from proselint_t.rules.vale.definition import EXTENDS, KEYS  # noqa: PLC0415 - not for what is kept

    keys = root.mapping()
    if keys["extends"].value not in EXTENDS:
        return False
    ours = {field.name for field in COMMON}
    if keys["extends"].value in KINDS:
        ours |= {field.name for field in kind_of(keys["extends"].text()).fields}
    swaps = keys["swap"].value if "swap" in keys else ""
    of_ours = isinstance(swaps, dict) and any(isinstance(entry.value, dict) for entry in swaps.values())
    speaks_both = "message" in keys and isinstance(keys["message"].value, dict)
    return not (of_ours or speaks_both or any(key in ours - KEYS for key in keys))


def _kind(root: Node) -> Kind:
    keys = root.mapping()
    name = keys["extends"].text()
    if name not in KINDS:
        raise keys["extends"].problem(translated("there is no kind «%s»", name), nearest(name, KINDS))
    return kind_of(name)


def _value(root: Node, field: Field) -> Any:
    node = root.mapping().get(field.name)
    if node is None:
        if field.required:
            raise root.problem(translated("the key %s is missing", field.name))
        return field.default
    return read_value(node, field)


def read_value(node: Node, field: Field) -> Any:
    """The value of a key, by the type that its field declares."""
    if field.choices and field.type is FieldType.TEXTS:
        return tuple(item.choice(field.choices) for item in node.items())
    if field.choices:
        return node.choice(field.choices)
    return _READERS[field.type](node)


def _sections(node: Node) -> dict[str, tuple[str, ...]]:
    return {key: entry.texts() for key, entry in node.mapping().items()}


def _translated_text(node: Node) -> str:
    """A text, or that of the language of the run; where there is none in it, the first."""
    if not isinstance(node.value, dict):
        return node.text()
    node.refuse_unknown(SPEAKS)
    texts = {language: entry.text() for language, entry in node.mapping().items()}
    if not texts:
        raise node.problem(translated("no text in any language"), translated("one of: %s", ", ".join(SPEAKS)))
    return texts.get(spoken()) or next(iter(texts.values()))


def _substitutions(node: Node) -> dict[str, str | Mapping[str, Any]]:
    return {key: _substitution(entry) for key, entry in node.mapping().items()}


def _substitution(node: Node) -> str | Mapping[str, Any]:
    if isinstance(node.value, str):
        return node.value
    keys = node.mapping()
    if "with" not in keys:
        raise node.problem(translated("an entry is a text, or says `with`"))
    texts = {"alternatives": keys["alternatives"].texts()} if "alternatives" in keys else {}
    return {**node.plain_value(), "with": keys["with"].text(), **texts}


def _languages(node: Node) -> tuple[str, ...]:
    """The codes of one or several; none for any."""
    if node.texts() == (ANY,):
        return ()
    return tuple(map(language_code, node.items() if isinstance(node.value, list) else [node]))


_READERS: dict[FieldType, Callable[[Node], Any]] = {
    FieldType.TEXT: Node.text,
    FieldType.SAID: _translated_text,
    FieldType.BOOL: Node.boolean,
    FieldType.INT: Node.integer,
    FieldType.TEXTS: Node.texts,
    FieldType.LANGUAGES: _languages,
    FieldType.SECTIONS: _sections,
    FieldType.SWAP: _substitutions,
    FieldType.ANY: Node.plain_value,
    FieldType.SETTINGS: read_settings,
    FieldType.NODES: Node.items,
}


def _meta(values: Mapping[str, Any], examples: tuple[Example, ...], rule: str, path: str) -> RuleMeta:
    same = {name: value for name, value in values.items() if name in RuleMeta._fields}
    return RuleMeta(rule, values["extends"], **same)._replace(
        severity=Severity(values["level"]),
        languages=values["language"],
        fix=Applicability(values["fix"]),
        structure=Structure(values["structure"]),
        settings=values["settings"] or {},
        examples=examples,
        path=path,
    )


def _refuse_unknown_scope(root: Node, scope: tuple[str, ...]) -> None:
    for selector in scope:
        for part in parts(selector):
            name = part.removeprefix("~")
            if name not in SELECTORS:
                node = root.mapping()["scope"]
                raise node.problem(translated("there is no scope «%s»", name), nearest(name, SELECTORS))


def read_example(node: Node, settings: Iterable[str]) -> Example:
    """One example, the places of violations in it marked by ``⟪ ⟫``; ``settings`` are names of the rule's.

    Raises when it has both or none of ``bad`` and ``good``, or marks without partner.
    """
    node.refuse_unknown(EXAMPLE_KEYS)
    keys = node.mapping()
    if ("bad" in keys) == ("good" in keys):
        raise node.problem(translated("an example is either bad or good"))
    if "settings" in keys:
        keys["settings"].refuse_unknown(settings)
    marked = keys.get("bad") or keys["good"]
    text, spans = unmarked(marked)
    if ("bad" in keys) != bool(spans):
        raise marked.problem(translated("a bad example marks each violation by ⟪ ⟫, a good one has none"))
    return Example(
        text=text,
        spans=spans,
        fixed=keys["fixed"].text() if "fixed" in keys else None,
        fix_class=Applicability(keys["fix"].choice(Applicability)) if "fix" in keys else Applicability.SAFE,
        preset=keys["preset"].text() if "preset" in keys else None,
        settings=read_settings(keys["settings"]) if "settings" in keys else {},
        sources=keys["sources"].texts() if "sources" in keys else (),
        beside={name: keys[name].text() for name in BESIDE if name in keys},
        line=node.line,
    )


def unmarked(node: Node) -> tuple[str, tuple[Span, ...]]:
    """The text without its marks, and the spans that they enclosed (they may nest) in order."""
    marked = node.text()
    spans: list[Span] = []
    opened: list[int] = []
    for index, match in enumerate(_MARK.finditer(marked)):
        at = match.start() - index
        if match.group() == "⟪":
            opened.append(at)
        elif not opened:
            raise node.problem("a mark ⟫ without ⟪")
        else:
            spans.append(Span(opened.pop(), at))
    if opened:
        raise node.problem("a mark ⟪ without ⟫")
    return _MARK.sub("", marked), tuple(sorted(spans))
