"""``--watch``: check again whenever a document, a rule file or a configuration changes, until Ctrl-C."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from proselint_t.cli import OK
from proselint_t.cli.session import CheckSession, remembering
from proselint_t.cli.settings import CommandSettings, resolver_of
from proselint_t.cli.streams import clear_screen, say
from proselint_t.config import forget
from proselint_t.runner.discovery import SKIPPED_FOLDERS, missing
from proselint_t.text.errors import ProselintError
from proselint_t.text.messages import translated
from proselint_t.text.names import ANY_NAME, TOML_NAME, VALE_NAMES, YAML_ENDINGS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from proselint_t.cli.options import Options

_PULSE = 200
"""Milliseconds."""


def watch(options: Options) -> int:
    """Check now and after every change. Errors are told; mending them is a change like any other."""
    folders = set(_folders(options))
    named = {str(path.resolve()) for path in options.paths}

    def matters(_change: object, name: str) -> bool:
        path = Path(name)
        if any(part in SKIPPED_FOLDERS for part in path.parts):
            return False
        return (
            name in named
            or path.suffix.lower() in options.suffixes | YAML_ENDINGS
            or path.name in {TOML_NAME, *VALE_NAMES}
        )

    with suppress(KeyboardInterrupt):
        while True:
            there = _identities(folders)
            new = True  # the first check comes when the watch has begun: no change falls between the two
            for changed in _changes(there, matters):
                if changed or new:
                    _check(options)
                new = False
                if _identities(folders) != there:  # one is gone or back, and has to be watched anew
                    break
    return OK


def _changes(folders: Iterable[Path], matters: Callable[[object, str], bool]) -> Iterator[Collection[object]]:
    """What changes in some folders, nothing where a pulse brings nothing; ends where it must begin anew."""
    # only this flag needs them
    from watchfiles import watch as changes  # noqa: PLC0415
    from watchfiles._rust_notify import WatchfilesRustInternalError  # noqa: PLC0415

    begun = False
    try:
        for changed in changes(
            *folders, watch_filter=matters, rust_timeout=_PULSE, yield_on_timeout=True, raise_interrupt=True
        ):
            begun = True
            yield changed
    except WatchfilesRustInternalError:  # it ends at the name of a file that is no text
        if not begun:
            raise


def _identities(folders: set[Path]) -> dict[Path, int]:
    """The folders that are there; one that was deleted and made again is another."""
    found = {}
    for folder in folders:
        with suppress(OSError):
            found[folder] = folder.stat().st_ino
    return found


def _folders(options: Options) -> Iterator[Path]:
    """What to watch: folders, not files, which editors replace by others; those of configurations too."""
    resolver = resolver_of(options)
    for path in options.paths:
        if not path.exists():
            raise missing(path)
        folder = path.resolve() if path.is_dir() else path.resolve().parent
        yield folder
        config = resolver.config_of(folder / ANY_NAME)
        if config is not None:
            yield config.resolve().parent


def _check(options: Options) -> None:
    forget()
    clear_screen()
    try:
        with remembering(options.cache_dir, no_cache=options.no_cache) as memory:
            CheckSession(options, CommandSettings(options, resolver_of(options)), memory).run()
    except ProselintError as error:
        say(translated("error: %s", error))
    sys.stdout.flush()
    if not options.quiet:
        say(translated("Watching for changes; Ctrl-C ends."))
