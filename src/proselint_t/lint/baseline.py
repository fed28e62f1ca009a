"""Violations that are known and not reported, kept in a file beside the documents.

Owns the file, its format, and which of its entries still hold. Places play no part: a violation is known by
its fingerprint, so that moved text stays silent and changed text is reported again. It must not know
configuration or the command line.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from proselint_t.lint.linter import fingerprints
from proselint_t.lint.suppressions import IDS
from proselint_t.text.errors import ConfigError, Place
from proselint_t.text.inputs import read_text
from proselint_t.text.messages import translated
from proselint_t.text.writing import write_file

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

from proselint_t.lint.linter import Report

_VERSION = 1
_MEND = "mend it, or delete it and write it anew with --update-baseline"

Entries = dict[str, str]
"""Fingerprint → rule."""


@dataclass(slots=True)
class Baseline:
    """A baseline while documents are checked. ``stale`` gathers what matches no more: document → rules."""

    path: Path
    entries: dict[str, Entries] = field(default_factory=dict)
    """By document, named from the folder of the baseline."""
    stale: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Baseline:
        """Raises :class:`ConfigError` when the file is missing or damaged."""
        try:
            data = json.loads(read_text(path))
        except OSError as error:
            missing = isinstance(error, FileNotFoundError)
            hint = (
                translated("make it with --update-baseline")
                if missing
                else translated("name a file that you may read")
            )
            problem = translated("the baseline cannot be read: %s", error.strerror or error)
            raise ConfigError(problem, Place(str(path)), hint=hint) from None
        except json.JSONDecodeError as error:
            place = Place(str(path), error.lineno, error.colno)
            raise ConfigError(
                translated("the baseline is damaged: %s", error.msg), place, hint=translated(_MEND)
            ) from None
        except (ValueError, RecursionError):  # no UTF-8, numbers without end, lists in lists in lists
            raise ConfigError(
                translated("the baseline is damaged: not JSON"), Place(str(path)), hint=translated(_MEND)
            ) from None
        return cls(path, _entries(data, path))

    def unknown(self, report: Report, rules: Collection[str]) -> Report:
        """The report without known violations. Only entries of ``rules``, which ran, are judged."""
        known = self.entries.get(self._name(report), {})
        names = fingerprints(report)
        found = set(names)
        self.stale[report.source.path] = [
            rule for fingerprint, rule in known.items() if fingerprint not in found and _ran(rule, rules)
        ]
        kept = (one for one, name in zip(report.violations, names, strict=True) if name not in known)
        return replace(report, violations=tuple(kept))

    def learn(self, report: Report, rules: Collection[str]) -> None:
        """Take everything in a report as known, in place of what was known of its document."""
        name = self._name(report)
        others = {key: rule for key, rule in self.entries.get(name, {}).items() if not _ran(rule, rules)}
        ids = (violation.rule for violation in report.violations)
        self.entries[name] = others | dict(zip(fingerprints(report), ids, strict=True))

    def missing(self) -> Iterator[str]:
        """Documents with entries that are not there any more."""
        return (name for name, known in self.entries.items() if known and not self._exists(name))

    def write(self) -> None:
        """Write the file, without documents that are gone. Raises :class:`InputError`."""
        kept = {name: known for name, known in self.entries.items() if known and self._exists(name)}
        data = {"version": _VERSION, "violations": kept}
        text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        new = text.encode(errors="backslashreplace")  # a path need not be UTF-8; JSON reads `\udcff` back
        write_file(self.path, new)

    def _name(self, report: Report) -> str:
        try:
            name = os.path.relpath(report.source.path, self.path.parent)
        except ValueError:  # another drive of Windows
            name = os.path.abspath(report.source.path)  # noqa: PTH100 - resolve() would follow links
        return name.replace(os.sep, "/")

    def _exists(self, name: str) -> bool:
        return (self.path.parent / name).exists()


def _ran(rule: str, rules: Collection[str]) -> bool:
    return rule in rules or rule in IDS


def _entries(data: Any, path: Path) -> dict[str, Entries]:
    version = data.get("version") if isinstance(data, dict) else None
    if isinstance(version, int) and version != _VERSION:
        problem = translated(
            "the baseline is of version %s; this program reads version %s", version, _VERSION
        )
        raise ConfigError(problem, Place(str(path)), hint=translated("write it anew with the program in use"))
    documents = data.get("violations") if version == _VERSION else None
    if not isinstance(documents, dict) or not all(map(_is_known, documents.values())):
        problem = translated("the baseline is damaged: not what --update-baseline writes")
        raise ConfigError(problem, Place(str(path)), hint=translated(_MEND))
    return documents


def _is_known(known: Any) -> bool:
    return isinstance(known, dict) and all(isinstance(rule, str) for rule in known.values())
