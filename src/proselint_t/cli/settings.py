"""The settings of a run: the configuration as the flags have it, and what is said of it once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from proselint_t.cli.streams import say
from proselint_t.config import Resolver
from proselint_t.runner.discovery import suffixes_of
from proselint_t.text.messages import counted, translated
from proselint_t.text.names import ANY_NAME

if TYPE_CHECKING:
    from proselint_t.cli.options import Options
    from proselint_t.config import FileSettings
    from proselint_t.rules.rule import RuleMeta


def resolver_of(options: Options) -> Resolver:
    """Who finds the settings of the files of a run; rules are loaded once for all of them."""
    return Resolver(options.selection._replace(exclude=options.exclude))


def configured(options: Options, resolver: Resolver) -> Options:
    """The options with what the configuration of this folder says where a flag is not given.

    A form that the command line cannot do without (a table, a list by points) beats a configured one.
    """
    here = resolver.for_file(Path(ANY_NAME))
    asked_for_people = options.statistics or options.by_point or options.explain is not None
    form = None if asked_for_people else here.value("output-format")
    return options._replace(
        fail_on=options.fail_on or here.value("fail-on"),
        output_format=options.output_format or form,
        suffixes=suffixes_of(here.value("extensions") or ()),
    )


class CommandSettings:
    """Settings of files for one run of ``check``."""

    def __init__(self, options: Options, resolver: Resolver) -> None:
        self.options = options
        self.resolver = resolver
        self._said: set[str] = set()
        self._looked: dict[str, set[str]] = {}
        """What chose rules (a preset, a file, the command line) → those that looked at files."""

    def of(self, path: Path) -> FileSettings:
        """The settings of a file."""
        settings = self.resolver.for_file(path)
        while self.resolver.notes:
            self._say(self.resolver.notes.pop(0))
        self._looked.setdefault(_chooser(settings), set()).update(one.rule.meta.id for one in settings.rules)
        selection = self.options.selection
        if settings.config is None:
            if not (selection.isolated or selection.preset or selection.select):
                told = "no configuration found: the preset %s is used (see proselint-t init)"
                self._say(translated(told, settings.preset))
        elif self.options.verbose:
            self._say(translated("%s: %s (preset %s)", path, settings.config, settings.preset), once=False)
        return settings

    def looked(self) -> str:
        """How many rules looked at files so far: «3 rules, preset docs», chooser by chooser."""
        chosen = sorted(self._looked.items())
        told = (f"{counted(len(rules), '%s rule', '%s rules')}, {chooser}" for chooser, rules in chosen)
        return "; ".join(told) or translated("no file was looked at")

    def meta(self, rule: str) -> RuleMeta | None:
        """What the file of a rule says."""
        catalog = next((one for one in self.resolver.catalogs if rule in one), None)
        return catalog.rule(rule).meta if catalog is not None else None

    def _say(self, note: str, *, once: bool = True) -> None:
        if not self.options.quiet and not (once and note in self._said):
            self._said.add(note)
            say(translated("note: %s", note))


def _chooser(settings: FileSettings) -> str:
    """What says which rules run: Vale's configuration, unless a preset is named beside it, else ours."""
    vale = settings.value("vale")
    alone = vale is not None and settings.values["preset"][1] == "default"
    origin = str(vale if alone else settings.values["select"][1])
    preset = settings.preset
    return translated("preset %s", preset) if origin == f"preset {preset}" else origin


class BundleSettings(CommandSettings):
    """Those of documents that are checked as one bundle.

    Every rule that looks at other documents is given those of the command.
    """

    def of(self, path: Path) -> FileSettings:
        settings = super().of(path)
        files = tuple(map(str, self.options.paths))
        rules = tuple(
            active._replace(settings={**active.settings, "bundle": files})
            if "bundle" in active.settings
            else active
            for active in settings.rules
        )
        return settings._replace(rules=rules)
