"""What a configuration says of a bundle: the editions of the notation, what each document is, which one wins.

Owns the roles. It must not know how a configuration is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

SINGLE_ROLES = ("language", "bundle", "task")
"""Roles of one document each."""
ROLES = (*SINGLE_ROLES, "ontology", "answer", "defects", "reply", "more")
UNJUDGED = frozenset({"language", "answer", "defects", "reply"})
"""What is written by others or in another language: its points count, its text is not judged."""
SETUP = "notation"
"""The setting of a rule that holds the :class:`Setup`."""
_BY_NAME = {"B": "bundle", "L": "language", "O": "ontology", "T": "task"}
"""Roles that stems of file names have where nothing says another."""


class Setup(NamedTuple):
    """``editions`` are names of bundled ones and paths (default: all bundled ones).

    ``roles`` are pairs of the name of a file and its role. Of the documents in ``priority`` each may define
    anew what another defines.
    """

    editions: tuple[str, ...] = ()
    roles: tuple[tuple[str, str], ...] = ()
    priority: tuple[str, ...] = ()

    def role_of(self, name: str) -> str:
        """The role of a document by the name of its file, or an empty text."""
        given = dict(self.roles)
        role = _BY_NAME.get(name.removesuffix(".md"), "")
        taken = role in SINGLE_ROLES and role in given.values()
        return given.get(name) or ("" if taken else role)

    def named(self, role: str) -> str | None:
        """The name that the configuration gives a role; ``None`` where it gives none."""
        return next((name for name, known in self.roles if known == role), None)


DEFAULT = Setup()


def setup_of(values: Mapping[str, Any]) -> Setup:
    """The setup of the values of a configuration by key."""
    roles: Mapping[str, tuple[str, ...]] = values.get("roles") or {}
    return Setup(
        tuple(map(str, values.get("editions") or ())),
        tuple((name, role) for role, names in roles.items() for name in names),
        tuple(values.get("priority") or ()),
    )
