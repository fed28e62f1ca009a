"""``rule`` and ``rules``: explain rules from their own files, list them, run their examples."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from proselint_t.cli import OK, VIOLATIONS
from proselint_t.cli.help import Group
from proselint_t.cli.options import PATH, format_option, rules_and_styles, selection_of, selection_options
from proselint_t.cli.streams import say, tell, tell_json
from proselint_t.rules.rule import style_of
from proselint_t.text.messages import counted, translated
from proselint_t.text.names import ANY_NAME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.output.rules import RuleText
    from proselint_t.rules.files import Catalog
    from proselint_t.rules.rule import Rule


@click.group(cls=Group)
def rules() -> None:
    """Work on rule files."""


@rules.command()
@click.argument("paths", nargs=-1, type=PATH)
def test(paths: tuple[Path, ...]) -> int:
    """Run the examples of rule files and folders of them (default: all rules there are)."""
    from proselint_t.lint import rule_tests  # noqa: PLC0415 - `--help` must not load Markdown
    from proselint_t.replies import examples as of_review  # noqa: PLC0415
    from proselint_t.rules.review import REVIEW  # noqa: PLC0415

    examples = failures = count = 0
    for rule in _tested(paths):
        count += 1
        examples += len(rule.meta.examples)
        is_review = rule.meta.kind == REVIEW
        of_rule = of_review.run_examples(rule.meta) if is_review else rule_tests.run_examples(rule)
        for failure in of_rule:
            failures += 1
            tell(str(failure))
    looked = counted(examples, "%s example", "%s examples"), counted(count, "%s rule", "%s rules")
    failed = counted(failures, "%s failure", "%s failures") if failures else translated("no failures")
    say(translated("%s of %s: %s.", *looked, failed))
    return VIOLATIONS if failures else OK


def _tested(paths: tuple[Path, ...]) -> Iterator[Rule]:
    from proselint_t.config import Resolver  # noqa: PLC0415
    from proselint_t.rules.files import review_rule, rule_files  # noqa: PLC0415
    from proselint_t.rules.loader import load_rule  # noqa: PLC0415
    from proselint_t.rules.review import ReviewRule  # noqa: PLC0415
    from proselint_t.runner.discovery import missing  # noqa: PLC0415
    from proselint_t.text.repository import inside  # noqa: PLC0415

    if not paths:
        catalog = Resolver().catalog(Path(ANY_NAME))
        yield from (catalog.rule(rule) for rule in catalog.ids)
        yield from map(review_rule, ReviewRule)
    for path in paths:
        if path.is_dir():
            yield from (load_rule(inside(file, path), rule) for rule, file in rule_files(path))
        elif path.is_file():
            yield load_rule(path, f"{path.absolute().parent.name}.{path.stem}")
        else:
            raise missing(path)


@click.command()
@click.argument("name", metavar="[ID|STYLE]", required=False, shell_complete=rules_and_styles)
@click.option("--all", "whole", is_flag=True, help="Explain every rule.")
@click.option("--slow", is_flag=True, help="Name patterns without a literal, which are tried on every text.")
@format_option("text", "json")
@selection_options
def rule(name: str | None, whole: bool, slow: bool, output_format: str, **values: Any) -> None:
    """Explain a rule: why, examples, settings, fix, source. List those of a style, or all there are."""
    from proselint_t.config import Resolver  # noqa: PLC0415 - `--help` must not load Markdown
    from proselint_t.output.rules import described, explain, one_line  # noqa: PLC0415

    here = Path(ANY_NAME)
    resolver = Resolver(selection_of(values))
    on = resolver.for_file(here).on
    rules = _wanted(name, resolver, here)
    if slow:
        _tell_slow([one.meta.id for one in rules], resolver.catalog(here), as_json=output_format == "json")
        return
    alone = len(rules) == 1 and rules[0].meta.id == name
    if output_format == "json":
        data = [described(one.meta, on) for one in rules]
        tell_json(data[0] if alone else data)
    elif alone or whole:
        pages = "\n\n\n".join("\n".join(explain(one)) for one in rules)
        tell(*pages.split("\n"))
    else:
        width = max(len(one.meta.id) for one in rules)
        legend = translated("+ runs here   [*] safe fixes   [!] unsafe fixes")
        tell(*(one_line(one, width, on) for one in rules), "", legend)


def _tell_slow(rules: list[str], catalog: Catalog, *, as_json: bool) -> None:
    from proselint_t.rules.slow import slow_patterns  # noqa: PLC0415

    found = [pattern for one in rules if one in catalog for pattern in slow_patterns(catalog.rule(one))]
    if as_json:
        tell_json([one._asdict() for one in found])
    else:
        tell(*(f"{one.rule}  {one.path}:{one.line}  {one.pattern}" for one in found))


def _wanted(name: str | None, resolver: Any, here: Path) -> list[RuleText]:
    """The rule of that name, those of the style of that name, or every rule."""
    from proselint_t.config.selection import names_of  # noqa: PLC0415
    from proselint_t.output.rules import rule_text  # noqa: PLC0415
    from proselint_t.rules.files import LISTED, review_metas  # noqa: PLC0415
    from proselint_t.text.errors import ConfigError, NoRuleError, nearest  # noqa: PLC0415

    catalog = resolver.catalog(here)
    ids = sorted({*catalog.ids, *(meta.id for meta in review_metas())})
    chosen = [one for one in ids if name in {None, one, style_of(one)}]
    if not chosen and name:
        raise ConfigError(
            translated("there is no rule or style «%s»", name), hint=nearest(name, names_of(ids)) or LISTED
        )
    rules = []
    for one in chosen:
        try:
            rules.append(rule_text(one, catalog))
        except NoRuleError:
            if one == name:
                raise
    return rules
