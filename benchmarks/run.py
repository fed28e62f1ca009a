"""What a whole process costs, ours and every peer that is installed, over folders of Markdown.

    python benchmarks/run.py FOLDER… [--rounds 3] [--vale-styles STYLES]

Peers are those found on the PATH: vale (`go install github.com/errata-ai/vale/v3/cmd/vale@v3.15.2`; needs
`--vale-styles`, a StylesPath with Microsoft), proselint, markdownlint-cli2, textlint, write-good, rumdl. Ours
run without what earlier runs have kept, but for the row that says so.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

from timing import OURS, compare, markdown_size, table

PEERS = {
    "rumdl": ["check", "."],
    "proselint": ["check", "."],
    "markdownlint-cli2": ["**/*.md"],
    "textlint": ["--rule", "write-good", "."],
    "write-good": ["**/*.md"],
}
"""Program → its arguments."""


def commands(scratch: Path, styles: Path | None) -> dict[str, list[str]]:
    """Row of the table → command."""
    check = [*OURS, "check", "--quiet", "--exit-zero", "--output-format", "concise"]
    cold = [*check, "--no-cache"]
    found = {
        "ours, answer": [*cold, "--isolated", "--preset", "answer"],
        "ours, docs": [*cold, "--isolated", "--preset", "docs"],
        "ours, answer, remembered": [*check, "--isolated", "--preset", "answer", "--cache-dir", str(scratch)],
        "ours, fix --diff": [
            *OURS,
            "fix",
            "--diff",
            "--quiet",
            "--isolated",
            "--preset",
            "answer",
            "--no-cache",
        ],
    }
    if styles:
        ini = scratch / ".vale.ini"
        ini.write_text(
            f"StylesPath = {styles}\nMinAlertLevel = suggestion\n[*.md]\nBasedOnStyles = Microsoft\n"
        )
        found["ours, Microsoft"] = [*cold, "--config", str(ini)]
        if program := shutil.which("vale"):
            found["vale, Microsoft"] = [program, f"--config={ini}", "--no-exit", "--no-global", "."]
    for name, arguments in PEERS.items():
        if program := shutil.which(name):
            found[name] = [program, *arguments]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--vale-styles", type=Path)
    arguments = parser.parse_args()
    for folder in arguments.folders:
        with tempfile.TemporaryDirectory() as scratch:
            costs = compare(commands(Path(scratch), arguments.vale_styles), folder, arguments.rounds)
        costs["ours, answer, remembered"].seconds.pop(0)  # the run that filled the store
        print(table(folder.name, costs, markdown_size(folder)), end="\n\n", flush=True)


if __name__ == "__main__":
    main()
