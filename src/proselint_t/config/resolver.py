"""From a path to the rules and settings that hold for it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from proselint_t.config.file_settings import FileSettings, Inside
from proselint_t.config.flavours import NONE, Flavour, flavour, found
from proselint_t.config.globs import absolute, matches, refuse_broken_flags
from proselint_t.config.keys import NAMING, RULE_KEYS, is_off, rule_values
from proselint_t.config.layers import (
    COMMAND_LINE,
    Layer,
    Stack,
    find,
    find_of_user,
    find_vale,
    holds,
    load,
    merged,
    read,
    unread,
    unread_in,
)
from proselint_t.config.selection import ALL, Choice, Selection, names_of, presets
from proselint_t.config.vale import Vale, read_vale
from proselint_t.notation.setup import SETUP, setup_of
from proselint_t.rules.files import LISTED, Catalog
from proselint_t.rules.review import ReviewRule
from proselint_t.rules.rule import ActiveRule, Rule, Severity, style_of
from proselint_t.text.errors import ConfigError, NoRuleError, Place, RuleError, nearest
from proselint_t.text.messages import translated
from proselint_t.text.names import ANY_NAME, PRESETS, TOML_NAME, YAML_NAME
from proselint_t.text.repository import LINK, WAY_OUT, leads_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from proselint_t.yaml.nodes import Node

_PRESET = "preset"
SUPPRESSION = "suppression"
"""The style that is on unless it is ignored: a comment that does nothing must not do so in silence."""


class CommandLine(NamedTuple):
    """What flags say; it beats every file."""

    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    preset: str | None = None
    config: Path | None = None
    isolated: bool = False
    exclude: tuple[str, ...] = ()
    min_severity: str | None = None
    fixable: tuple[str, ...] | None = None
    unfixable: tuple[str, ...] = ()
    strict_styles: bool = False
    """Whether a rule of the user's that cannot run is an error, not only said."""
    ignore_syntax: bool = False
    """Whether rules of Vale's read every file as plain text."""
    require_config: bool = False
    """Whether it is an error that a file has no configuration."""
    default_preset: str = PRESETS[0]
    """The preset where nothing names one."""

    def for_answers(self) -> CommandLine:
        """The same where an answer is edited, which obeys the preset for answers where nothing names one."""
        return self._replace(default_preset="answer")


def forget() -> None:
    """Look for every configuration, and read it, again when it is next asked for."""
    for known in (find, find_of_user, find_vale, found, load, read_vale, unread, unread_in):
        known.cache_clear()


class Resolver:
    """Finds the settings of files. Files of one folder with the same overrides share them."""

    def __init__(self, command_line: CommandLine | None = None) -> None:
        self.command_line = command_line or CommandLine()
        refuse_broken_flags(self.command_line.exclude)
        self.notes: list[str] = []
        """What should be said once: rules of the user's that replace ours or cannot run, unread files."""
        self._noted: set[str] = set()
        self._catalogs: dict[tuple[tuple[Path, ...], Path | None, str], Catalog] = {}
        self._settings: dict[tuple[Path | None, tuple[int, ...], tuple[int, ...], str], FileSettings] = {}

    def for_file(self, path: Path) -> FileSettings:
        """The settings of a file, which need not exist. Raises :class:`ConfigError` or a ``RuleError``."""
        config = self.config_of(path)
        if config is None and self.command_line.require_config:
            problem = translated("there is no configuration, here or in a folder above")
            raise ConfigError(
                problem, Place(str(absolute(path).parent)), hint=translated("proselint-t init writes one")
            )
        stack = load(config) if config else Stack()
        matching = tuple(
            index for index, layer in enumerate(stack.overrides) if matches(layer.globs, layer.folder, path)
        )
        vale = Vale.of(stack.layers)
        layers = (*stack.layers, *(stack.overrides[index] for index in matching), self._flags())
        spoken = self._flavour(layers, path)
        key = (config, matching, vale.sections(path), spoken.name)
        if key not in self._settings:
            layers = (spoken.layer(), *layers) if spoken.values else layers
            self._settings[key] = spoken.read_with(self._build(layers, config, path))
        return self._settings[key]

    def _flavour(self, layers: tuple[Layer, ...], path: Path) -> Flavour:
        """What the configuration names, else what the files of the project show."""
        named = merged(layers).get("flavour")
        if named is None and self.command_line.isolated:
            return flavour(NONE)
        return flavour(named[0] if named else found(absolute(path).parent) or NONE)

    def try_text(self, config: Path, text: str) -> None:
        """Raise what files would meet if a configuration held this text; nothing comes into force."""
        if not holds(config, text):
            return
        stack = read(config, text)
        for override in ((), *((layer,) for layer in stack.overrides)):
            self._build((*stack.layers, *override), config, config)

    def config_of(self, path: Path) -> Path | None:
        """The configuration file that holds for a path."""
        if self.command_line.isolated:
            return None
        if self.command_line.config is not None:
            if not self.command_line.config.is_file():
                hint = translated("without --config the nearest one is taken")
                raise ConfigError(
                    translated("there is no such file"), Place(str(self.command_line.config)), hint=hint
                )
            return absolute(self.command_line.config)
        folder = absolute(path).parent
        self._note(
            translated(
                "%s is not read: a configuration is named %s, or is a table of %s", one, YAML_NAME, TOML_NAME
            )
            for one in unread(folder)
        )
        found = find(folder)
        vale = None if found is not None else find_vale(folder)
        if vale is not None:
            self._note(
                [
                    translated(
                        "%s is taken: there is no configuration of ours (see proselint-t init --from-vale)",
                        vale,
                    )
                ]
            )
        found = found or vale
        if found is not None and found.is_symlink() and leads_out(found, found.parent):
            raise ConfigError(translated(LINK), Place(str(found)), hint=translated(WAY_OUT))
        return found or find_of_user()

    def messages(self, folder: Path) -> str | None:
        """The language of messages that the configuration of a folder asks for."""
        config = self.config_of(folder / ANY_NAME)
        value = merged(load(config).layers).get("messages") if config else None
        return str(value[0]) if value else None

    def excluded(self, path: Path) -> bool:
        """Whether ``exclude`` of the configuration or ``--exclude`` takes a path out."""
        if matches(self.command_line.exclude, Path.cwd(), path):
            return True
        config = self.config_of(path)
        layers = load(config).layers if config else ()
        return any(matches(layer.values.get("exclude", ()), layer.folder, path) for layer in layers)

    def catalog(self, path: Path) -> Catalog:
        """Every rule there is for a path."""
        config = self.config_of(path)
        return self._catalog(load(config).layers if config else ())

    def stopped(self) -> Iterator[tuple[str, bool]]:
        """What stopped while it ran, once each, and whether that is an error."""
        said: set[str] = set()
        for settings in self._settings.values():
            for active in settings.rules:
                problem = getattr(active.rule, "stopped", "")
                rule = active.rule.meta.id
                if problem and rule not in said:
                    said.add(rule)
                    named = (*settings.value("select"), *(settings.value("extend-select") or ()))
                    strict = self.command_line.strict_styles or rule in named
                    yield translated("the rule %s does not run: %s", rule, problem), strict

    @property
    def in_use(self) -> Iterable[FileSettings]:
        """The settings that were asked for so far."""
        return self._settings.values()

    @property
    def catalogs(self) -> Iterable[Catalog]:
        """The catalogs that were needed so far."""
        return self._catalogs.values()

    def _note(self, notes: Iterable[str]) -> None:
        new = [note for note in notes if note not in self._noted]
        self._noted.update(new)
        self.notes += new

    def _flags(self) -> Layer:
        line = self.command_line
        if line.preset is not None and line.preset not in presets():
            hint = nearest(line.preset, presets()) or translated("one of: %s", ", ".join(presets()))
            raise ConfigError(
                translated("there is no preset «%s»", line.preset), Place(key="--preset"), hint=hint
            )
        flags = {
            "ignore": line.ignore,
            "extend-select": line.extend_select,
            _PRESET: line.preset,
            "min-severity": line.min_severity,
            "unfixable": line.unfixable,
        }
        values: dict[str, Any] = {name: value for name, value in flags.items() if value}
        wholly = {"select": line.select, "fixable": line.fixable}
        values |= {name: value for name, value in wholly.items() if value is not None}
        return Layer(COMMAND_LINE, Path.cwd(), values)

    def _catalog(self, layers: Iterable[Layer]) -> Catalog:
        layers = tuple(layers)
        folders = tuple(_style_folders(layers))
        vale = Vale.of(layers)
        if self.command_line.strict_styles:
            vale.insist()
        pipeline = merged(layers).get("sentences", ({}, ""))[0].get("pipeline", "")
        key = (folders, vale.path, pipeline)
        if key not in self._catalogs:
            catalog = self._catalogs[key] = Catalog(
                folders, vale.settings, pipeline, plain=self.command_line.ignore_syntax
            )
            self.notes += [
                translated("your rule %s replaces the bundled one", rule) for rule in catalog.replaced
            ]
            self.notes += [
                translated("%s is not read: %s (%s)", path, translated(LINK), translated(WAY_OUT))
                for path in catalog.outside
            ]
            self.notes += vale.notes(catalog)
        return self._catalogs[key]

    def _build(self, layers: tuple[Layer, ...], config: Path | None, path: Path) -> FileSettings:
        catalog = self._catalog(layers)
        vale = Vale.of(layers)
        _check_rules(layers, catalog)
        values = merged(layers)
        preset = values.get(_PRESET, (self.command_line.default_preset, "default"))
        start = presets()[preset[0]]
        # A configuration of Vale's says which rules run: those of a preset join in where one is named.
        joins = vale.config is None or preset[1] != "default"
        base = start["select"] if joins else ()
        origin = f"preset {preset[0]}"
        values = {
            "select": (base, origin),
            "paragraph": (start["paragraph"], origin),
            **({"extensions": (vale.config.endings, str(vale.path))} if vale.config else {}),
            **values,
            _PRESET: preset,
        }
        selection = Selection(
            (Choice(base, extend=(*catalog.own, *vale.on(catalog, path))), *map(_choice, layers))
        )
        about_comments = selection.always(SUPPRESSION)
        chosen = [
            rule
            for rule in catalog.ids
            if (about_comments if style_of(rule) == SUPPRESSION else selection).takes(rule)
        ]
        said = {key: value for key, (value, _) in values.items()}
        rules = tuple(self._active(catalog, chosen, layers, said, vale))
        reviewing = selection.always("review")
        review = {rule: _severity(layers, rule) for rule in ReviewRule if reviewing.takes(rule)}
        origins = (str(values["select"][1]) if base else origin, *(one.origin for one in layers))
        return FileSettings(
            rules,
            said.get("language"),
            preset[0],
            tuple(catalog.ids),
            values,
            config,
            review,
            inside=tuple(self._inside(layers, said, config, path)),
            selection=selection,
            layers=origins,
        )

    def _inside(
        self, layers: tuple[Layer, ...], said: Mapping[str, Any], config: Path | None, path: Path
    ) -> Iterator[Inside]:
        """What entries of ``inside`` set, on top of the file that they are in, without its overrides."""
        own = [
            layer._replace(values={name: value for name, value in layer.values.items() if name != "inside"})
            for layer in layers
            if not layer.globs
        ]
        flags = [layer for layer in own if layer.origin == COMMAND_LINE]
        below = [layer for layer in own if layer not in flags]
        for fences in said.get("inside", ()):
            settings = self._build((*below, fences.layer, *flags), config, path)
            yield Inside(fences.fence, fences.after, settings)

    def _active(
        self,
        catalog: Catalog,
        chosen: Iterable[str],
        layers: tuple[Layer, ...],
        said: Mapping[str, Any],
        vale: Vale,
    ) -> Iterator[ActiveRule]:
        """The chosen rules that can run and are grave enough."""
        least = said.get("min-severity", vale.least)
        for rule in chosen:
            try:
                active = _active(catalog, rule, layers, said)
            except NoRuleError:
                if self._is_demanded(rule, layers):
                    raise
                continue
            except RuleError as error:
                if self._is_demanded(rule, layers) or not catalog.is_own(rule):
                    raise
                self.notes.append(translated("the rule %s does not run: %s", rule, error))
                continue
            active = vale.levelled(active)
            if least is None or (active.severity or active.rule.meta.severity).rank <= Severity(least).rank:
                yield active

    def _is_demanded(self, rule: str, layers: Iterable[Layer]) -> bool:
        """Whether a rule that cannot run is an error: it was asked for by name."""
        keys = ("select", "extend-select")
        named = any(rule in layer.values.get(key, ()) for layer in layers for key in keys)
        return named or self.command_line.strict_styles


def _style_folders(layers: Iterable[Layer]) -> Iterator[Path]:
    for layer in layers:
        for name in layer.values.get("styles", ()):
            folder = layer.folder / name
            if not folder.is_dir():
                raise _entry_of(layer.nodes["styles"], name).problem(
                    translated("there is no folder of rules «%s»", name)
                )
            yield folder


def _choice(layer: Layer) -> Choice:
    values = layer.values
    off = [rule for rule in values.get("rules", {}) if is_off(layer.nodes["rules"].mapping()[rule])]
    ignore = (*values.get("ignore", ()), *off)
    return Choice(values.get("select"), values.get("extend-select", ()), ignore)


def _active(catalog: Catalog, rule: str, layers: tuple[Layer, ...], said: Mapping[str, Any]) -> ActiveRule:
    """A rule with its settings: those of its file, of the preset, of each layer."""
    found = catalog.rule(rule)
    settings = dict(found.meta.settings)
    if "paragraph" in settings:
        settings["paragraph"] = said["paragraph"]
    if "terms" in settings and "terms" in said:
        settings["terms"] = said["terms"]
    if found.meta.kind == "notation":  # no settings of a rule: which files may be read is said in one place
        settings.update({"bundle": said.get("bundle", ()), SETUP: setup_of(said)})
    severity = None
    exceptions: set[str] = set(said.get("exceptions", ()))
    for layer in layers:
        own = _own_values(layer, found)
        severity = own.pop("severity", severity)
        exceptions.update(own.pop("exceptions", ()))
        settings.update(own)
    mends = Choice(said.get("fixable", (ALL,)), ignore=said.get("unfixable", ())).of(rule)
    words = frozenset(word.casefold() for word in exceptions)
    return ActiveRule(found, settings, severity, words, fixable=bool(mends))


def _own_values(layer: Layer, rule: Rule) -> dict[str, Any]:
    """What a layer sets for a rule."""
    return rule_values(_entry(layer, rule.meta.id, (*RULE_KEYS, *rule.meta.settings)))


def _severity(layers: Iterable[Layer], rule: ReviewRule) -> Severity | None:
    """That of a rule of a review, which has no other settings."""
    severity = None
    for layer in layers:
        severity = rule_values(_entry(layer, rule, ("severity",))).get("severity", severity)
    return severity


def _entry(layer: Layer, rule: str, keys: Iterable[str]) -> dict[str, Any]:
    entry: dict[str, Any] = layer.values.get("rules", {}).get(rule, {})
    if entry:
        layer.nodes["rules"].mapping()[rule].refuse_unknown(keys)
    return entry


def _check_rules(layers: Iterable[Layer], catalog: Catalog) -> None:
    """Raise at the first rule or style that does not exist, or wrong setting of a rule, on or off."""
    names = names_of(catalog.ids)
    for layer in layers:
        for key in NAMING:
            for name in layer.values.get(key, ()):
                if name not in names:
                    raise _unknown_name(layer, key, name, names)
        for rule in layer.values.get("rules", {}):
            if rule in set(ReviewRule):
                _severity([layer], ReviewRule(rule))
            elif rule in catalog:
                with suppress(
                    RuleError
                ):  # whether a rule that cannot be read is an error shows where it runs
                    _own_values(layer, catalog.rule(rule))
            else:
                node = layer.nodes["rules"]
                hint = nearest(rule, (*catalog.ids, *ReviewRule)) or LISTED
                raise node.problem_at_key(rule, translated("there is no rule «%s»", rule), hint)


def _unknown_name(layer: Layer, key: str, name: str, names: Iterable[str]) -> Exception:
    problem, hint = translated("there is no rule or style «%s»", name), nearest(name, names) or LISTED
    node = layer.nodes.get(key)
    if node is None:
        return ConfigError(problem, Place(key=f"--{key}"), hint=hint)
    return _entry_of(node, name).problem(problem, hint)


def _entry_of(node: Node, text: str) -> Node:
    """The entry of a list that says this text; a single text is a list of one."""
    items = node.value if isinstance(node.value, list) else [node]
    return next((item for item in items if item.text() == text), node)
