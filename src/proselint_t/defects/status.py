"""What became of the defects of a list: answered, rejected or gone, kept in a file beside it.

A status belongs to the words of a defect, not to its number alone: where the list says something else now,
the status does not hold, and that is a problem. Reads and builds texts; writing files is for the edges.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from proselint_t.defects.lists import Problem
from proselint_t.text.errors import InputError
from proselint_t.text.messages import translated
from proselint_t.text.repository import inside
from proselint_t.yaml.reading import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from proselint_t.defects.lists import Defect, DefectList
    from proselint_t.text.source import Source
    from proselint_t.yaml.nodes import Node

_KEYS = ("number", "hash", "status", "edit", "date", "reason")
_HASH_LENGTH = 12
STATUS_HEAD = (
    "# What became of the defects: written by `edits apply`; `rejected`, with a `reason`, is yours.\n"
)


class Status(StrEnum):
    OPEN = "open"
    ANSWERED = "answered"
    REJECTED = "rejected"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class DefectStatus:
    """``digest`` is that of the defect when the status was given; empty: it holds for the number alone.

    ``edit`` is the number of the edit that answered it, ``date`` the day in ISO form.
    """

    number: int
    status: Status
    digest: str = ""
    edit: int | None = None
    date: str = ""
    reason: str = ""

    @property
    def settled(self) -> bool:
        """Whether nothing is to be done about the defect any more."""
        return self.status is not Status.OPEN


Statuses = dict[int, DefectStatus]


def status_path(defects: str) -> str:
    """`defects.md` → `defects.status.yaml`, in the same folder."""
    return str(PurePath(defects).with_suffix(".status.yaml"))


def status_file(defects: str) -> Path:
    """The same as a file to be read or written. Raises :class:`InputError` where it lies outside."""
    return inside(Path(status_path(defects)))


def digest_of(defect: Defect) -> str:
    """A hash of quote and remark; white space does not count."""
    words = " ".join((defect.quote or "").split()), " ".join(defect.remark.split())
    return hashlib.sha256("\0".join(words).encode()).hexdigest()[:_HASH_LENGTH]


def read_statuses(source: Source | None, reported: DefectList) -> tuple[DefectList, Statuses]:
    """Number → status of the defects of a list, and the list with what contradicts it as problems.

    Raises :class:`InputError` where the file is no list of statuses.
    """
    if source is None:
        return reported, {}
    defects = {defect.number: defect for defect in reported.defects}
    statuses: Statuses = {}
    problems: list[Problem] = []
    root = read_yaml(source.text, source.path, InputError)
    root.refuse_unknown(("defects",))
    listed = root.mapping().get("defects")
    for node in listed.items() if listed else ():
        status = _status(node)
        message = _contradiction(status, defects.get(status.number), statuses)
        if message:
            problems.append(Problem(source.path, node.line, "number", message))
        else:
            statuses[status.number] = status
    return replace(reported, problems=(*reported.problems, *problems)), statuses


def _status(node: Node) -> DefectStatus:
    fields = node.mapping()
    node.refuse_unknown(_KEYS)
    for key in ("number", "status"):
        if key not in fields:
            raise node.problem(translated("expected a %s", key))
    kind = Status(fields["status"].choice(Status))
    texts = {key: fields[key].text() if key in fields else "" for key in ("hash", "date", "reason")}
    if kind is Status.REJECTED and not texts["reason"].strip():
        raise node.problem(translated("a defect is rejected with a reason: add one"))
    edit = fields["edit"].integer() if "edit" in fields else None
    return DefectStatus(fields["number"].integer(), kind, texts["hash"], edit, texts["date"], texts["reason"])


def _contradiction(status: DefectStatus, defect: Defect | None, known: Mapping[int, DefectStatus]) -> str:
    """What the list says against a status; empty where it holds."""
    if status.number in known:
        return translated("there is a status of defect %s already", status.number)
    if defect is None:
        return translated("the list has no defect %s: remove its status", status.number)
    if status.digest and status.digest != digest_of(defect):
        return translated(
            "defect %s had another quote or remark when it got this status: renew or remove it", status.number
        )
    return ""


def written(statuses: Iterable[DefectStatus]) -> str:
    """The text of a status file, by number."""
    import yaml  # noqa: PLC0415 - only who writes one waits for it

    found = []
    for one in sorted(statuses, key=lambda one: one.number):
        values = (one.number, one.digest, one.status.value, one.edit, one.date, one.reason)
        pairs = zip(_KEYS, values, strict=True)
        found.append({key: value for key, value in pairs if value not in {None, ""}})
    return STATUS_HEAD + yaml.safe_dump({"defects": found}, allow_unicode=True, sort_keys=False)
