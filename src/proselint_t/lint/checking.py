"""A document held against its settings, together with the documents inside of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from proselint_t.document import parse, parse_when_asked
from proselint_t.lint.linter import Report, lint

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from proselint_t.config import FileSettings
    from proselint_t.document import Document
    from proselint_t.lint.fixer import FixResult
    from proselint_t.lint.inside import EmbeddedDocument
    from proselint_t.rules.rule import Violation
    from proselint_t.text.source import Source


LONG = 500_000
"""Characters from which on a text is checked portion by portion."""


def check(source: Source, settings: FileSettings) -> Report:
    """The violations of a document. Raises :class:`RuleError` as the linter does."""
    source = settings.as_read(source)
    if len(source.text) > LONG:
        from proselint_t.lint.long_texts import in_portions  # noqa: PLC0415 - few texts are

        report = in_portions(source, settings)
        if report is not None:
            return report
    document = parse_when_asked(source, language=settings.language)
    inner = tuple(_inner(document, settings))
    found = tuple(part.outward(one) for part, read in inner for one in _lint(read, part.settings))
    return Report(document, lint(document, settings.rules, known=settings.known, inner=found), inner)


def fix(source: Source, settings: FileSettings, *, unsafe: bool = False) -> FixResult:
    """Apply the fixes of a document, those of the documents inside of it first.

    Their rounds stand in front, in places of their own. A part whose new text would not be read as that part
    again keeps the old one. Raises :class:`RuleError` as the fixer does.
    """
    source = settings.as_read(source)
    if len(source.text) > LONG:
        from proselint_t.lint.long_fixes import fix_in_portions  # noqa: PLC0415 - few texts are

        mended = fix_in_portions(source, settings, unsafe=unsafe)
        if mended is not None:
            return mended
    rounds: list[Sequence[Violation]] = []
    if settings.may_hold_parts(source.text):
        from proselint_t.lint.inside import parts_of  # noqa: PLC0415 - few documents hold others

        document = parse(source, language=settings.language)
        for index, part in reversed(list(enumerate(parts_of(document, settings)))):
            result = fix(part.source, part.settings, unsafe=unsafe)
            text = part.spliced(source.text, result.source.text)
            if result.changed and _reads(replace(source, text=text), settings, index, result.source.text):
                source = replace(source, text=text)
                rounds += result.rounds
    result = _fixed(source, settings, unsafe=unsafe)
    if not settings.may_hold_parts(source.text):
        return result
    return result._replace(report=check(result.source, settings), rounds=(*rounds, *result.rounds))


def _inner(document: Document, settings: FileSettings) -> Iterator[tuple[EmbeddedDocument, Document]]:
    """The documents inside, the deepest first, at their places in this one."""
    if not settings.may_hold_parts(document.source.text):
        return
    from proselint_t.lint.inside import parts_of  # noqa: PLC0415 - few documents hold others

    for part in parts_of(document, settings):
        read = parse(part.source, language=part.settings.language)
        yield from ((part.around(one), deeper) for one, deeper in _inner(read, part.settings))
        yield part, read


def _lint(document: Document, settings: FileSettings) -> tuple[Violation, ...]:
    return lint(document, settings.rules, known=settings.known)


def _fixed(source: Source, settings: FileSettings, *, unsafe: bool) -> FixResult:
    from proselint_t.lint import fixer  # noqa: PLC0415 - most runs only read

    return fixer.fix(source, settings.rules, unsafe=unsafe, language=settings.language, known=settings.known)


def _reads(source: Source, settings: FileSettings, index: int, text: str) -> bool:
    """Whether a source has a text as its part of that index."""
    from proselint_t.lint.inside import parts_of, texts_of  # noqa: PLC0415 - few documents hold others

    texts = texts_of(parts_of(parse(source), settings))
    return texts[index : index + 1] == [text]
