"""Which language a run speaks with its user: what the environment asks for, else the locale.

Apart from :mod:`proselint_t.text.messages`, which says things in it: `--help` needs no more than this.
"""

from __future__ import annotations

import os

SPEAKS = ("en", "ru")
DEFAULT = "en"
MESSAGES_VARIABLE = "PROSELINT_T_MESSAGES"
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""Of these the first that says something holds, as in every program of a POSIX system."""


def of_locale(name: str | None = None) -> str:
    """The language for a locale such as ``ru_RU.UTF-8``, by default that of the user's environment."""
    said = name or next(filter(None, map(os.environ.get, _VARIABLES)), None) or _of_system()
    return next((one for one in SPEAKS if said.lower().startswith(one)), DEFAULT)


def _of_system() -> str:
    """Where no variable says it: on Windows."""
    import locale  # noqa: PLC0415 - nowhere else

    return locale.getlocale()[0] or ""


def of_environment() -> str:
    """What every command speaks until a flag or a configuration says otherwise."""
    asked = os.environ.get(MESSAGES_VARIABLE)
    return asked if asked in SPEAKS else of_locale()
