"""Bounds that the environment may set: how much is read, and how long patterns may take.

Never a configuration, which comes with the documents that it would bound.
"""

from __future__ import annotations

import os

from proselint_t.text.errors import ConfigError, Place
from proselint_t.text.messages import translated

MAX_BYTES = "PROSELINT_T_MAX_BYTES"
"""What a file or standard input may hold."""
RULE_SECONDS = "PROSELINT_T_RULE_SECONDS"
DOCUMENT_SECONDS = "PROSELINT_T_DOCUMENT_SECONDS"
"""Of the processor, for the patterns of one rule and of all, in a document of up to a million characters."""
_DEFAULTS = {MAX_BYTES: 100_000_000.0, RULE_SECONDS: 4.0, DOCUMENT_SECONDS: 6.0}
_LONGEST = 15
"""Characters of what is taken for a number."""


def limit(name: str) -> float:
    """The bound of that name. Raises :class:`ConfigError` where the environment says no number from 0 on."""
    wanted = os.environ.get(name, "")
    if not wanted:
        return _DEFAULTS[name]
    whole, _, part = wanted.partition(".")
    digits = whole + part
    if not whole or len(wanted) > _LONGEST or not (digits.isascii() and digits.isdigit()):
        told = translated("«%s» is no number such as %s", wanted, f"{_DEFAULTS[name]:.0f}")
        raise ConfigError(told, Place(key=name))
    return float(wanted)


def check_limits() -> None:
    """Raises :class:`ConfigError` where any of them is no number."""
    for name in _DEFAULTS:
        limit(name)
