"""The alarms of Vale and ours on the same files with the same style, one by one, and what both cost.

    python benchmarks/vale_side_by_side.py STYLES FOLDER [--styles NAME …] [--vale PROGRAM] [--show N]

STYLES is a `StylesPath`, FOLDER holds Markdown. Needs Vale (`go install
github.com/errata-ai/vale/v3/cmd/vale@v3.15.2`). An alarm is equal where file, rule and match are the same and
as often; Vale searches for its places, so lines and columns are counted apart. Safe fixes are listed.
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
from typing import Any

_MARKUP = re.compile(r"`[^`]*`|\]\([^)]*\)|[*_\[\]\s]+")


def timed(command: list[str], folder: Path) -> tuple[str, float]:
    """What a command writes, and the seconds of processor that it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    if not done.stdout.strip():
        sys.exit(done.stderr[-500:])
    return done.stdout, spent


def vale_alarms(output: str) -> Counter[tuple[str, ...]]:
    """File, rule, match and place of each alarm of Vale's."""
    return Counter(
        (path, alert["Check"], " ".join(alert["Match"].split()), f"{alert['Line']}:{alert['Span'][0]}")
        for path, alerts in json.loads(output).items()
        for alert in alerts
    )


def our_alarms(found: list[dict[str, Any]]) -> Counter[tuple[str, ...]]:
    """The same of ours."""
    return Counter(
        (one["path"], one["rule"], " ".join(one["match"].split()), f"{one['line']}:{one['column']}")
        for one in found
    )


def without_place(alarms: Counter[tuple[str, ...]]) -> Counter[tuple[str, ...]]:
    """File, rule and match alone, markup and inline code folded: Vale's match has none of them."""
    folded: Counter[tuple[str, ...]] = Counter()
    for (path, rule, match, _), count in alarms.items():
        folded[path, rule, _MARKUP.sub("", match.replace("’", "'")).casefold()] += count
    return folded


def compare(style: str, arguments: argparse.Namespace) -> None:
    ini = arguments.folder / ".vale.ini"
    ini.write_text(
        f"StylesPath = {arguments.styles_path}\nMinAlertLevel = suggestion\n"
        f"[*.md]\nBasedOnStyles = {style}\n",
        encoding="utf-8",
    )
    theirs, their_cost = timed(
        [arguments.vale, "--output=JSON", "--no-exit", "--no-global", "."], arguments.folder
    )
    command = [
        sys.executable,
        "-m",
        "proselint_t",
        "check",
        "--quiet",
        "--exit-zero",
        "--output-format",
        "json",
    ]
    ours, our_cost = timed([*command, "."], arguments.folder)
    found = json.loads(ours)
    one, other = vale_alarms(theirs), our_alarms(found)
    placed = (one & other).total()
    same = (without_place(one) & without_place(other)).total()
    most = max(one.total(), other.total(), 1)
    safe = [alarm for alarm in found if alarm["fix"] and alarm["fix"]["applicability"] == "safe"]
    print(
        f"{style}: Vale {one.total()} alarms {their_cost:.1f} s, ours {other.total()} {our_cost:.1f} s "
        f"({our_cost / their_cost:.2f} of Vale's); same rule and match {same / most:.1%}, "
        f"same place {placed / most:.1%}; {len(safe)} safe fixes"
    )
    for sign, more in (
        ("-", without_place(one) - without_place(other)),
        ("+", without_place(other) - without_place(one)),
    ):
        for key, count in more.most_common(arguments.show):
            print(f"  {sign}{count} {' | '.join(key)}")
    for alarm in safe[: arguments.fixes]:
        place = f"{alarm['path']}:{alarm['line']}"
        print(f"  fix {place} {alarm['rule']} {alarm['match']!r} {alarm['fix']['title']}")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("styles_path", type=Path, metavar="STYLES")
    parser.add_argument("source", type=Path, metavar="FOLDER")
    parser.add_argument("--styles", nargs="*", help="only these")
    parser.add_argument("--vale", default="vale")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="differences of each side to list")
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
