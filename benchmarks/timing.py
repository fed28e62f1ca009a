"""CPU of whole processes, side by side: what the other scripts measure with."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

OURS = (sys.executable, "-m", "proselint_t")


@dataclass
class Cost:
    """What runs of one command took: CPU seconds each, and the largest memory in MiB."""

    seconds: list[float] = field(default_factory=list)
    peak: float = 0.0

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)


def once(command: list[str], folder: Path) -> tuple[float, float, str]:
    """CPU seconds (user and system), peak MiB and standard output of a run; the exit code does not matter."""
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=subprocess.DEVNULL)
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
        output.seek(0)
        told = output.read().decode("utf-8", "replace")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, told


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
