"""`.vale.ini` read as Vale reads it: what holds for which file.

What lies in the folder ``.vale-config`` of its styles (packages put it there) is read in front of it. Knows
Vale's keys (https://vale.sh/docs/keys); what of them does not apply here is named, never dropped in silence.
Nothing is downloaded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from proselint_t.rules.rule import Severity, style_of
from proselint_t.rules.vale.patterns import compiled_go
from proselint_t.rules.vale.settings import CLASSES, IGNORED, SKIPPED, ValeSettings, glob_takes
from proselint_t.text.errors import ConfigError, Place, RuleError, nearest
from proselint_t.text.globs import too_many
from proselint_t.text.inputs import files_below, text_of
from proselint_t.text.limits import MAX_PATTERNS, limit
from proselint_t.text.messages import translated
from proselint_t.text.names import VALE_NAMES
from proselint_t.text.repository import LINK, WAY_OUT, leads_out, repository_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_PIPELINE = ".vale-config"
_TOP = ""
_CORE = frozenset(
    [
        "StylesPath",
        "MinAlertLevel",
        "Vocab",
        "IgnoredScopes",
        "SkippedScopes",
        "IgnoredClasses",
        "WordTemplate",
        "Packages",
        "NLPEndpoint",
        "Sphinx",
    ]
)
_OF_FILES = frozenset(
    [
        "BasedOnStyles",
        "BlockIgnores",
        "TokenIgnores",
        "IgnorePatterns",
        "CommentDelimiters",
        "Transform",
        "Lang",
        "View",
    ]
)
_NOT_HERE = {
    "Transform": "an XSLT stylesheet is not run",
    "View": "views of data files are not read",
    "NLPEndpoint": "no service is asked",
    "Lang": "the language is told from the text",
}
_MARKDOWN = ("md", "markdown")
_READ = (*_MARKDOWN, "mdown", "markdn", "mdx", "txt")
"""Endings of Markdown and of plain text."""
_NOT_RULES = frozenset({_TOP, "formats", "asciidoctor"})
_SECTION = re.compile(r"\[(.*)\]\s*(?:[;#].*)?")
_COMMENT = re.compile(r"\s[#;].*")
_MAY_BE_BROKEN = re.compile(r"[\\()\[\]{}*+?]")
_COMMA = re.compile(r"(?<!\\),")


@dataclass(frozen=True, slots=True)
class IniSection:
    """What is said of the files that ``glob`` takes. ``rules`` maps a rule to whether it is on."""

    glob: str
    styles: tuple[str, ...] | None = None
    rules: dict[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ValeConfig:
    """A configuration of Vale's.

    ``levels`` are the severities of rules that are named. ``notes`` say what does not apply here, ``faults``
    which terms of vocabularies are no patterns; ``packages`` is whether some are named.
    """

    path: Path
    settings: ValeSettings
    sections: tuple[IniSection, ...] = ()
    levels: dict[str, Severity] = field(default_factory=dict)
    least: Severity | None = None
    notes: tuple[str, ...] = ()
    faults: tuple[RuleError, ...] = ()
    packages: bool = False

    @property
    def named(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(rule for section in self.sections for rule in section.rules))

    @property
    def endings(self) -> tuple[str, ...]:
        """The endings of the files that are read in folders: Markdown's, and those that a section takes."""
        formats = {**dict.fromkeys(_READ, _READ[0]), **dict(self.settings.formats)}
        read = [ending for ending, other in formats.items() if other in _READ]
        taken = (ending for ending in read if any(self.matching(f"page.{ending}")))
        return tuple(dict.fromkeys((*_MARKDOWN, *taken)))

    def runs(self, rule: str, path: str) -> bool:
        """Whether a rule is on for a file (its path from the folder of the configuration, with `/`)."""
        rules: dict[str, bool] = {}
        styles: tuple[str, ...] = ()
        for section in self.matching(path):
            styles = section.styles if section.styles is not None else styles
            rules.update(section.rules)
        return rules.get(rule, style_of(rule) in styles)

    def matching(self, path: str) -> Iterator[IniSection]:
        """The sections that hold for a file: `[*]` first, then in the order of the configuration."""
        everywhere = [section for section in self.sections if section.glob == "*"]
        others = [section for section in self.sections if section.glob != "*"]
        for section in (*everywhere, *others):
            if section.glob == "*" or self._takes(section.glob, path):
                yield section

    def _takes(self, glob: str, path: str) -> bool:
        stem, dot, ending = path.rpartition(".")
        other = dict(self.settings.formats).get(ending)
        return glob_takes(glob, path) or (
            other is not None and dot == "." and glob_takes(glob, f"{stem}.{other}")
        )


@dataclass(slots=True)
class _Value:
    text: str
    path: Path
    line: int


_Sections = dict[str, dict[str, list[_Value]]]


def read_ini(path: Path) -> ValeConfig:
    """The configuration of a file. Raises :class:`ConfigError` with file and line at what Vale refuses."""
    named = path.resolve()
    if named.name not in VALE_NAMES and named.suffix != ".ini":  # messages would quote it
        raise ConfigError(
            translated("no configuration of Vale's"),
            Place(str(path)),
            hint=translated("name a file .vale.ini"),
        )
    return parse_ini(text_of(path, ConfigError), path)


def parse_ini(text: str, path: Path) -> ValeConfig:
    """The configuration that a file with this text is."""
    own: _Sections = {_TOP: {}}
    _parse(text, path, own)
    sections: _Sections = {_TOP: {}}
    for value in own[_TOP].get("StylesPath", ())[:1]:
        styles = _folder(value)
        for source in sorted((styles / _PIPELINE).glob("*")):
            if source.is_file() and not leads_out(source, styles):
                _parse(text_of(source, ConfigError), source, sections)
    _parse(text, path, sections)
    return _Reader(path, sections).config()


def _folder(value: _Value) -> Path:
    """Where styles lie: inside the repository, or anywhere where there is none."""
    folder = value.path.parent / Path(value.text).expanduser()
    if repository_of(value.path.parent.absolute()) is not None and leads_out(folder, value.path.parent):
        problem = translated("«%s» lies outside the repository", value.text)
        raise ConfigError(
            problem, Place(str(value.path), value.line, key="StylesPath"), hint=translated(WAY_OUT)
        )
    return folder


def _parse(text: str, path: Path, sections: _Sections) -> None:
    """Adds to sections: section → key → values in order; a key that stands twice has both."""
    current = sections[_TOP]
    for number, line in _logical_lines(text):
        if found := _SECTION.fullmatch(line):
            current = sections.setdefault(found[1].strip(), {})
            continue
        key, equals, value = line.partition("=")
        if not equals:
            raise ConfigError(translated("expected a section or `key = value`"), Place(str(path), number))
        current.setdefault(key.strip(), []).append(_Value(_bare(value), path, number))


def _logical_lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines without comments, those that end with a backslash joined to the next."""
    pending, first = "", 0
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), 1):
        stripped = line.strip()
        if not pending and (not stripped or stripped[0] in "#;"):
            continue
        first = first if pending else number
        if stripped.endswith("\\"):
            pending += stripped[:-1]
            continue
        yield first, pending + stripped
        pending = ""
    if pending:
        yield first, pending


def _bare(value: str) -> str:
    value = _COMMENT.sub("", f" {value}" if value[:1] in "#;" else value, count=1).strip()
    for quote in ('"""', "`", '"', "'"):
        if len(value) >= 2 * len(quote) and value.startswith(quote) and value.endswith(quote):
            return value[len(quote) : -len(quote)]
    return value


class _Reader:
    def __init__(self, path: Path, sections: _Sections) -> None:
        self.path = path
        self.sections = sections
        self.top = sections[_TOP]
        self.notes: list[str] = []
        self.faults: list[RuleError] = []
        self.patterns = 0
        self.levels: dict[str, Severity] = {}

    def config(self) -> ValeConfig:
        self._check_keys()
        folders = tuple(self._folders())
        read = tuple(self._section(glob) for glob in self.sections if glob not in _NOT_RULES)
        settings = ValeSettings(
            accepted=tuple(self._vocabulary(folders, "accept.txt")),
            rejected=tuple(self._vocabulary(folders, "reject.txt")),
            folders=folders,
            skipped_scopes=self._list("SkippedScopes") or SKIPPED,
            ignored_scopes=self._list("IgnoredScopes") or IGNORED,
            ignored_classes=(*CLASSES, *self._list("IgnoredClasses")),
            word_template=next((value.text for value in self.top.get("WordTemplate", ())), ""),
            block_ignores=(*self._of_files("IgnorePatterns"), *self._of_files("BlockIgnores")),
            token_ignores=self._of_files("TokenIgnores"),
            delimiters=tuple(self._delimiters()),
            formats=tuple((key, values[0].text) for key, values in self.sections.get("formats", {}).items()),
            styles=tuple(dict.fromkeys(style for section in read for style in section.styles or ())),
        )
        return ValeConfig(
            self.path,
            settings,
            read,
            self.levels,
            self._least(),
            tuple(self.notes),
            tuple(self.faults),
            packages="Packages" in self.top,
        )

    def problem(self, said: str, value: _Value, key: str, hint: str | None = None) -> ConfigError:
        return ConfigError(said, Place(str(value.path), value.line, key=key), hint=hint)

    def _check_keys(self) -> None:
        for glob, keys in self.sections.items():
            for key, values in keys.items():
                if glob == _TOP and key in _OF_FILES:
                    raise self.problem(
                        translated("it holds for files: write it below a section"), values[0], key, "[*.md]"
                    )
                if glob not in _NOT_RULES and key in _CORE:
                    raise self.problem(
                        translated("it holds for everything: write it above the first section"),
                        values[0],
                        key,
                    )
                if key in _NOT_HERE:
                    self.notes.append(f"{key} = {values[0].text}: {translated(_NOT_HERE[key])}")
                elif glob == _TOP and key not in _CORE:
                    raise self.problem(
                        translated("unknown key «%s»", key), values[0], key, nearest(key, _CORE)
                    )

    def _folders(self) -> Iterator[Path]:
        packages = self.top.get("Packages", ())
        for value in self.top.get("StylesPath", ()):
            folder = _folder(value)
            if not folder.is_dir():
                hint = (
                    translated("packages are not downloaded: put their styles into %s", folder)
                    if packages
                    else None
                )
                raise self.problem(
                    translated("there is no folder «%s»", value.text), value, "StylesPath", hint
                )
            yield folder

    def _vocabulary(self, folders: tuple[Path, ...], name: str) -> Iterator[str]:
        for value in self.top.get("Vocab", ()):
            for vocabulary in _split(value.text):
                places = [folder / "config" / "vocabularies" / vocabulary for folder in folders]
                found = next((place for place in places if place.is_dir()), None)
                if found is None:
                    raise self.problem(
                        translated("there is no vocabulary «%s»", vocabulary),
                        value,
                        "Vocab",
                        str(places[-1]) if places else None,
                    )
                for path in files_below(found, name):
                    if leads_out(path, found.parents[2]):
                        raise self.problem(f"{path}: {LINK}", value, "Vocab", translated(WAY_OUT))
                    for number, line in enumerate(map(str.strip, text_of(path, ConfigError).splitlines()), 1):
                        if line and not line.startswith("# ") and self._is_sound(line, path, number):
                            yield line

    def _is_sound(self, term: str, path: Path, line: int) -> bool:
        """Whether a term is a pattern; one that is none costs itself only."""
        if not _MAY_BE_BROKEN.search(term):
            return True
        self.patterns += 1
        if self.patterns > (most := limit(MAX_PATTERNS)):
            raise ConfigError(too_many(most), Place(str(path), line))
        try:
            compiled_go(term)
        except RuleError as error:
            self.faults.append(RuleError(error.problem, Place(str(path), line), hint=error.hint))
            return False
        return True

    def _list(self, key: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one for value in self.top.get(key, ()) for one in _split(value.text)))

    def _of_files(self, key: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return tuple(
            (glob, tuple(dict.fromkeys(one for value in keys[key] for one in _split(value.text))))
            for glob, keys in self.sections.items()
            if key in keys
        )

    def _delimiters(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        for glob, marks in self._of_files("CommentDelimiters"):
            value = self.sections[glob]["CommentDelimiters"][0]
            if glob == "*":
                raise self.problem(
                    translated("a syntax-specific option: it does not hold for [*]"),
                    value,
                    "CommentDelimiters",
                )
            if len(marks) != 2:
                said = translated("expected two delimiters with a comma between, found %s", len(marks))
                raise self.problem(said, value, "CommentDelimiters")
            yield glob, marks

    def _section(self, glob: str) -> IniSection:
        keys = self.sections[glob]
        styles = None
        if "BasedOnStyles" in keys:
            styles = tuple(
                dict.fromkeys(one for value in keys["BasedOnStyles"] for one in _split(value.text))
            )
        rules = {key: self._on(key, values[0]) for key, values in keys.items() if key not in _OF_FILES}
        return IniSection(glob, styles, rules)

    def _on(self, rule: str, value: _Value) -> bool:
        if value.text in tuple(Severity):
            self.levels[rule] = Severity(value.text)
        return value.text == "YES" or value.text in tuple(Severity)

    def _least(self) -> Severity | None:
        values = self.top.get("MinAlertLevel", ())
        if not values:
            return None
        if values[-1].text not in tuple(Severity):
            raise self.problem(
                translated("unknown value «%s»", values[-1].text),
                values[-1],
                "MinAlertLevel",
                ", ".join(Severity),
            )
        return Severity(values[-1].text)


def _split(text: str) -> list[str]:
    return [one for part in _COMMA.split(text) if (one := part.strip().replace("\\,", ","))]
