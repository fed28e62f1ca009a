"""What checks of documents have found, kept from run to run.

An entry is found by a hash of all that decides it: the text, the settings with the user's files of rules, the
program with its own and the libraries around it.
"""

from __future__ import annotations

import json
import zlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from proselint_t.document import parse_when_asked
from proselint_t.lint.linter import Report, Whereabouts
from proselint_t.rules.files import is_bundled
from proselint_t.rules.rule import Severity, Violation
from proselint_t.runner.recording import hashed
from proselint_t.runner.store import DERIVED, FOUND, Store
from proselint_t.text.edits import Applicability, Edit, Fix
from proselint_t.text.limits import any_reached
from proselint_t.text.messages import spoken
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from proselint_t.config import FileSettings
    from proselint_t.rules.rule import ActiveRule
    from proselint_t.text.source import Source


class Memory(Store):
    """What is known of documents, and what was derived from other texts."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._digests: dict[int, tuple[FileSettings, bytes | None]] = {}

    def report(self, source: Source, settings: FileSettings) -> Report | None:
        """What is known of a document; it is parsed when more than its text is asked for."""
        name = self._name_of(source, settings)
        entry = self.entry(FOUND, name) if name else None
        if entry is None:
            return None
        with suppress(ValueError, TypeError, zlib.error):
            found, told = json.loads(zlib.decompress(entry))
            violations = tuple(map(_violation, found))
            known = {one: Whereabouts(*about) for one, about in zip(violations, told, strict=False)}
            return Report(parse_when_asked(source, language=settings.language), violations, known=known)
        return None

    def keep(self, report: Report, source: Source, settings: FileSettings) -> None:
        """Remember what was found in a document; of one with others inside also what these tell of it.

        Not where a bound was reached: that is told of each time.
        """
        if not any_reached() and (name := self._name_of(source, settings)):
            telling = report.violations if report.inner or report.known else ()
            self.add(FOUND, name, _packed(map(_data, report.violations), map(report.told, telling)))

    def derived(self, kind: str, text: str) -> Any:
        """What is known to be derived from a text (see :mod:`proselint_t.text.derived`), or ``None``."""
        entry = self.entry(DERIVED, self._name_derived(kind, text))
        return json.loads(entry) if entry is not None else None

    def keep_derived(self, kind: str, text: str, value: Any) -> None:
        """Remember what was derived from a text."""
        self.add(DERIVED, self._name_derived(kind, text), json.dumps(value).encode())

    def _name_derived(self, kind: str, text: str) -> bytes:
        return self.name(kind.encode(), text.encode("utf-8", "surrogatepass"))

    def _name_of(self, source: Source, settings: FileSettings) -> bytes | None:
        """The name of a document held against its settings; ``None`` where other files decide too."""
        known = self._digests.get(id(settings))
        if known is None:
            known = self._digests[id(settings)] = (settings, _digest(settings))
        if known[1] is None:
            return None
        return self.name(known[1], source.text.encode("utf-8", "surrogatepass"))


def _digest(settings: FileSettings) -> bytes | None:
    """All that settings decide; ``None`` where a rule reads files that are not named here."""
    if not stands_alone(settings):
        return None
    found: list[bytes] = []
    for one in settings.inside:
        found.append(f"{one.fence}\0{one.after}\0{one.literal}\0{one.indented}\n".encode())
        found.append(_digest(one.settings) or b"")
    told = [spoken(), settings.language, settings.known, settings.value("paragraph"), settings.value("mask")]
    found.append(json.dumps(told, default=_plain).encode())
    for active in settings.rules:
        own = [
            active.rule.meta.id,
            active.settings,
            active.severity,
            sorted(active.exceptions),
            active.fixable,
        ]
        found.append(json.dumps(own, default=_plain, sort_keys=True).encode())
        path = Path(active.rule.meta.path)
        if not is_bundled(path):  # ours are a part of the program, which every name of an entry is made of
            found.append(hashed(path.read_bytes()))
    return hashed(*found)


def stands_alone(settings: FileSettings) -> bool:
    """Whether no other file than those of the rules decides what is found in a document."""
    inside = {id(one.settings): one.settings for one in settings.inside}.values()
    return all(map(_is_pure, settings.rules)) and all(map(stands_alone, inside))


def _is_pure(active: ActiveRule) -> bool:
    """Whether a rule needs nothing but its own file: not a style of Vale's, nor other documents."""
    meta = active.rule.meta
    if meta.vale or meta.kind == "notation":
        return False
    return is_bundled(path := Path(meta.path)) or path.is_file()


def _packed(*lists: Iterable[Any]) -> bytes:
    """Lists as one in JSON, compressed entry by entry: the whole text would take more than they do."""
    packer, packed = zlib.compressobj(level=1), bytearray()
    for number, entries in enumerate(lists):
        packed += packer.compress(b",[" if number else b"[[")
        for index, entry in enumerate(entries):
            packed += packer.compress((("," if index else "") + json.dumps(entry)).encode())
        packed += packer.compress(b"]")
    return bytes(packed + packer.compress(b"]") + packer.flush())


def _plain(value: Any) -> Any:
    return sorted(map(str, value)) if isinstance(value, (set, frozenset)) else str(value)


def _data(violation: Violation) -> list[Any]:
    fix = violation.fix
    mended = fix and [
        fix.applicability,
        fix.title,
        [[*edit.span, edit.text] for edit in fix.edits],
        list(fix.alternatives),
    ]
    return [
        violation.rule,
        violation.severity,
        [*violation.span],
        violation.message,
        violation.group,
        mended,
    ]


def _violation(data: list[Any]) -> Violation:
    rule, severity, span, message, group, fix = data
    return Violation(rule, Severity(severity), Span(*span), message, _fix(*fix) if fix else None, group)


def _fix(applicability: str, title: str, edits: list[Any], alternatives: list[str]) -> Fix:
    written = tuple(Edit(Span(start, end), text) for start, end, text in edits)
    return Fix(written, title, Applicability(applicability), tuple(alternatives))
