"""``bundle``: documents of the notation that are read together."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from proselint_t.cli import OK, VIOLATIONS
from proselint_t.cli.help import Group
from proselint_t.cli.options import (
    PATH,
    Options,
    check_options,
    color_option,
    configuration_options,
    format_option,
    output_file_option,
    selection_of,
)
from proselint_t.cli.streams import opened, pour, say, tell, write
from proselint_t.output.graph import GRAPH_FORMATS
from proselint_t.text.errors import InputError, Place
from proselint_t.text.messages import translated
from proselint_t.text.names import ANY_NAME
from proselint_t.text.printable import as_json, printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from proselint_t.config import CommandLine
    from proselint_t.notation.bundle import Bundle
    from proselint_t.notation.model import Page
    from proselint_t.notation.setup import Setup

_PATHS = click.argument("paths", nargs=-1, type=PATH)
_UNSAFE = "--unsafe-fixes"


@click.group(cls=Group)
def bundle() -> None:
    """Documents that define symbols and cite each other's points: check, build, take apart."""


@bundle.command()
@_PATHS
@click.option("--composite", is_flag=True, help="Hold a composite file against the documents beside it, too.")
@check_options
def check(composite: bool, **values: Any) -> int:
    """Hold the documents of a bundle against the rules of the notation.

    PATHS are documents in the order of reading, or folders that hold them (default: the current one).
    """
    from proselint_t.cli.session import CheckSession, remembering  # noqa: PLC0415 - `--help` must not load Markdown
    from proselint_t.cli.settings import BundleSettings, resolver_of  # noqa: PLC0415
    from proselint_t.notation.companions import composite_of  # noqa: PLC0415

    paths: tuple[Path, ...] = values.pop("paths") or (Path(),)
    selection = selection_of(values)
    if composite:
        documents = [composite_of(path) for path in paths]
        selection = selection._replace(extend_select=(*selection.extend_select, "notation.composite"))
    else:
        documents, _ = _documents(paths, selection)
    if selection.preset is None and selection.select is None:
        selection = selection._replace(preset="notation")
    values["jobs"] = values["jobs"] or 1  # each process would read all documents
    options = Options(tuple(documents), selection, **values)
    with remembering(options.cache_dir, no_cache=options.no_cache) as memory:
        return CheckSession(options, BundleSettings(options, resolver_of(options)), memory).run()


@bundle.command()
@click.argument("folder", type=PATH, default=Path())
@click.option(
    "--fill",
    "slots",
    multiple=True,
    metavar="DOCUMENT[#NAME]=FILE",
    help="What stands in place of a STUB: `T.md#Aᨀ=answer.md`, `O.md#§5.1=place.md`; may be repeated.",
)
@click.option(
    "--set",
    "parameters",
    multiple=True,
    metavar="SYMBOL=VALUE",
    help="The value of `SYMBOL(STUB)`, in every document; may be repeated.",
)
@click.option("--keep-stubs", is_flag=True, help="Build even where a STUB is left over.")
@click.option("-o", "--output", type=PATH, help="Where to write (default: FOLDER/composite.md).")
@configuration_options
def build(
    folder: Path, slots: tuple[str, ...], parameters: tuple[str, ...], output: Path | None, **values: Any
) -> None:
    """Write the documents of a folder into one file, in the order of reading.

    In a composite file that is there already only what changed is written anew; documents that have no file
    of their own stay as they are, and so does what was filled in for a STUB.
    """
    from proselint_t.notation.companions import COMPOSITE_NAME, composite_of  # noqa: PLC0415
    from proselint_t.notation.composite import composed, parts, rebuilt, stubs  # noqa: PLC0415
    from proselint_t.text.source import Source  # noqa: PLC0415
    from proselint_t.text.writing import write_file  # noqa: PLC0415

    keep = values.pop("keep_stubs")
    paths = _documents([folder], selection_of(values))[0]
    sources = [Source.read(path) for path in paths if path.name != COMPOSITE_NAME]
    target = output or composite_of(folder)
    there = Source.read(target) if target.is_file() else None
    known = {part.name: there.text[slice(*part.span)] for part in parts(there)} if there else {}
    if there and not known:
        hint = translated("write to another one with -o")
        raise InputError(translated("this is no composite file"), Place(str(target)), hint=hint)
    if not sources:
        raise InputError(translated("there is only the composite file here"), Place(str(folder)))
    texts = _set(_filled(sources, slots), parameters)
    if there and texts.keys() <= known.keys():
        text = rebuilt(there, texts)
    else:
        text = composed(list((known | texts).items()))
    if there is None or text != there.text:
        left = None if keep else next(iter(stubs(text)), None)
        if left is not None:
            place = Place(str(target), Source(text).position(left.start).line)
            hint = translated("--fill, --set or --keep-stubs")
            raise InputError(translated("a STUB is left over"), place, hint=hint)
        write_file(target, text.encode())
    say(translated("%s: %s documents", target, len(texts)))


def _filled(sources: Sequence[Any], slots: Sequence[str]) -> dict[str, str]:
    """Name → text of each document, with every slot filled."""
    from proselint_t.notation.inner import fill_slot  # noqa: PLC0415
    from proselint_t.text.source import Source  # noqa: PLC0415

    known = {Path(source.path).name: source for source in sources}
    for slot in slots:
        place, equals, file = slot.partition("=")
        document, _, name = place.partition("#")
        if not equals or document not in known:
            told = ", ".join(known)
            raise click.UsageError(translated("--fill takes DOCUMENT#NAME=FILE with a document of: %s", told))
        old = known[document]
        known[document] = replace(old, text=fill_slot(old, name, Source.read(Path(file)).text))
    return {name: source.text for name, source in known.items()}


def _set(texts: dict[str, str], parameters: Sequence[str]) -> dict[str, str]:
    from proselint_t.notation.inner import set_parameter  # noqa: PLC0415

    for parameter in parameters:
        symbol, equals, value = parameter.partition("=")
        changed = {name: set_parameter(text, symbol, value) for name, text in texts.items()}
        if not equals or not any(count for _, count in changed.values()):
            raise click.UsageError(
                translated("--set takes SYMBOL=VALUE, and no document says «%s(STUB)»", symbol)
            )
        texts = {name: text for name, (text, _) in changed.items()}
    return texts


@bundle.command()
@click.argument("place", metavar="FILE#NAME", type=PATH)
def extract(place: Path) -> None:
    """Print a document that stands inside another: `composite.md#O.md`, `T.md#Aᨀ`."""
    from proselint_t.notation.inner import read_document  # noqa: PLC0415

    if "#" not in str(place):
        raise click.UsageError(translated("write FILE#NAME, e.g. T.md#A"))
    pour(read_document(place))


@bundle.command()
@click.argument("reply", type=PATH)
@click.option("--as", "heading", required=True, help="The heading of the new point, e.g. `# 14. A review`.")
@click.option(
    "--into", type=PATH, help="The document (default: the ontology of the configuration, else O.md)."
)
@configuration_options
def adopt(reply: Path, heading: str, into: Path | None, **values: Any) -> None:
    """Add a reply to a document as a point of its own; its numbers count below that point."""
    from proselint_t.notation.companions import bundle_of  # noqa: PLC0415
    from proselint_t.notation.lines import heading_of  # noqa: PLC0415
    from proselint_t.notation.model import spelled  # noqa: PLC0415
    from proselint_t.text.repository import inside  # noqa: PLC0415
    from proselint_t.text.source import Source  # noqa: PLC0415
    from proselint_t.text.writing import replace_file  # noqa: PLC0415

    point = heading_of(heading)
    if point is None or not point.number:
        raise click.UsageError(translated("--as takes a heading with a number, e.g. «# 14. A review»"))
    _, setup = _configured(Path(), selection_of(values))
    into = into or inside(Path(setup.named("ontology") or "O.md"))
    document, new = Source.read(into), Source.read(reply)
    (page,) = bundle_of(document, (), setup)[1]
    if page.has(point.number):
        raise InputError(
            translated("there is a point %s already", spelled(point.number)),
            Place(str(into)),
            hint=translated("take a free number"),
        )
    ended, added = document.text.rstrip("\r\n"), new.text.rstrip("\r\n")
    gap = "\n\n" if ended else ""
    text = f"{ended}{gap}{heading.strip()}\n{added}\n".replace("\r\n", "\n")
    replace_file(into, document.encode(), document.encode(text.replace("\n", document.newline)))


@bundle.command()
@click.argument("name", metavar="SYMBOL|§POINT")
@_PATHS
@configuration_options
def show(name: str, paths: tuple[Path, ...], **values: Any) -> None:
    """Show where a symbol is defined and used, or what a point says (`§2.3`, `O.md::§2.3`)."""
    found = _bundle(paths, selection_of(values))
    document, sign, number = name.rpartition("§")
    lines = list(_of_point(found, document, number) if sign else _of_symbol(found.pages, name))
    if not lines:
        raise InputError(
            translated("no document here knows «%s»", name), Place(str(paths[0] if paths else Path()))
        )
    tell(*(line for text in lines for line in text.split("\n")))


def _of_point(found: Bundle, document: str, number: str) -> Iterator[str]:
    from proselint_t.notation.model import spelled  # noqa: PLC0415
    from proselint_t.notation.moving import subtree  # noqa: PLC0415
    from proselint_t.notation.navigation import headings_with_text  # noqa: PLC0415

    wanted = found.notation.document_named(document.strip(" :`"))
    for page in found.pages:
        if wanted in {"", found.notation.document_named(page.name)}:
            points = list(headings_with_text(page))
            for index, (heading, _) in enumerate(points):
                if spelled(heading.number) == number:
                    spans = (points[one][1] for one in subtree(page, index))
                    texts = (page.source.text[slice(*span)].rstrip() for span in spans)
                    yield "\n".join([f"{_place(page, heading.span.start)}:", *texts])


def _of_symbol(pages: Sequence[Page], name: str) -> Iterator[str]:
    for page in pages:
        for known in page.definitions:
            if known.name == name:
                body = "" if known.body is None else f" {known.body}"
                yield translated("%s: defined:%s", _place(page, known.span.start), body)
    for page in pages:
        defined = {known.span for known in page.definitions}
        for use in page.uses:
            if use.name == name and use.span not in defined:
                yield f"{_place(page, use.span.start)}: used"


@bundle.command()
@click.argument("old", metavar="STEP", type=PATH)
@click.argument("new", metavar="STEP", type=PATH)
@format_option("text", "json")
@output_file_option
@configuration_options
def diff(old: Path, new: Path, output_format: str, output_file: Path | None, **values: Any) -> int:
    """Say which documents, points and symbols two steps have differently: folders or composite files.

    `+` is new in the second step, `-` is gone, `~` says something else. The exit code is 1 where anything is.
    """
    from proselint_t.notation.comparing import differences  # noqa: PLC0415

    selection = selection_of(values)
    before, after = (_bundle((step,), selection) for step in (old, new))
    found = differences(before, after)
    lines = [f"{one.document}:{one.line}: {one.change} {one.what} {one.name}".rstrip() for one in found]
    if output_format == "json":
        text = as_json([one._asdict() for one in found], 2)
    else:
        text = "\n".join(map(printable, lines))
    with opened(output_file, sys.stdout, _files(before, after)) as stream:
        stream.write(f"{text}\n" if text else "")
    return VIOLATIONS if found else OK


@bundle.command()
@_PATHS
@format_option(*GRAPH_FORMATS)
@output_file_option
@configuration_options
def graph(paths: tuple[Path, ...], output_format: str, output_file: Path | None, **values: Any) -> None:
    """Show which symbols and points name each other, and symbols that are defined in a circle."""
    from proselint_t.notation.graph import graph_of  # noqa: PLC0415
    from proselint_t.output.graph import render  # noqa: PLC0415

    found = _bundle(paths, selection_of(values))
    with opened(output_file, sys.stdout, _files(found)) as stream:
        stream.write(render(graph_of(found), output_format))


@bundle.command()
@_PATHS
@click.option("--only", multiple=True, metavar="NAME", help="Renumber this document only; may be repeated.")
@click.option("--diff", "as_diff", is_flag=True, help="Show what would change; change nothing.")
@click.option(_UNSAFE, "unsafe", is_flag=True, help="Write the documents, all or none.")
@color_option
@configuration_options
def renumber(
    paths: tuple[Path, ...], only: tuple[str, ...], as_diff: bool, unsafe: bool, **values: Any
) -> int:
    """Number the points of whole documents anew, without gaps and repetitions, with all references to them.

    Unsafe: what stands outside the bundle may name the old numbers.
    """
    from proselint_t.cli.streams import may_color  # noqa: PLC0415
    from proselint_t.notation.renumbering import renumbered  # noqa: PLC0415
    from proselint_t.output import RenderOptions  # noqa: PLC0415
    from proselint_t.output.lines import diff  # noqa: PLC0415
    from proselint_t.text.journal import FileChange, finished, replace_files  # noqa: PLC0415

    if as_diff == unsafe:
        raise click.UsageError(translated("renumbering is unsafe: --diff shows it, %s does it", _UNSAFE))
    rendering = RenderOptions(may_color(values.pop("color"), sys.stdout))
    selection = selection_of(values)
    if unsafe:
        say(*finished(_documents(paths or (Path(),), selection)[0]))
    changes = renumbered(_bundle(paths, selection), only)
    if as_diff:
        write((text for old, new in changes for text in diff(old, new, rendering)), sys.stdout)
        return VIOLATIONS if changes else OK
    replace_files([FileChange(Path(old.path), old.encode(), new.encode()) for old, new in changes])
    say(
        *(translated("%s: renumbered", old.path) for old, _ in changes)
        if changes
        else (translated("nothing to renumber"),)
    )
    return OK


def _configured(folder: Path, selection: CommandLine) -> tuple[tuple[Path, ...], Setup]:
    """The documents that the configuration of a folder names, and what it says of them."""
    from proselint_t.config import Resolver  # noqa: PLC0415

    settings = Resolver(selection).for_file(folder / ANY_NAME)
    return settings.value("bundle") or (), settings.setup


def _documents(paths: Sequence[Path], selection: CommandLine) -> tuple[list[Path], Setup]:
    """The documents that paths stand for; says which of them are not there."""
    from proselint_t.notation.companions import documents_of  # noqa: PLC0415

    first = paths[0] if paths[0].is_dir() else paths[0].parent
    configured, setup = _configured(first, selection)
    documents = documents_of(paths, configured, setup)
    say(*(translated("note: %s is named, and is not there", name) for name in documents.absent))
    outside = "note: %s is left out: it lies outside the folder"
    say(*(translated(outside, name) for name in documents.outside))
    return documents.found, setup


def _bundle(paths: Sequence[Path], selection: CommandLine) -> Bundle:
    from proselint_t.notation.companions import read_bundle  # noqa: PLC0415
    from proselint_t.text.source import Source  # noqa: PLC0415

    documents, setup = _documents(paths or (Path(),), selection)
    return read_bundle([Source.read(path) for path in documents], setup)


def _files(*bundles: Bundle) -> list[str]:
    return [page.source.path for one in bundles for page in one.pages]


def _place(page: Page, offset: int) -> str:
    return f"{page.source.path}:{page.source.position(offset)}"
