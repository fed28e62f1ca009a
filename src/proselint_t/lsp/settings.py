"""The settings of open files while configurations are written: the last good ones stay in force.

Knows configuration; what is wrong with it is kept as errors by file, for others to show.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from proselint_t.config import CommandLine, Resolver, forget
from proselint_t.rules.files import Catalog, rule_files
from proselint_t.runner.discovery import suffixes_of
from proselint_t.text.errors import ProselintError
from proselint_t.text.names import ANY_NAME, YAML_NAME

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from proselint_t.config import FileSettings


class Settings:
    """Settings by path. ``problems`` maps each file that is wrong to what is wrong with it."""

    def __init__(self) -> None:
        self._resolver, self._of_answers = Resolver(), Resolver(CommandLine().for_answers())
        self._good: dict[Path | None, FileSettings] = {}
        self.problems: dict[Path, ProselintError] = {}
        self.generation = 0
        """Counts how often the files were read again."""

    def reload(self) -> None:
        """Read every configuration and rule file again when it is next asked for."""
        forget()
        self._resolver, self._of_answers = Resolver(), Resolver(CommandLine().for_answers())
        self.problems = {}
        self.generation += 1

    def problem_in(self, config: Path, text: str) -> ProselintError | None:
        """What would be wrong with a configuration if it were saved with this text."""
        try:
            self._resolver.try_text(config, text)
        except ProselintError as error:
            return error if error.place.path == str(config) else None
        return None

    def of(self, path: Path) -> FileSettings | None:
        """The settings of a file.

        ``None`` where its configuration is broken and never was good. Settings are equal only to
        themselves, and change when a configuration was read again.
        """
        config = None
        try:
            config = self._resolver.config_of(path)
            settings = self._resolver.for_file(path)
        except ProselintError as error:
            self.problems[Path(error.place.path or config or path)] = error
            return self._good.get(path) or self._good.get(config)
        self._good[path] = self._good[config] = settings
        return settings

    def of_answer(self, path: Path) -> FileSettings | None:
        """The same for an answer that is edited."""
        settings = self.of(path)
        if settings is not None and settings.values["preset"][1] == "default":
            with suppress(ProselintError):
                return self._of_answers.for_file(path)
        return settings

    def messages(self, folder: Path) -> str | None:
        """The language of messages that a folder asks for; ``None`` where its configuration is broken."""
        with suppress(ProselintError):
            return self._resolver.messages(folder)
        return None

    def suffixes(self, folder: Path) -> frozenset[str]:
        """Endings of the documents of a folder."""
        settings = self.of(folder / ANY_NAME)
        return suffixes_of(settings.value("extensions") or () if settings else ())

    def excluded(self, path: Path) -> bool:
        try:
            return self._resolver.excluded(path)
        except ProselintError:
            return False

    def catalog(self, path: Path) -> Catalog:
        """Every rule there is for a path; the bundled ones where its configuration is broken."""
        try:
            return self._resolver.catalog(path)
        except ProselintError:
            return Catalog()

    def style_folders(self, path: Path) -> Iterable[Path]:
        """The user's folders of rule files for a path."""
        settings = self.of(path)
        return () if settings is None else settings.value("styles") or ()

    def files_behind(self, paths: Iterable[Path]) -> Iterator[Path]:
        """The configurations of files and the rule files that they name; whatever of it is wrong too."""
        folders = {}
        for path in paths:
            settings = self.of(path)
            with suppress(ProselintError):
                yield from filter(None, [self._resolver.config_of(path)])
            folders.update(dict.fromkeys(settings.value("styles") or ()) if settings else {})
        for folder in filter(Path.is_dir, folders):
            yield from (file for _, file in rule_files(folder))
        yield from (path for path in self.problems if path.is_file())

    def place_for_terms(self, path: Path) -> Path:
        """The configuration that holds for a file, or the one that would if it were written."""
        settings = self.of(path)
        return settings.config if settings and settings.config else path.parent / YAML_NAME
