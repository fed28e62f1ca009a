"""Size against processor and memory, for documents of every shape that grows.

    python benchmarks/sizes.py [--largest MB] [--fix] [SHAPE …]

Each document is checked by `check --isolated --preset answer -q`, or mended by `fix --diff` with the same
flags, in a process of its own. Printed are its size, the seconds of the processor, what a megabyte costs
beyond the smallest document, the peak of memory, and that as a multiple of the file. `*` marks what is more
than 30 % above the cost of a megabyte one step before (from the second megabyte on: below, what a run loads
counts for more), `!` what takes more than 220 MiB and 12 times the file. Exits with 1 at a `*` or `!`.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from timing import OURS, spent

if TYPE_CHECKING:
    from collections.abc import Callable

MB = 1_000_000
SIZES = (1_000, 10_000, 100_000, MB, 5 * MB, 20 * MB, 50 * MB)
PLAIN = "The quick fox jumps over the lazy dog and reads a long report on the weather of the week. "


def _filled(piece: str) -> Callable[[int], str]:
    return lambda size: (piece * (size // len(piece) + 1))[:size]


def _points(size: int) -> str:
    lines, length, number = [], 0, 0
    while length < size:
        number += 1
        lines.append(f"{number}) A point that is short.\n")
        length += len(lines[-1])
    return "".join(lines)


def _footnotes(size: int) -> str:
    count = size // 50
    words = "".join(f"A word[^{number}].\n" for number in range(count))
    return words + "\n" + "".join(f"[^{number}]: A note that says so.\n" for number in range(count))


def _table(size: int) -> str:
    """As many rows of 20,000 columns as there is room for."""
    columns = min(20_000, size // 12)
    head = "| a " * columns + "|\n" + "|---" * columns + "|\n"
    return head + ("| b " * columns + "|\n") * max(1, (size - len(head)) // (4 * columns))


def _deep(size: int) -> str:
    line = "> " * 60 + "- " * 30 + "a word\n"
    return (line * (size // len(line) + 1))[:size]


SHAPES: dict[str, Callable[[int], str]] = {
    "plain": _filled(PLAIN * 4 + "\n\n"),
    "one line": _filled(PLAIN),
    "violations": _filled("Our site isn't new, e.g. you need  it. Our web site isn't new.\n\n"),
    "points": _points,
    "suppressions": _filled("<!-- proselint-t-disable-line english -->\n"),
    "footnotes": _footnotes,
    "table": _table,
    "deep": _deep,
}


def measured(path: Path, *command: str) -> tuple[float, float]:
    """Seconds of the processor and MiB at the peak of a command that knows nothing from before."""
    cache = path.parent / "cache"
    shutil.rmtree(cache, ignore_errors=True)
    flags = ["--isolated", "--preset", "answer", "-q", "--exit-zero", "--cache-dir", str(cache)]
    found = spent([*OURS, *command, *flags, str(path)], path.parent)
    if found.code:
        raise SystemExit(f"{path.name}: exit code {found.code}")
    return found.seconds, found.peak


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("shapes", nargs="*", metavar="SHAPE", help=", ".join(SHAPES))
    parser.add_argument("--largest", type=float, default=50, metavar="MB")
    parser.add_argument("--fix", action="store_true")
    arguments = parser.parse_args()
    command = ("fix", "--diff") if arguments.fix else ("check",)
    over = 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.md"
        print(f"{'':<14}{'bytes':>12}{'s':>9}{'s/MB':>9}{'MiB':>9}{'x file':>9}")
        for shape in arguments.shapes or SHAPES:
            before = start = 0.0
            for size in (one for one in SIZES if one <= arguments.largest * MB):
                path.write_text(SHAPES[shape](size), encoding="utf-8")
                size = path.stat().st_size  # noqa: PLW2901 - as it came out
                seconds, peak = measured(path, *command)
                start = start or seconds
                cost = (seconds - start) / size * MB
                slow = size > MB and cost > 1.3 * before
                large = peak > 220 + 12 * size / 2**20
                before = cost
                over += bool(slow) + large
                marks = ("*" if slow else "") + ("!" if large else "")
                row = f"{shape:<14}{size:>12,}{seconds:>9.2f}{cost:>9.2f}"
                print(f"{row}{peak:>9.0f}{peak * 2**20 / size:>9.1f}", marks, flush=True)
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
