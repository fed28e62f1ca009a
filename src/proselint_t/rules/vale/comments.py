"""Comments that switch Vale's rules off and on: `<!-- vale Style.Rule = NO -->`."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace

OFF = "vale off"
_MATCHES = re.compile(r"vale (.+\..+)(\[.+\]) = (YES|NO)")
_RULE = re.compile(r"vale (.+\..+|[^.]+) = (YES|NO|on|off)")
_STYLES = re.compile(r"vale styles? = (.*)")


@dataclass(frozen=True, slots=True)
class Comments:
    """What is silenced at a place: everything (``off``), or styles, rules and ``Rule[match]`` by name."""

    off: bool = False
    silenced: frozenset[str] = frozenset()
    styles: tuple[str, ...] = ()

    def after(self, comment: str) -> Comments:
        """The state behind a comment; one that is none of Vale's changes nothing."""
        if comment in {OFF, "vale on"}:
            return replace(self, off=comment == OFF)
        if match := _MATCHES.fullmatch(comment):
            names = _names(match[1], match[2])
            return self._with(names, silent=match[3] == "NO")
        if match := _RULE.fullmatch(comment):
            return self._with({match[1]}, silent=match[2] in {"NO", "off"})
        if match := _STYLES.fullmatch(comment):
            kept = set(match[1].split(", "))
            return replace(self, silenced=(self.silenced | set(self.styles)) - kept)
        return self

    def _with(self, names: set[str], *, silent: bool) -> Comments:
        return replace(self, silenced=self.silenced | names if silent else self.silenced - names)

    def reset(self) -> Comments:
        """The state for what reads the whole document at once: only `off` holds."""
        return replace(self, silenced=frozenset())

    def silence(self, rule: str, match: str | None = None) -> bool:
        """Whether a rule is silenced here, or one match of it."""
        if match is not None:
            return f"{rule}[{match}]" in self.silenced
        return self.off or rule in self.silenced or rule.partition(".")[0] in self.silenced


def _names(rule: str, matches: str) -> set[str]:
    try:
        found = json.loads(matches)
    except json.JSONDecodeError:
        return set()
    return {f"{rule}[{match}]" for match in found if isinstance(match, str)}
