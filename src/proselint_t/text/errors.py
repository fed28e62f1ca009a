"""Errors that a user can mend. Each names a place and a way out; one edge turns them into exit codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from proselint_t.text.messages import translated

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


_MOST = 2000
"""Characters of what a problem says: it may quote a value of any length."""


class Place(NamedTuple):
    """Where an input is wrong. ``line`` and ``column`` count from 1; ``None`` where there is none."""

    path: str | None = None
    line: int | None = None
    column: int | None = None
    key: str | None = None

    def __str__(self) -> str:
        parts = [str(part) for part in (self.path, self.line, self.column) if part is not None]
        place = ":".join(parts)
        if self.key:
            return f"{place}: {self.key}" if place else self.key
        return place


class ProselintError(Exception):
    """Base of everything that ends with exit code 2 and a line on standard error."""

    def __init__(self, problem: str, place: Place | None = None, *, hint: str | None = None) -> None:
        self.problem = (
            problem if len(problem) <= _MOST else f"{problem[: _MOST // 2]} … {problem[-_MOST // 4 :]}"
        )
        self.place = place or Place()
        self.hint = hint
        super().__init__(str(self))

    def __str__(self) -> str:
        place = str(self.place)
        text = f"{place}: {self.problem}" if place else self.problem
        return f"{text} ({self.hint})" if self.hint else text

    def at(self, path: str) -> ProselintError:
        """The same error with the path filled in, for callers that know the file."""
        return type(self)(self.problem, self.place._replace(path=path), hint=self.hint)


class InputError(ProselintError):
    """A document cannot be read, or cannot be written back."""


def unreadable(path: Path | str, reason: OSError | ValueError) -> InputError:
    """Why a file or a folder cannot be read."""
    told = getattr(reason, "strerror", None) or reason
    return InputError(translated("cannot be read: %s", told), Place(str(path)))


class ConfigError(ProselintError):
    """The configuration, or an argument of the command, is wrong."""


class RuleError(ProselintError):
    """A rule file is wrong, or a rule failed while it ran."""


class NoRuleError(RuleError):
    """A YAML file that says nothing of a rule: something else that lies in a folder of styles."""


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word that another is most like, or ``None`` when nothing is close."""
    from difflib import get_close_matches  # noqa: PLC0415 - only where a name is wrong

    return next(iter(get_close_matches(word, list(known), n=1, cutoff=0.6)), None)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """A hint that names the closest known word, or ``None`` when nothing is close."""
    match = closest(word, known)
    return translated("did you mean «%s»?", match) if match else None
