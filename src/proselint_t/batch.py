"""Batches of Arrow, for corpora that no command line holds: texts in, violations or mended texts out.

Needs `proselint-t[arrow]`. A batch has the columns ``id`` and ``text`` (strings) and may have ``path``, the
name of a document, by which a configuration tells documents apart, and ``language``, the code of that of
every sentence. What is returned depends on nothing else, so a batch may be asked for again, or anywhere else.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa

from proselint_t.config import CommandLine, Resolver
from proselint_t.language.registry import codes
from proselint_t.lint import checking
from proselint_t.output import RenderOptions
from proselint_t.output.json import violation_data
from proselint_t.text.errors import ConfigError, InputError, Place, ProselintError
from proselint_t.text.messages import translated
from proselint_t.text.names import ANY_NAME
from proselint_t.text.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from proselint_t.config import FileSettings

_EDIT = pa.struct([("start", pa.int64()), ("end", pa.int64()), ("text", pa.string())])
_FIX = pa.struct(
    [
        ("applicability", pa.string()),
        ("title", pa.string()),
        ("edits", pa.list_(_EDIT)),
        ("alternatives", pa.list_(pa.string())),
    ]
)
VIOLATIONS = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),
        ("rule", pa.string()),
        ("severity", pa.string()),
        ("message", pa.string()),
        ("line", pa.int64()),
        ("column", pa.int64()),
        ("end_line", pa.int64()),
        ("end_column", pa.int64()),
        ("start", pa.int64()),
        ("end", pa.int64()),
        ("match", pa.string()),
        ("point", pa.string()),
        ("language", pa.string()),
        ("fingerprint", pa.string()),
        ("fix", _FIX),
        ("error", pa.string()),
    ]
)
"""What :func:`violations` returns: the keys of the JSON of ``check``, and ``error`` with all but ``id`` null
where a document could not be checked."""
FIXED = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),
        pa.field("text", pa.string(), nullable=False),
        pa.field("changed", pa.bool_(), nullable=False),
        ("error", pa.string()),
    ]
)
"""What :func:`fixed` returns: one row for each document, in their order."""
_STRINGS = (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view, pa.types.is_null)


class _Document(NamedTuple):
    id: str
    path: Path
    source: Source
    language: str | None

    def spoken(self, settings: FileSettings) -> FileSettings:
        """Settings with the language of the document. Raises :class:`ConfigError` where nobody knows it."""
        if self.language is None:
            return settings
        if self.language not in codes():
            raise ConfigError(translated("unknown language «%s»", self.language))
        return settings._replace(language=self.language)


def violations(
    batch: pa.RecordBatch,
    *,
    preset: str | None = None,
    select: Sequence[str] | None = None,
    config: str | None = None,
) -> pa.RecordBatch:
    """The violations in the documents of a batch, in their order (see :data:`VIOLATIONS`).

    ``preset`` and ``select`` (rules and styles) beat the configuration file ``config``; no other is read.
    Raises :class:`proselint_t.ProselintError` where these or the columns are wrong.
    """
    resolver, rows = _resolver(preset, _chosen(select), config), list[dict[str, Any]]()
    for one in _documents(batch):
        settings = resolver.for_file(one.path)
        try:
            report = checking.check(one.source, one.spoken(settings))
            rows += ({**element, "id": one.id} for element in violation_data(report, RenderOptions()))
        except ProselintError as error:
            rows.append({"id": one.id, "error": str(error)})
    return pa.RecordBatch.from_pylist(rows, schema=VIOLATIONS)


def fixed(
    batch: pa.RecordBatch,
    *,
    unsafe: bool = False,
    preset: str | None = None,
    select: Sequence[str] | None = None,
    config: str | None = None,
) -> pa.RecordBatch:
    """The texts of a batch with their safe fixes applied (``unsafe``: unsafe ones too), see :data:`FIXED`.

    The other arguments and the errors are those of :func:`violations`. A text that cannot be checked stays.
    """
    resolver, rows = _resolver(preset, _chosen(select), config), list[dict[str, Any]]()
    for one in _documents(batch):
        settings = resolver.for_file(one.path)
        row: dict[str, Any] = {"id": one.id, "text": one.source.text, "changed": False}
        try:
            result = checking.fix(one.source, one.spoken(settings), unsafe=unsafe)
            row |= {"text": result.source.text, "changed": result.changed}
        except ProselintError as error:
            row["error"] = str(error)
        row["text"] = one.source.encode(row["text"]).decode()  # with its byte order mark
        rows.append(row)
    return pa.RecordBatch.from_pylist(rows, schema=FIXED)


def _chosen(select: Sequence[str] | None) -> tuple[str, ...] | None:
    return tuple(select) if select is not None else None


@lru_cache(maxsize=8)
def _resolver(preset: str | None, select: tuple[str, ...] | None, config: str | None) -> Resolver:
    """Rules are read once in a process, not once a batch."""
    path = Path(config) if config is not None else None
    return Resolver(CommandLine(select=select, preset=preset, config=path, isolated=path is None))


def _documents(batch: pa.RecordBatch) -> Iterator[_Document]:
    """Raises :class:`InputError` where the columns are not what the module says."""
    names, texts, paths, languages = (_strings(batch, name) for name in ("id", "text", "path", "language"))
    for name, text, path, language in zip(names, texts, paths, languages, strict=True):
        if name is None or text is None:
            raise InputError(
                translated("the %s of a document is null", "id" if name is None else "text"), Place(name)
            )
        yield _Document(name, Path(path or ANY_NAME), Source.given(text, path or name), language)


def _strings(batch: pa.RecordBatch, name: str) -> list[str | None]:
    found = batch.schema.get_all_field_indices(name)
    if not found and name in {"path", "language"}:
        return [None] * batch.num_rows
    if len(found) != 1:
        raise InputError(translated("a batch needs one column «%s», this has %s", name, len(found)))
    column = batch.column(found[0])
    held = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
    if not any(holds(held) for holds in _STRINGS):
        raise InputError(translated("the column «%s» holds %s and no strings", name, held))
    try:
        return list(column.to_pylist())
    except UnicodeDecodeError as error:
        raise InputError(translated("the column «%s» is not UTF-8: %s", name, error.reason)) from None
