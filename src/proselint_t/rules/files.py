"""Which rules there are, by id, ours and the user's, and the page of each.

A rule file is read when its rule is asked for, and only then.
"""

from __future__ import annotations

from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from proselint_t.rules.matching.patterns import deferred
from proselint_t.rules.review import REVIEW, ReviewRule
from proselint_t.text.errors import ConfigError, Place, RuleError, nearest
from proselint_t.text.inputs import files_below
from proselint_t.text.messages import spoken, translated
from proselint_t.text.names import YAML_ENDINGS
from proselint_t.text.repository import leads_out
from proselint_t.text.speech import SPEAKS
from proselint_t.version import site

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from proselint_t.rules.rule import Rule, RuleMeta
    from proselint_t.rules.vale.settings import ValeSettings


LISTED = "`proselint-t rule` lists them"
"""The way out of a name that is like no other."""


@cache
def bundled_rules() -> Path:
    """The folder of our own rules: beside the package in a wheel, at the root of a checkout.

    Only these two places count, never ``sys.path``: an editable install can leave a stale copy there.
    """
    package = Path(__file__).parents[1]
    root = package.parents[1]
    if (package / "bundled_rules").is_dir():
        return package / "bundled_rules"
    if (root / "pyproject.toml").is_file() and (root / "rules").is_dir():
        return root / "rules"
    raise RuleError(
        translated("the bundled rules are missing"),
        Place(str(package / "bundled_rules")),
        hint=translated("install the package again"),
    )


class Catalog:
    """Rules by id, from the bundled folder and from folders of the user's, which exist.

    A folder holds styles (folders of rule files), as Vale's ``StylesPath`` does, or is itself a style. A
    rule of the user's that has the id of another replaces it; ``replaced`` names these. ``vale`` are the
    settings of a configuration of Vale's, whose styles and built-in rules are there as well; ``pipeline``
    names the spaCy pipeline that tags words for rules of Vale's, which read ``plain`` text if they are told.
    """

    def __init__(
        self,
        folders: Sequence[Path] = (),
        vale: ValeSettings | None = None,
        pipeline: str = "",
        *,
        plain: bool = False,
    ) -> None:
        self.replaced: list[str] = []
        self.outside: list[Path] = []
        """Files of rules that a link leads to, out of the repository of their folder: they are not read."""
        self._given = folders, vale, pipeline, plain
        self._built_in: frozenset[str] = frozenset()
        # Rules of a review need more than a document: they run where a reply is held against an answer.
        ours = rule_files(bundled_rules())
        self._files = {rule: path for rule, path in ours if not rule.startswith(f"{REVIEW}.")}
        self._rules: dict[str, Rule] = {}
        for folder in folders:
            self._add(rule_files(folder), folder)
        self.own = tuple(rule for folder in folders for rule, _ in rule_files(folder))
        """The rules of the user's folders, without those of Vale's configuration."""
        if vale is not None:
            self._add(_vale_files(vale.folders), *vale.folders[:1])
            from proselint_t.rules.vale.definition import built_in_rules  # noqa: PLC0415 - most read no styles of Vale's

            self._built_in = frozenset(built_in_rules(vale))

    def _add(self, files: Iterable[tuple[str, Path]], *folder: Path) -> None:
        linked = cache(leads_out)  # asked of folders, which hold many files
        for rule, path in files:
            links = path.is_symlink()
            if any(linked(path.parent, one) or (links and leads_out(path, one)) for one in folder):
                self.outside.append(path)
                continue
            if rule in self._files:
                self.replaced.append(rule)
            self._files[rule] = path

    @cached_property
    def _vale(self) -> ValeSettings:
        """What holds for rules of Vale's and of the user's folders."""
        from proselint_t.rules.vale.settings import ValeSettings  # noqa: PLC0415 - not for our own rules

        folders, vale, pipeline, plain = self._given
        settings = vale or ValeSettings(folders=tuple(folders))
        return settings._replace(pipeline=pipeline, plain=plain)

    @property
    def ids(self) -> list[str]:
        return sorted((*self._files, *self._built_in))

    def __contains__(self, rule: str) -> bool:
        return rule in self._files or rule in self._built_in

    def is_own(self, rule: str) -> bool:
        """Whether a rule comes from the user's folders, not from ours."""
        return rule in self._built_in or not is_bundled(self.path(rule))

    def path(self, rule: str) -> Path:
        """The file of a rule. Raises :class:`ConfigError` naming the nearest when there is none."""
        if rule not in self._files:
            raise ConfigError(
                translated("there is no rule «%s»", rule),
                hint=nearest(rule, self._files) or translated(LISTED),
            )
        return self._files[rule]

    def rule(self, rule: str) -> Rule:
        """The rule of that id, read once. Raises :class:`RuleError` when its file is wrong."""
        found = self._rules.get(rule)
        if found is None:
            if rule in self._built_in:
                from proselint_t.rules.vale.definition import built_in_rule  # noqa: PLC0415

                found = built_in_rule(rule, self._vale)
            elif is_bundled(path := self.path(rule)):
                found = _bundled_rule(path, rule, spoken())
            else:
                from proselint_t.rules.loader import load_rule  # noqa: PLC0415 - few have rules of their own

                found = load_rule(path, rule, self._vale)
            self._rules[rule] = found
        return found


@cache
def _bundled_rule(path: Path, rule: str, _spoken: str) -> Rule:
    """One of our own rules, with what it says in the language of the run: the same for every catalog."""
    from proselint_t.rules.loader import load_bundled_rule  # noqa: PLC0415 - not for names alone

    with deferred():
        return load_bundled_rule(path, rule)


def is_bundled(path: Path) -> bool:
    """Whether a file of a rule is one of ours."""
    return path.is_relative_to(bundled_rules())


def rule_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Ids and files of the rules in a folder of styles (``<style>/<rule>.yaml``) or in a single style."""
    own = [path for path in sorted(folder.iterdir()) if path.suffix in YAML_ENDINGS and path.is_file()]
    if own:
        yield from ((f"{folder.name}.{path.stem}", path) for path in own)
        return
    for style in sorted(path for path in folder.iterdir() if path.is_dir()):
        for path in sorted(style.iterdir()):
            if path.suffix in YAML_ENDINGS and path.is_file() and not style.name.startswith("."):
                yield f"{style.name}.{path.stem}", path


def _vale_files(folders: Iterable[Path]) -> Iterator[tuple[str, Path]]:
    """Ids and files of `<StylesPath>/<Style>/**/<Rule>.yml`, folder by folder.

    The first file of an id counts, as in Vale.
    """
    seen: set[str] = set()
    for folder in folders:
        for style in sorted(path for path in folder.iterdir() if path.is_dir()):
            if style.name == "config" or style.name.startswith("."):
                continue
            for path in files_below(style, "*.yml"):
                rule = f"{path.parent.name}.{path.name.split('.')[0]}"
                if path.is_file() and rule not in seen:
                    seen.add(rule)
                    yield rule, path


def review_metas() -> tuple[RuleMeta, ...]:
    """What the files of the rules of a review say, in the language of the run."""
    return tuple(review_rule(rule).meta for rule in ReviewRule)


def review_rule(rule: ReviewRule) -> Rule:
    """A rule of a review, from its file, in the language of the run."""
    path = (bundled_rules() / rule.value.replace(".", "/")).with_suffix(".yaml")
    return _bundled_rule(path, rule.value, spoken())


def page_of(meta: RuleMeta) -> str:
    """The address of the page about a rule, in the language of the run, or an empty text.

    It is the one that the file of a rule names, or that of our site, whose address is `Documentation` under
    `[project.urls]` of the distribution: a build of somebody else's names its own.
    """
    if meta.link or not site():
        return meta.link
    ours = meta.kind == REVIEW or is_bundled(Path(meta.path))
    folder = "rules" if spoken() == SPEAKS[0] else f"{spoken()}-rules"
    return f"{site()}{folder}/{meta.id}/" if ours and not meta.vale else ""
