"""The alarms of Vale and ours on the same files with the same style, one by one, and what both cost.

    python benchmarks/vale_side_by_side.py STYLES FOLDER [--styles NAME …] [--vale PROGRAM] [--show N]

STYLES is a `StylesPath`, FOLDER holds Markdown. Needs Vale (`go install
github.com/errata-ai/vale/v3/cmd/vale@v3.15.2`). A style that Vale refuses is named and left out.

An alarm is equal where file, rule and place are the same, or the match. Vale searches the source for what it
has found in the text, hence three faults, counted apart: an equal alarm stands elsewhere (`elsewhere`);
several equal matches of a file are reported fewer times than they stand there (`repeats`); a match that is
written otherwise in the source, over two lines, with markup or entities in it, is not reported (`unfound`).
The share of equal alarms is one of all alarms of both without repeats and unfound ones, nor those of scripts
in Tengo, which are not run here.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

_SCRIPT = re.compile(r"^extends:\s*script\b", re.MULTILINE)
_SPACE = re.compile(r"\s+")
_MARKUP = re.compile(r"`[^`]*`|\]\([^)]*\)|[*_\[\]\s]+")
_WRITTEN_OTHERWISE = re.compile(r"\n|[*_`\\\[]|&#?\w+;|</?\w")


class RefusedError(Exception):
    """A command gave no alarms but a complaint."""


def timed(command: list[str], folder: Path) -> tuple[subprocess.CompletedProcess[str], float]:
    """A command that has ended, and the seconds of processor that it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return done, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def alarms_of(done: subprocess.CompletedProcess[str]) -> Any:
    try:
        return json.loads(done.stdout)
    except json.JSONDecodeError:
        raise RefusedError(" ".join((done.stderr or done.stdout).split())[-200:]) from None


def vale_alarms(found: dict[str, list[dict[str, Any]]]) -> list[Alarm]:
    return [
        Alarm(path, one["Check"], one["Match"], one["Message"], one["Line"], one["Span"][0])
        for path, alarms in found.items()
        for one in alarms
    ]


def our_alarms(found: list[dict[str, Any]]) -> list[Alarm]:
    keys = ("path", "rule", "match", "message", "line", "column")
    return [Alarm(*(one[key] for key in keys)) for one in found]


class Alarm(NamedTuple):
    path: str
    rule: str
    match: str
    message: str
    line: int
    column: int

    def place(self) -> Hashable:
        return self.path, self.rule, self.line, self.column

    def said(self) -> Hashable:
        """The match, markup and inline code folded: Vale's has none of them."""
        return self.path, self.rule, _MARKUP.sub("", self.match.replace("’", "'")).casefold()

    def told(self) -> Hashable:
        """What the message quotes: the text as it was read."""
        return self.path, self.rule, _SPACE.sub(" ", self.message)


class Compared(NamedTuple):
    """Equal alarms, those of each fault of Vale's places, and what one alone says."""

    equal: int
    elsewhere: int
    repeats: int
    unfound: int
    theirs: list[Alarm]
    ours: list[Alarm]

    @property
    def share(self) -> float:
        return self.equal / max(self.equal + len(self.theirs) + len(self.ours), 1)


def compared(theirs: list[Alarm], ours: list[Alarm]) -> Compared:
    one, other = unpaired(theirs, ours, Alarm.place)
    placed = len(theirs) - len(one)
    for by in (Alarm.said, Alarm.told):
        one, other = unpaired(one, other, by)
    known = {alarm.said() for alarm in theirs}
    new = [alarm for alarm in other if alarm.said() not in known]
    more = [alarm for alarm in new if not _WRITTEN_OTHERWISE.search(alarm.match)]
    equal = len(theirs) - len(one)
    return Compared(equal, equal - placed, len(other) - len(new), len(new) - len(more), one, more)


def unpaired(
    theirs: list[Alarm], ours: list[Alarm], by: Callable[[Alarm], Hashable]
) -> tuple[list[Alarm], list[Alarm]]:
    """The alarms of both that have no partner of the same key."""
    return _without(theirs, ours, by), _without(ours, theirs, by)


def _without(these: list[Alarm], those: list[Alarm], by: Callable[[Alarm], Hashable]) -> list[Alarm]:
    free = Counter(map(by, those))
    left = []
    for alarm in these:
        key = by(alarm)
        if free[key]:
            free[key] -= 1
        else:
            left.append(alarm)
    return left


def compare(style: str, arguments: argparse.Namespace) -> None:
    ini = arguments.folder / ".vale.ini"
    ini.write_text(
        f"StylesPath = {arguments.styles_path}\nMinAlertLevel = suggestion\n"
        f"[*.md]\nBasedOnStyles = {style}\n",
        encoding="utf-8",
    )
    own = [sys.executable, "-m", "proselint_t", "check", "--quiet", "--exit-zero", "--no-cache", "."]
    vale = [arguments.vale, "--output=JSON", "--no-exit", "--no-global", "."]
    done, their_cost = timed(vale, arguments.folder)
    mine, _ = timed([*own, "--output-format=json"], arguments.folder)
    _, our_cost = timed([*own, "--output-format=concise"], arguments.folder)
    try:
        theirs, ours = alarms_of(done), alarms_of(mine)
    except RefusedError as error:
        print(f"{style}: left out: {error}")
        return
    one, other = vale_alarms(theirs), our_alarms(ours)
    scripts = _scripts(arguments.styles_path, style)
    unrun, one = len(one), [alarm for alarm in one if alarm.rule not in scripts]
    found = compared(one, other)
    safe = [alarm for alarm in ours if alarm["fix"] and alarm["fix"]["applicability"] == "safe"]
    print(
        f"{style}: Vale {len(one)} alarms {their_cost:.1f} s, ours {len(other)} {our_cost:.1f} s "
        f"({our_cost / their_cost:.2f} of Vale's); equal {found.share:.1%} ({found.equal}), "
        f"of them elsewhere {found.elsewhere}; Vale leaves out: repeats {found.repeats}, "
        f"unfound {found.unfound}; of Tengo {unrun - len(one)}; "
        f"{len(safe)} safe fixes"
    )
    for sign, more in (("-", found.theirs), ("+", found.ours)):
        if arguments.rules:
            print(f"  {sign} {dict(Counter(alarm.rule for alarm in more).most_common())}")
        for alarm in more[: arguments.show]:
            print(f"  {sign} {alarm.path}:{alarm.line}:{alarm.column} {alarm.rule} {alarm.match!r:.80}")
    for alarm in safe[: arguments.fixes]:
        place = f"{alarm['path']}:{alarm['line']}"
        print(f"  fix {place} {alarm['rule']} {alarm['match']!r} {alarm['fix']['title']}")


def _scripts(styles: Path, names: str) -> set[str]:
    """The rules of styles that are scripts in Tengo."""
    files = (file for name in names.split(", ") for file in (styles / name).glob("*.yml"))
    return {f"{file.parent.name}.{file.stem}" for file in files if _SCRIPT.search(file.read_text("utf-8"))}


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("styles_path", type=Path, metavar="STYLES")
    parser.add_argument("source", type=Path, metavar="FOLDER")
    parser.add_argument("--styles", nargs="*", help="only these")
    parser.add_argument("--vale", default="vale")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="differences of each side to list")
    parser.add_argument("--rules", action="store_true", help="how many differences each rule has")
    parser.add_argument("--fixes", type=int, default=0, metavar="N", help="safe fixes to list")
    arguments = parser.parse_args()
    arguments.styles_path = arguments.styles_path.resolve()
    if shutil.which(arguments.vale) is None:
        sys.exit("Vale is not installed")
    names = arguments.styles or sorted(
        path.name for path in arguments.styles_path.iterdir() if path.is_dir() and path.name != "config"
    )
    with tempfile.TemporaryDirectory() as folder:
        arguments.folder = Path(folder) / "files"
        shutil.copytree(arguments.source, arguments.folder)
        for style in names:
            compare(style, arguments)
    return 0


if __name__ == "__main__":
    sys.exit(main())
