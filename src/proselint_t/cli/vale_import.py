"""`.vale.ini` → a configuration of ours, and what could not be carried over.

Knows Vale's keys (https://vale.sh/docs/keys) and ours; it must not know files.
"""

from __future__ import annotations

import re
from configparser import ConfigParser, Error
from dataclasses import dataclass, field
from typing import Any

from proselint_t.errors import ConfigError, Place

_TOP = "\0top"
"""Stands for the keys above the first section, which configparser does not allow."""

_SEVERITIES = {"error", "warning", "suggestion"}
_BUILT_IN = "Vale"
_BRACES = re.compile(r"\{([^{}]*)\}")


@dataclass(slots=True)
class Imported:
    """``settings`` in the order of writing; ``lost`` says, a line each, what has no counterpart."""

    settings: dict[str, Any] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)


def import_vale(text: str, path: str) -> Imported:
    """Read a `.vale.ini`. Raises :class:`ConfigError` when it is no such file."""
    parser = ConfigParser(interpolation=None, strict=False, delimiters=("=",), default_section="\0none")
    # Keys of Vale are case-sensitive.
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    try:
        parser.read_string(f"[{_TOP}]\n{text}", source=path)
    except Error as error:
        line = getattr(error, "lineno", None) or next(iter(getattr(error, "errors", [])), (None,))[0]
        raise ConfigError("not a Vale configuration", Place(path, line - 1 if line else None)) from None
    imported = Imported()
    for key, value in parser[_TOP].items():
        _top(key, value, imported)
    sections = {glob: _section(glob, dict(parser[glob]), imported) for glob in parser.sections()[1:]}
    everywhere = sections.pop("*", {})
    overrides = [
        {"files": _globs(glob), **_added(everywhere, rules)} for glob, rules in sections.items() if rules
    ]
    imported.settings |= everywhere
    if overrides:
        imported.settings["overrides"] = overrides
    return imported


def _added(everywhere: dict[str, Any], rules: dict[str, Any]) -> dict[str, Any]:
    """The rules of a section. Vale adds its single rules to those of `[*]`; an override of ours replaces."""
    lists: dict[str, Any] = {
        key: [*everywhere.get(key, []), *rules[key]] for key in ("extend-select", "ignore") if key in rules
    }
    return {**rules, **lists}


def _globs(glob: str) -> str | list[str]:
    """Patterns as in `.gitignore`, which have no braces: `*.{md,txt}` is two of them."""
    braces = _BRACES.search(glob)
    if braces is None:
        return glob
    return [glob[: braces.start()] + part.strip() + glob[braces.end() :] for part in braces[1].split(",")]


def _top(key: str, value: str, imported: Imported) -> None:
    if key == "StylesPath":
        imported.settings["styles"] = [value]
    elif key == "MinAlertLevel":
        imported.lost.append(f"MinAlertLevel = {value}: run `check --fail-on {value}`")
    else:
        imported.lost.append(f"{key} = {value}")


def _section(glob: str, entries: dict[str, str], imported: Imported) -> dict[str, Any]:
    """The rules that hold for the files of one section."""
    select: list[str] = []
    extend: list[str] = []
    ignore: list[str] = []
    severities: dict[str, dict[str, str]] = {}
    for key, value in entries.items():
        if key == "BasedOnStyles":
            select += _styles(value, glob, imported)
        elif "." not in key or key.startswith(f"{_BUILT_IN}."):
            imported.lost.append(f"[{glob}] {key} = {value}")
        elif value in _SEVERITIES:
            severities[key] = {"severity": value}
        else:
            (extend if value.upper() == "YES" else ignore).append(key)
    found = {"select": select, "extend-select": extend, "ignore": ignore, "rules": severities}
    return {key: value for key, value in found.items() if value}


def _styles(value: str, glob: str, imported: Imported) -> list[str]:
    styles = [style.strip() for style in value.split(",") if style.strip()]
    if _BUILT_IN in styles:
        styles.remove(_BUILT_IN)
        imported.lost.append(
            f"[{glob}] the style {_BUILT_IN} (spelling, vocabularies) is part of Vale itself"
        )
    return styles
