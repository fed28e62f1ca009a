"""Configurations and rule files that are open in the editor: what is wrong with them as they stand there.

A word becomes one of the `terms` of a configuration with as little change to the file as there can be.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from proselint_t.config.layers import TOML_TABLES
from proselint_t.lint.rule_tests import run_examples
from proselint_t.rules.loader import read_rule
from proselint_t.text.edits import Edit
from proselint_t.text.errors import Place, ProselintError, RuleError
from proselint_t.text.names import TOML_NAME, YAML_NAME
from proselint_t.text.span import Span
from proselint_t.yaml.reading import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.lsp.buffers import Buffer
    from proselint_t.lsp.settings import Settings
    from proselint_t.text.source import Source
    from proselint_t.yaml.nodes import Node

FileKind = Literal["config", "rule"]

_LOOKS_LIKE_RULE = (re.compile(r"^extends:", re.MULTILINE), re.compile(r"^message:", re.MULTILINE))
_TABLE = re.compile(rf"^\[tool\.(?:{'|'.join(TOML_TABLES)})\][ \t]*(?:#.*)?$", re.MULTILINE)
_TOML_TERMS = re.compile(r"^terms[ \t]*=[ \t]*\[", re.MULTILINE)


def kind_of_file(buffer: Buffer, settings: Settings) -> FileKind | None:
    """What a text is to us. A rule file stands in a folder of rules, or says what only rule files say."""
    if buffer.path.name in {YAML_NAME, TOML_NAME}:
        return "config"
    if not buffer.is_yaml:
        return None
    in_folder = any(folder in buffer.path.parents for folder in settings.style_folders(buffer.path))
    looks = all(pattern.search(buffer.source.text) for pattern in _LOOKS_LIKE_RULE)
    return "rule" if in_folder or looks else None


def problems_of(buffer: Buffer, settings: Settings) -> Iterator[ProselintError]:
    """What is wrong with a configuration or a rule file."""
    kind = kind_of_file(buffer, settings)
    if kind == "rule":
        yield from _problems_of_rule(buffer)
        return
    # What a configuration extends cannot be judged without it: such a file is judged as it is saved.
    problem = (
        settings.problem_in(buffer.path, buffer.source.text)
        if kind == "config"
        else settings.problems.get(buffer.path)
    )
    if problem is not None:
        yield problem


def _problems_of_rule(buffer: Buffer) -> Iterator[ProselintError]:
    path = buffer.path
    try:
        rule = read_rule(buffer.source.text, str(path), f"{path.parent.name}.{path.stem}")
        for failure in run_examples(rule):
            yield RuleError(failure.problem, Place(str(path), failure.line or 1))
    except ProselintError as error:
        yield error


def edit_for_term(source: Source, term: str) -> Edit:
    """The edit that adds a term to the text of a configuration.

    Raises :class:`proselint_t.text.errors.ConfigError` where the text is no configuration.
    """
    return _toml(source, term) if source.path.endswith(".toml") else _yaml(source, term)


def _toml(source: Source, term: str) -> Edit:
    table = _TABLE.search(source.text)
    at = table.end() if table else len(source.text)
    end = source.text.find("\n[", at)
    terms = _TOML_TERMS.search(source.text, at, end if end >= 0 else len(source.text))
    if terms:
        return _insertion(terms.end(), f"{_quoted(term)}, ")
    head = "" if table else f"[tool.{TOML_TABLES[0]}]"
    return _insertion(at, f"{head}{source.newline}terms = [{_quoted(term)}]")


def _yaml(source: Source, term: str) -> Edit:
    root = read_yaml(source.text, source.path)
    node = root.mapping().get("terms")
    if node is None:
        return _new_key(source, term)
    begin = _offset(source, node)
    if source.text[begin : begin + 1] in {"[", "{"}:
        last = ": []" if source.text[begin] == "{" else ""
        comma = ", " if node.value else ""
        return _insertion(begin + 1, f"{_quoted(term)}{last}{comma}")
    if isinstance(node.value, str):
        old = f"{_quoted(node.value)}, " if node.value and not node.empty else ""
        space = " " if source.text[begin - 1 : begin] == ":" else ""
        return Edit(Span(begin, begin + len(node.value)), f"{space}[{old}{_quoted(term)}]")
    indent = " " * (node.column - 1)
    entry = f"{_quoted(term)}: []" if isinstance(node.value, dict) else f"- {_quoted(term)}"
    return _insertion(begin, f"{entry}{source.newline}{indent}")


def _new_key(source: Source, term: str) -> Edit:
    end = source.newline if source.text and not source.text.endswith(("\n", "\r")) else ""
    return _insertion(len(source.text), f"{end}terms:{source.newline}  - {_quoted(term)}{source.newline}")


def _offset(source: Source, node: Node) -> int:
    return source.line_starts[node.line - 1] + node.column - 1


def _insertion(at: int, text: str) -> Edit:
    return Edit(Span(at, at), text)


def _quoted(term: str) -> str:
    """As YAML and TOML both read it; plain words need no quotation marks in YAML but may have them."""
    return '"' + term.replace("\\", "\\\\").replace('"', '\\"') + '"'
