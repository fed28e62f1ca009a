"""Patterns of files as in `.gitignore` (https://git-scm.com/docs/gitignore), matched in linear time.

They come with the documents. What a translation to one regular expression would search again and again, a
star decides once: the first place where the text behind it fits is as good as any later one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from proselint_t.text.limits import MAX_PATTERNS, beyond, limit
from proselint_t.text.messages import translated
from proselint_t.text.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_PIECE = pattern(r"\*+|\?|\\.|\[[!^]?\]?(?:\[:\w*:\]|\\.|[^\]\\])*\]|.", re.DOTALL)
_STAR, _ANY = "*", "[^/]"
_CLASSES = {
    "alnum": "a-zA-Z0-9", "alpha": "a-zA-Z", "blank": " \\t", "cntrl": "\\x00-\\x1f\\x7f", "digit": "0-9",
    "graph": "!-~", "lower": "a-z", "print": " -~", "punct": "!-/:-@\\[-`{-~", "space": "\\s", "upper": "A-Z",
    "xdigit": "0-9a-fA-F",
}  # fmt: skip


class Globs:
    """A list of patterns: of those that match a path the last one counts.

    Raises :class:`ValueError` where there are more than :data:`MAX_PATTERNS` says, or with ``strict`` at
    one that can match nothing.
    """

    def __init__(self, lines: Iterable[str], *, strict: bool = False) -> None:
        self._patterns: list[_Pattern] = []
        most = limit(MAX_PATTERNS)
        for line in lines:
            pattern = _Pattern.of(line, strict=strict)
            if pattern is not None:
                self._patterns.append(pattern)
            if len(self._patterns) > most:
                raise ValueError(too_many(most))
        self._patterns.reverse()

    def verdict(self, path: str, *, folder: bool = False) -> bool | None:
        """Whether a path (with `/`, from the folder of the list) is taken; ``None`` where none matches it."""
        names = path.split("/")
        return next((one.takes for one in self._patterns if one.matches(names, folder=folder)), None)

    def take(self, path: str) -> bool:
        """Whether a file is taken, or a folder above it, where what is inside has no say any more."""
        above = (path[:at] for at, mark in enumerate(path) if mark == "/")
        return any(self.verdict(one, folder=True) for one in above) or bool(self.verdict(path))


def too_many(most: float) -> str:
    """What is told of a list with more patterns."""
    return beyond(MAX_PATTERNS, translated("more than %s patterns", f"{most:,.0f}"))


class _Pattern:
    """One line. ``groups`` are the names between its `**`, each as a pattern of its own."""

    def __init__(self, groups: list[list[re.Pattern[str]]], *, takes: bool, only_folders: bool) -> None:
        self.takes = takes
        self._groups = groups
        self._only_folders = only_folders

    @classmethod
    def of(cls, line: str, *, strict: bool) -> _Pattern | None:
        """The pattern of a line; ``None`` where it is blank, a comment, or no pattern."""
        line = re.sub(r"(?<!\\) +$", "", line.removesuffix("\n").removesuffix("\r"))
        if not line or line.startswith("#"):
            return None
        takes = not line.startswith("!")
        body = line if takes else line[1:]
        bare = body.removesuffix("/").removeprefix("/")
        try:
            groups = list(_groups(bare, anchored="/" in body.removesuffix("/")))
        except ValueError:
            if strict:
                raise
            return None
        return cls(groups, takes=takes, only_folders=body.endswith("/"))

    def matches(self, names: list[str], *, folder: bool) -> bool:
        if self._only_folders and not folder:
            return False
        first, *others = self._groups
        if not others:
            return len(first) == len(names) and _fit(first, names, 0)
        *middle, last = others
        if not _fit(first, names, 0):
            return False
        at = len(first)
        for group in middle:
            found = next((start for start in range(at, len(names)) if _fit(group, names, start)), None)
            if found is None:
                return False
            at = found + len(group)
        if not last:  # `a/**` is what lies in it
            return len(names) > at
        return len(names) - len(last) >= at and _fit(last, names, len(names) - len(last))


def _fit(group: list[re.Pattern[str]], names: list[str], at: int) -> bool:
    """Whether a group of patterns matches the names from one on, each its own."""
    if at + len(group) > len(names):
        return False
    return all(one.fullmatch(names[at + index]) for index, one in enumerate(group))


def _groups(pattern: str, *, anchored: bool) -> Iterator[list[re.Pattern[str]]]:
    """Raises :class:`ValueError` where the pattern can match nothing."""
    if not pattern:
        raise ValueError(translated("an empty pattern"))
    group: list[re.Pattern[str]] = []
    if not anchored:
        yield group
        group = []
    for name in pattern.split("/"):
        if len(name) > 1 and not name.strip(_STAR):  # `**`, and to git `***` too
            yield group
            group = []
        else:
            group.append(_name(name))
    yield group


def _name(pattern: str) -> re.Pattern[str]:
    """The pattern of one name. The last star may try again; before it, what fits first is kept."""
    parts = [""]
    for found in _PIECE.finditer(pattern):  # one by one: a set without an end is looked for once
        if found[0][0] == _STAR:
            parts.append("")
        else:
            parts[-1] += _one(found[0])
    first, *others = parts
    if not others:
        return re.compile(first, re.DOTALL)
    kept = "".join(f"(?>.*?{part})" for part in others[:-1])
    return re.compile(f"{first}{kept}.*{others[-1]}", re.DOTALL)


def _one(piece: str) -> str:
    """What matches one character."""
    if piece == "?":
        return _ANY
    if piece[0] == "[" and len(piece) > 1:
        return _set(piece[1:-1])
    if piece in {"[", "\\"}:
        raise ValueError(translated("a set without an end, or nothing behind a backslash"))
    return re.escape(piece[-1])


def _set(inside: str) -> str:
    negated = inside.startswith(("!", "^"))
    parts = re.findall(r"\[:(\w*):\]|\\(.)|(.)", inside[negated:], re.DOTALL)
    written = ""
    for name, escaped, plain in parts:
        if name:
            written += _CLASSES.get(name, "")
        else:
            written += "-" if plain == "-" else re.escape(escaped or plain)
    if not written:
        raise ValueError(translated("an empty set"))
    try:
        re.compile(f"[{written}]")
    except re.error:
        raise ValueError(translated("a range that runs backwards")) from None
    return f"[^{written}]" if negated else f"[{written}]"
