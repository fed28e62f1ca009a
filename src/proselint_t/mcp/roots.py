"""The folders that a client may ask about, and what must hold before anything in them is read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from proselint_t.config.layers import load
from proselint_t.config.vale import Vale
from proselint_t.defects.files import read_listed
from proselint_t.notation.inner import file_of, read_document
from proselint_t.runner.discovery import missing
from proselint_t.text.errors import ConfigError, InputError, Place, ProselintError
from proselint_t.text.messages import translated
from proselint_t.text.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from proselint_t.config.layers import Layer


@dataclass(frozen=True, slots=True)
class Roots:
    """Resolved folders. Relative paths are those of the first one."""

    folders: tuple[Path, ...]

    @classmethod
    def of(cls, folders: Iterable[Path]) -> Roots:
        """Raises :class:`ConfigError` where one is no folder."""
        resolved = tuple(folder.resolve() for folder in folders)
        for folder in resolved:
            if not folder.is_dir():
                raise ConfigError(translated("no such folder"), Place(str(folder)))
        return cls(resolved)

    def hold(self, path: Path) -> bool:
        """Whether a resolved path is one of the folders or lies in one."""
        return any(path.is_relative_to(folder) for folder in self.folders)

    def path(self, name: str) -> Path:
        """The resolved path of what a client names; links are followed first.

        It need not exist. Raises :class:`InputError` where it lies outside the roots.
        """
        try:
            path = (self.folders[0] / name).resolve()
            path.exists()  # asked here for its error: a name may be too long
        except (OSError, ValueError, RuntimeError):  # or a null character, or links that go round in a circle
            raise InputError(translated("this is no path"), Place(repr(name))) from None
        if not self.hold(path):
            raise self._outside(name)
        return path

    def _outside(self, name: str) -> InputError:
        hint = translated("the roots: %s", ", ".join(self._names))
        return InputError(translated("outside the roots of this server"), Place(name), hint=hint)

    def read(self, name: str, text: str | None = None, *, as_list: bool = False) -> Source:
        """A document, or a list of defects in any form; ``text`` is what it says in place of its file.

        Raises :class:`InputError`.
        """
        path = self.path(name)
        if text is not None:
            return Source.given(text, str(path))
        file = file_of(path)
        if not self.hold(file.resolve()):
            raise self._outside(name)
        if not file.exists():
            raise missing(file)
        if not file.is_file():
            raise InputError(translated("this is no file"), Place(str(file)))
        return read_listed(path) if as_list else read_document(path)

    def refuse_configuration(self, config: Path) -> None:
        """Raise :class:`ConfigError` where a configuration of the roots leads out of them."""
        stack = load(config)
        for path in _files_of((*stack.layers, *stack.overrides)):
            if not self.hold(path.resolve()):
                problem = translated(
                    "the configuration names %s, which is outside the roots of this server", path
                )
                raise ConfigError(problem, Place(str(config)))

    def told(self, error: ProselintError) -> str:
        """An error in words for the client; of a file outside the roots it says nothing."""
        path = error.place.path
        if isinstance(error, ConfigError) and path and not self.hold(Path(path).resolve()):
            return translated("a configuration outside the roots of this server is wrong")
        return str(error)

    @property
    def _names(self) -> tuple[str, ...]:
        return tuple(map(str, self.folders))


def _files_of(layers: tuple[Layer, ...]) -> Iterator[Path]:
    """The files and folders that rules and their documents are read from."""
    for layer in layers:
        yield layer.folder
        yield from (layer.folder / folder for folder in layer.values.get("styles") or ())
        for key in ("bundle", "editions"):
            yield from (layer.folder / name for name in layer.values.get(key) or ())
        if "vale" in layer.values:
            yield layer.folder / layer.values["vale"]
    config = Vale.of(layers).config
    yield from config.settings.folders if config else ()
