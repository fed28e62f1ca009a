"""Configurations and rule files that are open in the editor: what is wrong with them as they stand there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from proselint_t.config.keys import KEYS, read_value
from proselint_t.config.layers import TOML_NAME, YAML_NAME
from proselint_t.errors import InputError, Place, ProselintError, RuleError
from proselint_t.rule_tests import run_examples
from proselint_t.source import Source
from proselint_t.styles.loader import read_rule
from proselint_t.yaml_nodes import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.lsp.buffers import Buffer
    from proselint_t.lsp.settings import Settings

FileKind = Literal["config", "rule"]

_LOOKS_LIKE_RULE = (re.compile(r"^extends:", re.MULTILINE), re.compile(r"^message:", re.MULTILINE))


def kind_of(buffer: Buffer, settings: Settings) -> FileKind | None:
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
    kind = kind_of(buffer, settings)
    try:
        if kind == "config":
            yield from _problems_of_config(buffer, settings)
        elif kind == "rule":
            yield from _failing_examples(buffer)
    except ProselintError as error:
        yield error


def _problems_of_config(buffer: Buffer, settings: Settings) -> Iterator[ProselintError]:
    """Keys and values as they are typed; names of rules, and files it extends, once it is saved."""
    if buffer.path.name == YAML_NAME:
        root = read_yaml(buffer.source.text, str(buffer.path))
        root.refuse_unknown(KEYS)
        for name, node in root.mapping().items():
            read_value(KEYS[name], node)
    problem = settings.problem_with(buffer.path)
    if problem is not None and _is_saved(buffer):
        yield problem


def _is_saved(buffer: Buffer) -> bool:
    try:
        return Source.read(buffer.path).text == buffer.source.text
    except InputError:
        return False


def _failing_examples(buffer: Buffer) -> Iterator[ProselintError]:
    path = buffer.path
    rule = read_rule(buffer.source.text, str(path), f"{path.parent.name}.{path.stem}")
    for failure in run_examples(rule):
        yield RuleError(failure.problem, Place(str(path), failure.line or 1))
