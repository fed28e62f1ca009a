"""Configurations and rule files that are open in the editor: what is wrong with them as they stand there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from proselint_t.lint.rule_tests import run_examples
from proselint_t.rules.loader import read_rule
from proselint_t.text.errors import Place, ProselintError, RuleError
from proselint_t.text.names import TOML_NAME, YAML_NAME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.lsp.buffers import Buffer
    from proselint_t.lsp.settings import Settings

FileKind = Literal["config", "rule"]

_LOOKS_LIKE_RULE = (re.compile(r"^extends:", re.MULTILINE), re.compile(r"^message:", re.MULTILINE))


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
