"""Bounds that the environment may set: how much is read, and how long patterns may take.

Never a configuration, which comes with the documents that it would bound.
"""

from __future__ import annotations

import os
import re

from proselint_t.text.errors import ConfigError, Place
from proselint_t.text.messages import translated
from proselint_t.text.patterns import pattern

MAX_BYTES = "PROSELINT_T_MAX_BYTES"
"""What a file or standard input may hold."""
MAX_CHARACTERS = "PROSELINT_T_MAX_CHARACTERS"
"""What a file of settings or rules may hold, YAML or TOML."""
RULE_SECONDS = "PROSELINT_T_RULE_SECONDS"
DOCUMENT_SECONDS = "PROSELINT_T_DOCUMENT_SECONDS"
"""Of the processor, for the patterns of one rule and of all, in a document of up to a million characters."""
_WHOLE = pattern(r"\d{1,15}", re.ASCII)
_DECIMAL = pattern(r"\d{1,6}(\.\d{1,6})?", re.ASCII)
_BOUNDS = {
    MAX_BYTES: (100_000_000, _WHOLE),
    MAX_CHARACTERS: (1_000_000, _WHOLE),
    RULE_SECONDS: (4, _DECIMAL),
    DOCUMENT_SECONDS: (6, _DECIMAL),
}


def limit(name: str) -> float:
    """The bound of that name. Raises :class:`ConfigError` where the environment says no number from 0 on."""
    usual, number = _BOUNDS[name]
    wanted = os.environ.get(name, "")
    if wanted and not number.fullmatch(wanted):
        raise ConfigError(translated("«%s» is no number such as %s", wanted, usual), Place(key=name))
    return float(wanted or usual)


def check_limits() -> None:
    """Raises :class:`ConfigError` where any of them is no number."""
    for name in _BOUNDS:
        limit(name)
