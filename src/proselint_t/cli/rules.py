"""``rules test``: run the examples inside rule files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from proselint_t.cli import OK, VIOLATIONS
from proselint_t.cli.help import Group
from proselint_t.cli.streams import say, tell
from proselint_t.text.messages import counted, translated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.rules.rule import Rule


@click.group(cls=Group)
def rules() -> None:
    """Work on rule files."""


@rules.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
def test(paths: tuple[Path, ...]) -> int:
    """Run the examples of rule files and folders of them (default: all rules there are)."""
    from proselint_t.lint import rule_tests  # noqa: PLC0415 - `--help` must not load Markdown
    from proselint_t.replies import examples as of_review  # noqa: PLC0415
    from proselint_t.rules.review import REVIEW  # noqa: PLC0415

    examples = failures = count = 0
    for rule in _rules(paths):
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


def _rules(paths: tuple[Path, ...]) -> Iterator[Rule]:
    from proselint_t.config import Resolver  # noqa: PLC0415
    from proselint_t.rules.files import review_rule, rule_files  # noqa: PLC0415
    from proselint_t.rules.files.loader import load_rule  # noqa: PLC0415
    from proselint_t.rules.review import ReviewRule  # noqa: PLC0415
    from proselint_t.runner.discovery import missing  # noqa: PLC0415
    from proselint_t.text.repository import inside  # noqa: PLC0415

    if not paths:
        catalog = Resolver().catalog(Path("document.md"))
        yield from (catalog.rule(rule) for rule in catalog.ids)
        yield from map(review_rule, ReviewRule)
    for path in paths:
        if path.is_dir():
            yield from (load_rule(inside(file, path), rule) for rule, file in rule_files(path))
        elif path.is_file():
            yield load_rule(path, f"{path.absolute().parent.name}.{path.stem}")
        else:
            raise missing(path)
