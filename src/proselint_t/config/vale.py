"""What a configuration of Vale's adds to ours: which of its rules run on a file, and how grave they are."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.config.globs import absolute
from proselint_t.rules.rule import style_of
from proselint_t.text.messages import translated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from proselint_t.config.layers import Layer
    from proselint_t.rules.files import Catalog
    from proselint_t.rules.rule import ActiveRule, Severity
    from proselint_t.rules.vale.ini import ValeConfig
    from proselint_t.rules.vale.settings import ValeSettings


class Vale(NamedTuple):
    """The configuration of Vale's that layers name, if they name one."""

    config: ValeConfig | None = None

    @classmethod
    def of(cls, layers: Iterable[Layer]) -> Vale:
        """Raises :class:`proselint_t.text.errors.ConfigError` where it cannot be read."""
        named = [layer.folder / layer.values["vale"] for layer in layers if "vale" in layer.values]
        return cls(read_vale(absolute(named[-1]))) if named else cls()

    @property
    def path(self) -> Path | None:
        return self.config.path if self.config else None

    @property
    def settings(self) -> ValeSettings | None:
        return self.config.settings if self.config else None

    @property
    def least(self) -> Severity | None:
        return self.config.least if self.config else None

    def insist(self) -> None:
        """Raise the first fault of its vocabularies, if there is one: where styles must be whole."""
        if self.config is not None and self.config.faults:
            raise self.config.faults[0]

    def sections(self, path: Path) -> tuple[int, ...]:
        """Which sections hold for a file: files with the same ones have the same settings."""
        if self.config is None:
            return ()
        matching = list(self.config.matching(self._named(path)))
        return tuple(index for index, one in enumerate(self.config.sections) if one in matching)

    def on(self, catalog: Catalog, path: Path) -> Iterator[str]:
        """The rules of its styles that run on a file."""
        if self.config is None:
            return
        name = self._named(path)
        for rule in catalog.ids:
            if catalog.is_own(rule) and self.config.runs(rule, name):
                yield rule

    def levelled(self, active: ActiveRule) -> ActiveRule:
        """A rule as grave as the configuration says, unless ours says more."""
        level = self.config.levels.get(active.rule.meta.id) if self.config else None
        return active if level is None or active.severity is not None else active._replace(severity=level)

    def notes(self, catalog: Catalog) -> Iterator[str]:
        """What to say once: what does not apply here, and what is named and not there."""
        if self.config is None:
            return
        yield from (f"{self.config.path}: {note}" for note in self.config.notes)
        yield from (translated("%s (left out)", fault) for fault in self.config.faults)
        styles = {style_of(rule) for rule in catalog.ids if catalog.is_own(rule)} | {"Vale"}
        folders = ", ".join(map(str, self.config.settings.folders))
        download = translated(" (packages are not downloaded)") if self.config.packages else ""
        for style in self.config.settings.styles:
            if style not in styles:
                where = folders or "StylesPath"
                told = translated("%s: no style «%s» in %s", self.config.path, style, where)
                yield told + download
        for rule in self.config.named:
            if rule not in catalog and not rule.startswith("Vale."):
                yield translated("%s: there is no rule «%s»", self.config.path, rule)

    def _named(self, path: Path) -> str:
        """The path of a file as sections name it: from the folder of the configuration."""
        folder = self.config.path.parent if self.config else Path()
        whole = absolute(path)
        return (whole.relative_to(folder) if whole.is_relative_to(folder) else whole).as_posix()


@cache
def read_vale(path: Path) -> ValeConfig:
    from proselint_t.rules.vale.ini import read_ini  # noqa: PLC0415 - most configurations name none of Vale's

    return read_ini(path)
