"""The documents of a review: those that the command line names, else those that the configuration names.

Owns which of the two wins and what is said where neither names a document. Must not know what is done with
the documents.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from proselint_t.cli.options import STDIN
from proselint_t.config import CommandLine, Resolver
from proselint_t.config.globs import absolute
from proselint_t.config.layers import Stack, load
from proselint_t.defects.files import read_listed
from proselint_t.defects.status import status_file
from proselint_t.document.points import label_candidate
from proselint_t.text.errors import ConfigError, Place
from proselint_t.text.messages import translated
from proselint_t.text.source import Source
from proselint_t.text.writing import sweep

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from proselint_t.config import FileSettings
    from proselint_t.defects.answer import Answer
    from proselint_t.defects.status import Statuses
    from proselint_t.replies.revision import Review

_ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class ReviewDocuments:
    """``sources`` may be quoted and referred to; those of ``bundle`` may be referred to.

    ``status`` says what became of the defects, where such a file stands beside them.
    """

    answer: Source
    defects: Source
    sources: tuple[Source, ...]
    bundle: tuple[Source, ...]
    status: Source | None
    resolver: Resolver

    @property
    def referred_to(self) -> tuple[Source, ...]:
        return (*self.sources, *self.bundle)

    @property
    def settings(self) -> FileSettings:
        """What holds for the answer: the rules that ``check`` would hold it against."""
        from proselint_t.lint.inside import settings_of  # noqa: PLC0415 - `map` without edits needs no linter

        return settings_of(Path(self.answer.path), self.resolver)


def read_documents(
    resolver: Resolver,
    answer: Path | None = None,
    defects: Path | None = None,
    sources: Sequence[Path] = (),
) -> ReviewDocuments:
    """Read the documents of a review.

    The paths are those of the command line, where `-` is standard input. What it leaves out comes from the
    configuration of the answer or, without an answer, of this folder. Raises :class:`ConfigError` where the
    answer or the defects are named nowhere, and ``InputError`` where a document cannot be read.
    """
    refuse_several_from_stdin(answer, defects, *sources)
    answer, defects, named = _meant(resolver, answer, defects)
    if answer == defects:
        raise click.UsageError(translated("%s is named as the answer and as the list of defects", answer))
    status = status_file(str(defects))
    return ReviewDocuments(
        read_named(answer),
        read_named(defects),
        tuple(map(read_named, sources or named.get("sources", ()))),
        () if sources else tuple(map(read_named, named.get("bundle", ()))),
        Source.read(status) if defects != STDIN and status.is_file() else None,
        resolver,
    )


def meant(selection: CommandLine, answer: Path | None, defects: Path | None) -> tuple[Path, Path]:
    """The paths of the answer and of the defects; raises as :func:`read_documents` does."""
    resolver = Resolver(selection.for_answers())
    return _meant(resolver, answer, defects)[:2]


def _meant(
    resolver: Resolver, answer: Path | None, defects: Path | None
) -> tuple[Path, Path, dict[str, Any]]:
    """The answer, the defects, and all that the configuration names beside this answer."""
    config = resolver.config_of(answer or Path("answer.md"))
    answer = answer or _answer(config)
    named = _named(answer, config, resolver)
    defects = defects or named.get("defects")
    if defects is None:
        raise ConfigError(translated("no defects of %s are named", answer), _place(config), hint=_name_them())
    return answer, defects, named


def read_review(
    selection: CommandLine,
    replies: Sequence[Path],
    answer: Path | None,
    defects: Path | None,
    sources: Sequence[Path],
) -> tuple[ReviewDocuments, Review]:
    """Read the documents of a review and the replies to it; the rest is as for :func:`read_documents`.

    An answer that is edited obeys the preset for answers where nothing names one.
    """
    from proselint_t.replies.revision import Review  # noqa: PLC0415 - `map` without edits needs no linter

    refuse_several_from_stdin(*replies, answer, defects, *sources)
    resolver = Resolver(selection.for_answers())
    found = read_documents(resolver, answer, defects, sources)
    reply, *later = map(read_named, replies)
    values = (found.answer, found.defects, reply, found.sources, found.settings, found.status)
    return found, Review(*values, later=later)


def _name_them() -> str:
    """The way out where no document is named, with the arguments that this command takes for them."""
    takes = {one.name: one for one in click.get_current_context().command.params}
    named = [
        one.opts[0] if one.param_type_name == "option" else one.human_readable_name
        for one in map(takes.get, (_ANSWER, "defects"))
        if one
    ]
    return translated(
        "name them on the command line (%s) or set `answer:` and `defects:` in .proselint-t.yaml",
        ", ".join(named),
    )


def refuse_several_from_stdin(*paths: Path | None) -> None:
    if paths.count(STDIN) > 1:
        raise click.UsageError(translated("«-» (standard input) can be one of the documents only"))


def doubts(answer: Answer, defects: Source, statuses: Statuses) -> Iterator[str]:
    """Why a list may not be that of an answer: it is one itself, or older, and its status is not known."""
    labels = (label_candidate(defects.line(at), 0) for at in range(defects.line_count))
    points = {label.number for label in labels if label} & answer.known
    if 2 * len(points) > len(answer.points) and any("." in number for number in points):
        yield translated("note: %s has the points of an answer: is it the list of defects?", defects.path)
    paths = [Path(source.path) for source in (answer.source, defects)]
    if not statuses and all(path.is_file() for path in paths):
        changed, listed = (path.stat().st_mtime for path in paths)
        if listed < changed:
            yield translated("note: %s is older than %s: its quotes may be of an earlier text", *paths[::-1])


def read_named(path: Path) -> Source:
    """A document that the command line or the configuration names; `-` is standard input."""
    if path != STDIN:
        sweep(path.parent)
    return Source.read_standard_input(str(path)) if path == STDIN else read_listed(path)


def _answer(config: Path | None) -> Path:
    """The only answer that a configuration names, its overrides included."""
    stack = load(config) if config else Stack()
    own = [layer for layer in stack.layers if _ANSWER in layer.values][-1:]
    others = [layer for layer in stack.overrides if _ANSWER in layer.values]
    answers = {_shown(layer.folder / layer.values[_ANSWER]): None for layer in (*own, *others)}
    if not answers:
        raise ConfigError(translated("no answer is named"), _place(config), hint=_name_them())
    if len(answers) > 1:
        problem = translated("several answers are named: %s", ", ".join(map(str, answers)))
        raise ConfigError(problem, _place(config), hint=translated("name one on the command line"))
    return next(iter(answers))


def _named(answer: Path, config: Path | None, resolver: Resolver) -> dict[str, Any]:
    """Key → path or paths that a configuration names for an answer; none where it is about another one."""
    if config is None:
        return {}
    # What names an answer of another folder need not be what holds for the files there.
    holds = resolver.config_of(answer) == config
    settings = (resolver if holds else Resolver(CommandLine(config=config))).for_file(answer)
    other = settings.value(_ANSWER)
    if other is not None and other.resolve() != answer.resolve():
        return {}
    named = {key: settings.value(key) for key in ("defects", "sources", "bundle")}
    return {
        key: _shown(value) if isinstance(value, Path) else tuple(map(_shown, value))
        for key, value in named.items()
        if value is not None
    }


def _place(config: Path | None) -> Place:
    return Place(str(config) if config else None)


def _shown(path: Path) -> Path:
    """A path as a user of this folder writes it."""
    path = absolute(path)
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
