"""Which lines of a file changed since a git revision.

Knows git and nothing of Markdown. A file that the revision has neither under its name nor, for git, under
another counts as changed in every line.
"""

from __future__ import annotations

import os
import re
import subprocess
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from proselint_t.text.errors import ConfigError, Place
from proselint_t.text.messages import translated

if TYPE_CHECKING:
    from proselint_t.lint.linter import Report
    from proselint_t.text.span import Span

_HUNK = re.compile(rb"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", re.MULTILINE)
_DIFF = (
    "diff",
    "--unified=0",
    "--inter-hunk-context=0",
    "--text",
    "--no-color",
    "--no-ext-diff",
    "--no-textconv",
    "--no-relative",
    "--find-renames",
)
_RENAMES = ("diff", "--no-relative", "--find-renames", "--diff-filter=R", "--name-status", "-z")
_OF_A_HOOK = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"}
"""Variables that git sets for its hooks: they hold for another folder than the one asked about."""


@dataclass(slots=True)
class GitChanges:
    """The changes since ``revision``, as each file's own repository knows it."""

    revision: str
    _commits: dict[Path, str] = field(default_factory=dict)
    _renames: dict[Path, dict[str, str]] = field(default_factory=dict)

    def only(self, report: Report) -> Report:
        """The report without violations on unchanged lines. Raises :class:`ConfigError`."""
        path = Path(report.source.path).resolve()
        commit = self._commit(path.parent)  # a revision that does not exist is an error even in clean files
        changed = self._changed_lines(path, commit) if report.violations else None
        if changed is None:
            return report
        ends = [match.end() for match in re.finditer("\n", report.source.text)]
        kept = (one for one in report.violations if not changed.isdisjoint(_lines(one.span, ends)))
        return replace(report, violations=tuple(kept))

    def _commit(self, folder: Path) -> str:
        if folder not in self._commits:
            _refuse_made_up(folder)
            revision = f"{self.revision}^{{commit}}"
            done = _git(folder, "rev-parse", "--verify", "--end-of-options", revision)
            if done.returncode:
                problem = translated("no git revision «%s» for files in %s", self.revision, folder)
                hint = translated("run it in a repository that has this revision, or fetch it")
                raise ConfigError(f"{problem}: {_told(done)}", Place(key="--diff-base"), hint=hint)
            self._commits[folder] = done.stdout.decode().split()[-1]
        return self._commits[folder]

    def _changed_lines(self, path: Path, commit: str) -> set[int] | None:
        """The numbers from 1 of the lines that changed; ``None`` when all are new."""
        names = [f":(literal){path.name}"]
        if _git(path.parent, "cat-file", "-e", f"{commit}:./{path.name}").returncode:
            before = self._name_before(path, commit)
            if before is None:
                return None
            names.append(f":(top,literal){before}")
        done = _git(path.parent, *_DIFF, commit, "--", *names)
        if done.returncode:
            raise ConfigError(translated("git cannot compare it: %s", _told(done)), Place(str(path)))
        hunks = ((int(first), int(count or 1)) for first, count in _HUNK.findall(done.stdout))
        return {line for first, count in hunks for line in range(first, first + count)}

    def _name_before(self, path: Path, commit: str) -> str | None:
        """What the revision calls a file that was renamed since, from the root of the repository."""
        folder = path.parent
        if folder not in self._renames:
            listed = os.fsdecode(_git(folder, *_RENAMES, commit).stdout).split("\0")
            self._renames[folder] = dict(zip(listed[2::3], listed[1::3], strict=False))
        prefix = os.fsdecode(_git(folder, "rev-parse", "--show-prefix").stdout).removesuffix("\n")
        return self._renames[folder].get(prefix + path.name)


def _lines(span: Span, ends: list[int]) -> range:
    """The lines of a span as git counts them: by line feeds alone."""
    first = bisect_right(ends, span.start) + 1
    return range(first, max(bisect_left(ends, span.end) + 1, first) + 1)


def _refuse_made_up(folder: Path) -> None:
    """Refuse a folder of documents that is made up as a repository: git would run the commands it holds.

    git itself can be told to (`safe.bareRepository`), but not before its version 2.38.
    """
    for one in (folder, *folder.parents):
        if (one / ".git").exists():
            return
        if (one / "HEAD").exists() and any((one / name).exists() for name in ("objects", "commondir")):
            problem = translated("the folder is made up as a repository of git, whose commands would run")
            raise ConfigError(problem, Place(str(one)), hint=translated("take out its HEAD, or --diff-base"))


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = ["git", "-C", str(folder), *arguments]
    environment = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK}
    try:
        return subprocess.run(command, capture_output=True, env=environment, check=False)  # noqa: S603 - no shell
    except OSError as error:
        problem = translated("git cannot be run: %s", error.strerror or error)
        raise ConfigError(problem, Place(key="--diff-base"), hint=translated("install git")) from None


def _told(done: subprocess.CompletedProcess[bytes]) -> str:
    return done.stderr.decode(errors="replace").strip().removeprefix("fatal: ")
