"""CPU of whole processes, side by side: what the other scripts measure with."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

OURS = (sys.executable, "-m", "proselint_t")
_LAUNCHER = """
import resource, subprocess, sys
code = subprocess.Popen(sys.argv[2:], stderr=subprocess.DEVNULL).wait()
used = resource.getrusage(resource.RUSAGE_CHILDREN)
with open(sys.argv[1], "w") as file:
    print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, code, file=file)
"""
"""A small process between: the system counts the memory of who starts a command as that of the command."""


class Spent(NamedTuple):
    """What one run took: CPU seconds (user and system) and peak MiB; its exit code."""

    seconds: float
    peak: float
    code: int


@dataclass
class Cost:
    """What runs of one command took: CPU seconds each, and the largest memory in MiB."""

    seconds: list[float] = field(default_factory=list)
    peak: float = 0.0

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)


def spent(command: Sequence[str], folder: Path, output: IO[bytes] | None = None) -> Spent:
    """What a run of a command took; its standard output goes nowhere, or to ``output``."""
    with tempfile.NamedTemporaryFile("r") as figures:
        launched = [sys.executable, "-S", "-c", _LAUNCHER, figures.name, *command]
        subprocess.run(launched, cwd=folder, stdout=output or subprocess.DEVNULL, check=True)
        seconds, peak, code = figures.read().split()
    return Spent(float(seconds), float(peak), int(code))


def once(command: Sequence[str], folder: Path) -> tuple[float, float, str]:
    """CPU seconds (user and system), peak MiB and standard output of a run; the exit code does not matter."""
    with tempfile.TemporaryFile() as output:
        found = spent(command, folder, output)
        output.seek(0)
        return found.seconds, found.peak, output.read().decode("utf-8", "replace")


def compare(commands: dict[str, list[str]], folder: Path, rounds: int) -> dict[str, Cost]:
    """The cost of each command; they take turns (A B A B), so that the load of the machine meets all."""
    costs = {name: Cost() for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            seconds, peak, _ = once(command, folder)
            costs[name].seconds.append(seconds)
            costs[name].peak = max(costs[name].peak, peak)
    return costs


def table(title: str, costs: dict[str, Cost], megabytes: float, base: str) -> str:
    """A Markdown table; the ratio is to the row ``base``."""
    first = costs[base].median
    rows = [f"| {title} | CPU s | ratio | MB per CPU-s | peak MiB |", "|---|---|---|---|---|"]
    rows += [
        f"| {name} | {cost.median:.3f} | {cost.median / first:.2f} | {megabytes / cost.median:.2f} "
        f"| {cost.peak:.0f} |"
        for name, cost in costs.items()
    ]
    return "\n".join(rows)


def markdown_size(folder: Path) -> float:
    """Megabytes of Markdown below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*.md")) / 1e6
