"""``bundle``: documents of the notation that are read together."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from proselint_t.cli.options import Options, check_options, selection_of
from proselint_t.cli.streams import pour, say, tell
from proselint_t.errors import InputError, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from proselint_t.notation.model import Page

_PATHS = click.argument("paths", nargs=-1, type=click.Path(path_type=Path))


@click.group()
def bundle() -> None:
    """Documents that define symbols and cite each other's points: check, build, take apart."""


@bundle.command()
@_PATHS
@check_options
def check(**values: Any) -> int:
    """Hold the documents of a bundle against the rules of the notation.

    PATHS are documents in the order of reading, or folders that hold them (default: the current one).
    """
    from proselint_t.cli.session import Session  # noqa: PLC0415 - `--help` must not load Markdown
    from proselint_t.cli.together import Together  # noqa: PLC0415
    from proselint_t.notation.folder import documents_of  # noqa: PLC0415

    documents = tuple(documents_of(values.pop("paths") or (Path(),)))
    selection = selection_of(values)
    if selection.preset is None and selection.select is None:
        selection = replace(selection, preset="notation")
    options = Options(documents, selection, **values)
    return Session(options, Together(options)).run()


@bundle.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path())
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Where to write (default: FOLDER/composite.md)."
)
def build(folder: Path, output: Path | None) -> None:
    """Write the documents of a folder into one file, in the order of reading."""
    from proselint_t.notation.composite import composed, parts  # noqa: PLC0415
    from proselint_t.notation.folder import COMPOSITE, documents_of  # noqa: PLC0415
    from proselint_t.source import Source  # noqa: PLC0415
    from proselint_t.writing import write_file  # noqa: PLC0415

    sources = [Source.read(path) for path in documents_of([folder]) if path.name != COMPOSITE]
    for source in sources:
        if source.text.strip() == "STUB":
            raise InputError("nothing but a STUB", Place(source.path, 1), hint="write the document first")
    if not sources:
        raise InputError("there is only the composite file here", Place(str(folder)))
    target = output or folder / COMPOSITE
    text = composed([(Path(source.path).name, source.text) for source in sources])
    if target.is_file() and not parts(Source.read(target)):
        raise InputError("this is no composite file", Place(str(target)), hint="write to another one with -o")
    write_file(target, text.encode())
    say(f"{target}: {len(sources)} documents")


@bundle.command()
@click.argument("place", metavar="FILE#NAME")
def extract(place: str) -> None:
    """Print a document that stands inside another: `composite.md#O.md`, `T.md#Aᨀ`."""
    from proselint_t.notation.companions import bundle_of  # noqa: PLC0415
    from proselint_t.notation.composite import parts  # noqa: PLC0415
    from proselint_t.source import Source  # noqa: PLC0415

    path, hash_sign, name = place.partition("#")
    if not hash_sign:
        raise click.UsageError("write FILE#NAME, e.g. T.md#A")
    source = Source.read(Path(path))
    spans = {part.name: part.span for part in parts(source)}
    for page in bundle_of(source)[1]:
        spans = {**page.contents, **spans}
    if name not in spans:
        known = ", ".join(spans) or "none"
        raise InputError(f"there is no document «{name}» inside", Place(path), hint=f"inside stand: {known}")
    pour(Source(source.text[slice(*spans[name])]))


@bundle.command()
@click.argument("reply", type=click.Path(path_type=Path))
@click.option("--as", "heading", required=True, help="The heading of the new point, e.g. `# 14. A review`.")
@click.option(
    "--into", type=click.Path(path_type=Path), default=Path("O.md"), show_default=True, help="The document."
)
def adopt(reply: Path, heading: str, into: Path) -> None:
    """Add a reply to a document as a point of its own; its numbers count below that point."""
    from proselint_t.notation.companions import bundle_of  # noqa: PLC0415
    from proselint_t.notation.model import spelled  # noqa: PLC0415
    from proselint_t.notation.reader import heading_number  # noqa: PLC0415
    from proselint_t.source import Source  # noqa: PLC0415
    from proselint_t.writing import replace_file  # noqa: PLC0415

    number = heading_number(heading)
    if number is None:
        raise click.UsageError("--as takes a heading with a number, e.g. «# 14. A review»")
    document, new = Source.read(into), Source.read(reply)
    (page,) = bundle_of(document)[1]
    if page.has(number):
        raise InputError(
            f"there is a point {spelled(number)} already", Place(str(into)), hint="take a free number"
        )
    ended, added = document.text.rstrip("\r\n"), new.text.rstrip("\r\n")
    gap = "\n\n" if ended else ""
    text = f"{ended}{gap}{heading.strip()}\n{added}\n".replace("\r\n", "\n")
    replace_file(into, document.encode(), document.encode(text.replace("\n", document.newline)))


@bundle.command()
@click.argument("name", metavar="SYMBOL|§POINT")
@_PATHS
def show(name: str, paths: tuple[Path, ...]) -> None:
    """Show where a symbol is defined and used, or what a point says."""
    from proselint_t.notation.companions import read_bundle  # noqa: PLC0415
    from proselint_t.notation.folder import documents_of  # noqa: PLC0415
    from proselint_t.source import Source  # noqa: PLC0415

    pages = read_bundle([Source.read(path) for path in documents_of(paths or (Path(),))]).pages
    lines = list(_of_point(pages, name[1:]) if name.startswith("§") else _of_symbol(pages, name))
    if not lines:
        raise InputError(f"no document here knows «{name}»", Place(str(paths[0] if paths else Path())))
    tell(*lines)


def _of_point(pages: Sequence[Page], number: str) -> Iterator[str]:
    from proselint_t.notation.model import spelled  # noqa: PLC0415

    for page in pages:
        for index, heading in enumerate(page.headings):
            if spelled(heading.number) == number:
                following = page.headings[index + 1 :]
                end = following[0].span.start if following else page.span.end
                text = page.source.text[heading.span.start : end].rstrip()
                yield f"{_place(page, heading.span.start)}:\n{text}"


def _of_symbol(pages: Sequence[Page], name: str) -> Iterator[str]:
    for page in pages:
        for known in page.definitions:
            if known.name == name:
                body = "" if known.body is None else f" {known.body}"
                yield f"{_place(page, known.span.start)}: defined:{body}"
    for page in pages:
        defined = {known.span for known in page.definitions}
        for use in page.uses:
            if use.name == name and use.span not in defined:
                yield f"{_place(page, use.span.start)}: used"


def _place(page: Page, offset: int) -> str:
    return f"{page.source.path}:{page.source.position(offset)}"
