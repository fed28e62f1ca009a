"""`.vale.ini` → a configuration of ours, and what could not be carried over.

Knows Vale's keys (https://vale.sh/docs/keys) and ours; it must not know files.
"""

from __future__ import annotations

from configparser import ConfigParser, Error
from dataclasses import dataclass, field
from typing import Any

from proselint_t.errors import ConfigError, Place

_TOP = "\0top"
"""Stands for the keys above the first section, which configparser does not allow."""

_SEVERITIES = {"error", "warning", "suggestion"}
_BUILT_IN = "Vale"


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
    overrides = []
    for glob in parser.sections()[1:]:
        rules = _section(glob, dict(parser[glob]), imported)
        if glob == "*":
            imported.settings |= rules
        elif rules:
            overrides.append({"files": glob, **rules})
    if overrides:
        imported.settings["overrides"] = overrides
    return imported


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
            (select if value.upper() == "YES" else ignore).append(key)
    found = {"select": select, "ignore": ignore, "rules": severities}
    return {key: value for key, value in found.items() if value}


def _styles(value: str, glob: str, imported: Imported) -> list[str]:
    styles = [style.strip() for style in value.split(",") if style.strip()]
    if _BUILT_IN in styles:
        styles.remove(_BUILT_IN)
        imported.lost.append(
            f"[{glob}] the style {_BUILT_IN} (spelling, vocabularies) is part of Vale itself"
        )
    return styles
