"""Documents that stand inside another one: `composite.md#O.md`, `T.md#Aᨀ`, and places in them to be filled.

Owns that way of naming a document. A file whose own name holds a `#` is that file.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from proselint_t.notation.companions import bundle_of
from proselint_t.notation.composite import parts, stubs
from proselint_t.notation.model import spelled
from proselint_t.notation.navigation import headings_with_text
from proselint_t.text.errors import InputError, Place
from proselint_t.text.messages import translated
from proselint_t.text.source import Source
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from proselint_t.notation.model import Page


def read_document(path: Path) -> Source:
    """A file, or a document inside one, under the name that was given for it.

    Raises :class:`InputError` where there is no such file or document.
    """
    if not names_inner(path):
        return Source.read(path)
    file, span = read_inner(path)
    name, text = str(path).removeprefix(file.path), file.text[slice(*span)]
    return Source(text, str(path), inner=name, first_line=file.line_at(span.start), begin=span.start)


def names_inner(path: Path) -> bool:
    return "#" in str(path) and not path.exists()


def file_of(path: Path) -> Path:
    """The file that holds a document."""
    return Path(str(path).partition("#")[0]) if names_inner(path) else path


def read_inner(path: Path) -> tuple[Source, Span]:
    """The file that holds a document, and the place of its text.

    Raises :class:`InputError` where nothing of that name stands inside.
    """
    name = str(path).partition("#")[2]
    source = Source.read(file_of(path))
    spans = {part.name: part.span for part in parts(source)}
    for page in bundle_of(source)[1]:
        spans = {**page.contents, **spans}
    if name not in spans:
        known = ", ".join(spans) or translated("none")
        problem = translated("there is no document «%s» inside", name)
        raise InputError(problem, Place(source.path), hint=translated("inside stand: %s", known))
    return source, spans[name]


def with_inner(path: Path, old: str, new: str) -> tuple[Source, str]:
    """The file that holds a document, and its text with another text for that document.

    Raises :class:`InputError` where the document no longer holds ``old``, or the new text would end the fence
    that it stands in.
    """
    file, span = read_inner(path)
    if file.text[slice(*span)] != old:
        raise InputError(
            translated("not written: the file changed on disk after it was read"), Place(str(path))
        )
    ended = new if new.endswith("\n") or not old.endswith("\n") else f"{new}{file.newline}"
    text = f"{file.text[: span.start]}{ended}{file.text[span.end :]}"
    whole = Source(text, file.path, file.bom)
    name = str(path).partition("#")[2]
    spans = [part.span for part in parts(whole) if part.name == name]
    spans += [page.contents[name] for page in bundle_of(whole)[1] if name in page.contents]
    if Span(span.start, span.start + len(ended)) not in spans:
        problem = translated("not written: a line of the new text ends the fence around it")
        raise InputError(problem, Place(str(path)), hint=translated("make that fence longer"))
    return file, text


def fill_slot(source: Source, name: str, text: str) -> str:
    """A document with ``text`` for the one `STUB` in what ``name`` names: a symbol, `§2.1`, or (``""``) all.

    Raises :class:`InputError` where there is no such place, or no `STUB` or several in it.
    """
    page = bundle_of(source)[1][0]
    span = _place(page, name)
    if span is None:
        raise InputError(translated("there is no «%s» to fill here", name), Place(source.path))
    found = stubs(source.text, span)
    if len(found) != 1:
        problem = translated("it holds %s STUB", len(found)) if found else translated("it holds no STUB")
        if name:
            problem = f"«{name}»: {problem}"
        raise InputError(problem, Place(source.path), hint=translated("a slot is one STUB"))
    (stub,) = found
    return f"{source.text[: stub.start]}{text.rstrip()}{source.text[stub.end :]}"


def _place(page: Page, name: str) -> Span | None:
    if not name:
        return page.span
    if not name.startswith("§"):
        return page.contents.get(name)
    return next(
        (span for heading, span in headings_with_text(page) if spelled(heading.number) == name[1:]), None
    )


def set_parameter(text: str, name: str, value: str) -> tuple[str, int]:
    """A text with a value for the `STUB` in `name(STUB)`, and how often it stood there."""
    return re.subn(rf"(?<!\w){re.escape(name)}\(STUB\)", lambda _: f"{name}({value})", text)
