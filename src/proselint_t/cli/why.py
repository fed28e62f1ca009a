"""``check --explain FILE:LINE[:COLUMN]``: what each rule makes of a place, and why it keeps silent there."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from proselint_t.cli import OK
from proselint_t.cli.known import Known
from proselint_t.cli.streams import tell, tell_json
from proselint_t.document import parse
from proselint_t.lint.linter import Report, lint
from proselint_t.rules.rule import style_of
from proselint_t.runner.why import Verdict, VerdictKind, span_at, told_of, verdicts
from proselint_t.text.errors import InputError, Place
from proselint_t.text.messages import translated
from proselint_t.text.printable import printable
from proselint_t.text.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from proselint_t.cli.options import Options
    from proselint_t.cli.settings import CommandSettings
    from proselint_t.config import FileSettings
    from proselint_t.document import Document
    from proselint_t.rules.rule import Violation
    from proselint_t.text.span import Span

_WRITTEN = re.compile(r"(?P<path>.+?):(?P<line>\d+)(?::(?P<column>\d+))?", re.DOTALL)


def explain_place(options: Options, settings: CommandSettings) -> int:
    """Print the verdicts; the exit code."""
    text = options.explain or ""
    asked = _WRITTEN.fullmatch(text)
    if asked is None:
        told = translated("--explain %s: a place is written FILE:LINE or FILE:LINE:COLUMN", text)
        raise click.UsageError(told)
    path, line = Path(asked["path"]), int(asked["line"])
    column = int(asked["column"]) if asked["column"] else None
    own = settings.of(path)
    document = parse(own.as_read(Source.read(path)), language=own.language)
    try:
        place = span_at(document, line, column)
    except IndexError:
        told = translated("there is no such place: %s lines", document.source.line_count)
        raise InputError(told, Place(str(path), line, column)) from None
    found = [*verdicts(document, own, place, _known(document, options, own))]
    others = () if options.selection.select else own.known
    off = {rule: own.why_off(rule) for rule in others if rule not in own.on}
    if options.form.is_json:
        tell_json(_data(found, off))
    else:
        tell(*_lines(document, place, found, _by_style(off, own.known)))
    return OK


def _known(document: Document, options: Options, settings: FileSettings) -> set[Violation]:
    """The violations of a document that a baseline hides."""
    every = lint(document, settings.rules, known=settings.known)
    shown = Known(options.baseline).unknown(Report(document, every), settings)
    return {*every} - {*shown.violations}


def _data(found: Iterable[Verdict], off: dict[str, str]) -> list[dict[str, str]]:
    said = [{"rule": one.rule, "outcome": one.outcome.value, "reason": one.reason} for one in found]
    return said + [{"rule": rule, "outcome": "off", "reason": reason} for rule, reason in off.items()]


def _by_style(off: dict[str, str], known: Iterable[str]) -> dict[str, str]:
    """Each style whose rules are all off for one reason in their place."""
    styles: dict[str, set[str]] = defaultdict(set)
    for rule in known:
        styles[style_of(rule)].add(off.get(rule, ""))
    whole = {style: reasons.pop() for style, reasons in styles.items() if len(reasons) == 1}
    whole = {style: reason for style, reason in whole.items() if reason}
    return {**whole, **{rule: why for rule, why in off.items() if style_of(rule) not in whole}}


def _lines(document: Document, place: Span, found: list[Verdict], off: dict[str, str]) -> Iterator[str]:
    position = document.source.position(place.start)
    text = document.source.text[place.start : place.end]
    yield f"{printable(document.source.path)}:{position}: {printable(text)}"
    yield from (f"  {kind}" for kind in told_of(document, place))
    for outcome in VerdictKind:
        chosen = [(one.rule, one.reason) for one in found if one.outcome is outcome]
        yield from _group(outcome.value, chosen)
    yield from _group("off", off.items())


def _group(title: str, rules: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Rules below their common reason, the reasons in the order in which they come up."""
    by_reason: dict[str, list[str]] = defaultdict(list)
    for rule, reason in rules:
        by_reason[reason].append(rule)
    if by_reason:
        yield from ("", translated(title))
    for reason, names in by_reason.items():
        yield f"  {', '.join(names)}: {printable(reason)}"
