"""The baselines of one run: which holds for a document, and what is said of them at the end."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from proselint_t.text.messages import counted, translated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.config import FileSettings
    from proselint_t.lint.baseline import Baseline
    from proselint_t.lint.linter import Report


class Known:
    """``given`` is the file of the flag, which beats the configuration. With ``update`` all becomes known."""

    def __init__(self, given: Path | None = None, *, update: bool = False) -> None:
        self.given = given
        self.update = update
        self.hidden = 0
        """How many violations were left out of reports."""
        self._baselines: dict[Path, Baseline] = {}

    def unknown(self, report: Report, settings: FileSettings) -> Report:
        """The report without what is known."""
        path = self.given or settings.value("baseline")
        if path is None:
            if self.update:
                raise click.UsageError(
                    translated("--update-baseline needs --baseline FILE, or `baseline` in the configuration")
                )
            return report
        if (path := Path(path)) not in self._baselines:
            from proselint_t.lint.baseline import Baseline  # noqa: PLC0415 - most projects have none

            fresh = self.update and not path.exists()
            self._baselines[path] = Baseline(path) if fresh else Baseline.read(path)
        baseline = self._baselines[path]
        rules = {active.rule.meta.id for active in settings.rules}
        if not self.update:
            unknown = baseline.unknown(report, rules)
            self.hidden += len(report.violations) - len(unknown.violations)
            return unknown
        baseline.learn(report, rules)
        return replace(report, violations=())

    def finish(self) -> Iterator[str]:
        """Write what was learnt; notes for the user."""
        if self.hidden:
            files = ", ".join(map(str, self._baselines))
            yield translated(
                "note: %s not reported (%s)",
                counted(self.hidden, "%s known violation", "%s known violations"),
                files,
            )
        for path, baseline in self._baselines.items():
            if self.update:
                baseline.write()
                count = sum(map(len, baseline.entries.values()))
                yield translated(
                    "note: %s: %s written", path, counted(count, "%s known violation", "%s known violations")
                )
                continue
            for document, rules in baseline.stale.items():
                for rule in rules:
                    yield translated(
                        "note: %s: a known violation of %s in %s is gone %s",
                        path,
                        rule,
                        document,
                        translated(_REMOVE),
                    )
            for document in baseline.missing():
                yield translated("note: %s: %s is gone %s", path, document, translated(_REMOVE))


_REMOVE = "(--update-baseline removes the entry)"
