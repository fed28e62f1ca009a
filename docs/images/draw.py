"""Draws the picture of the README: real output of a real run, as SVG.

python docs/images/draw.py
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).parents[2]
COMMAND = ("check", "examples/answer.md", "--preset", "answer", "--select", "typography,english")
WIDTH = 100


def main() -> None:
    flags = ("--output-format", "full", "--color", "always")
    program = (sys.executable, "-m", "proselint_t", *COMMAND, *flags)
    done = subprocess.run(
        program, cwd=ROOT, env={"COLUMNS": str(WIDTH)}, capture_output=True, text=True, check=False
    )
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True)
    console.print(Text.assemble(("$ ", "bold"), f"proselint-t {' '.join(COMMAND)}"))
    console.print(Text.from_ansi(done.stdout + done.stderr))
    target = Path(__file__).with_name("check.svg")
    # Without the fonts that it would fetch: a picture must not call anybody.
    svg = re.sub(r"@font-face \{.*?\}\s*", "", console.export_svg(title="proselint-t"), flags=re.DOTALL)
    target.write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
