"""Whether cost and memory grow with the size of a document alone: one file from 1 KB to 50 MB.

    python benchmarks/scaling.py FOLDER [--largest MEGABYTES] [--preset docs] [--plot FILE.svg]

FOLDER holds the Markdown that the files are put together from. Patterns that grow faster are for `linear.py`.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from plot import draw_bars
from timing import OURS, once

SIZES = (0.001, 0.01, 0.1, 1.0, 10.0, 50.0)
"""Megabytes."""


def text_of(folder: Path, size: int) -> str:
    """The Markdown of a folder, again and again, up to a size."""
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in sorted(folder.rglob("*.md"))]
    joined = "\n\n".join([*texts, ""])
    return (joined * (size // len(joined) + 1))[:size]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--largest", type=float, default=10.0)
    parser.add_argument("--preset", default="docs")
    parser.add_argument("--plot", type=Path)
    arguments = parser.parse_args()
    print("| MB | CPU s | MB per CPU-s past the start | peak MiB |\n|---|---|---|---|")
    start = 0.0
    each: dict[str, float] = {}
    for size in (size for size in SIZES if size <= arguments.largest):
        with tempfile.TemporaryDirectory() as name:
            page = Path(name) / "page.md"
            page.write_text(text_of(arguments.folder, int(size * 1e6)), encoding="utf-8")
            command = [*OURS, "check", "--isolated", "--preset", arguments.preset, "--no-cache", "--quiet"]
            seconds, peak, _ = once([*command, "--exit-zero", str(page)], Path(name))
        start = start or seconds
        rate = f"{size / (seconds - start):.2f}" if seconds > start else "–"
        each[f"ours, {size:g} MB"] = (seconds - start) / size
        print(f"| {size:g} | {seconds:.3f} | {rate} | {peak:.0f} |", flush=True)
    larger = dict(list(each.items())[2:])  # the start is more than what a small file costs
    draw_bars(arguments.plot, "seconds of CPU for 1 MB, by size of the file", larger)


if __name__ == "__main__":
    main()
