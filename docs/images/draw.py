"""Draws the picture of the README: a session in a terminal, every line of it real output.

python docs/images/draw.py           draw the picture
python docs/images/draw.py --check   exit with 1 when it no longer says what the program says

Needs a system with pseudo-terminals: the program is run in one, and behaves as it does before a person.
"""

from __future__ import annotations

import html
import io
import os
import pty
import re
import shlex
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).parents[2]
PICTURE = Path(__file__).with_name("session.svg")
WIDTH = 116
SESSION = [
    "check examples/answer.md --preset answer --select english.point,english.website",
    "fix examples/answer.md --preset answer --select english,typography --diff",
    "map examples/answer.md examples/defects.md",
    "edits apply examples/review/reply.md --answer examples/review/answer.md --diff",
]


def main() -> int:
    picture = draw()
    if "--check" in sys.argv[1:]:
        return 0 if words(picture) == words(PICTURE.read_text(encoding="utf-8")) else 1
    PICTURE.write_text(picture, encoding="utf-8")
    return 0


def draw() -> str:
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True)
    for line in SESSION:
        console.print(Text.assemble(("$ ", "bold"), f"proselint-t {line}"))
        console.print(Text.from_ansi(output(shlex.split(line))))
    svg = console.export_svg(title="proselint-t")
    # Without the fonts that it would fetch: a picture must not call anybody.
    return re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)


def output(arguments: list[str]) -> str:
    """What a person sees of a run, both streams in their order."""
    screen, terminal = pty.openpty()
    environment = {"PATH": os.defpath, "TERM": "xterm-256color", "COLUMNS": str(WIDTH), "LANG": "C.UTF-8"}
    program = subprocess.Popen(
        [sys.executable, "-m", "proselint_t", *arguments], cwd=ROOT, env=environment,
        stdin=subprocess.DEVNULL, stdout=terminal, stderr=terminal,
    )  # fmt: skip
    os.close(terminal)
    shown = b"".join(iter(lambda: read(screen), b""))
    program.wait()
    os.close(screen)
    return shown.decode().replace("\r\n", "\n")


def read(screen: int) -> bytes:
    try:
        return os.read(screen, 65536)
    except OSError:  # how Linux tells that nobody holds the terminal any more
        return b""


def words(svg: str) -> list[str]:
    """What a picture says: another version of Rich may draw the same in another way."""
    return html.unescape(" ".join(re.findall(r"<text[^>]*>(.*?)</text>", svg, re.DOTALL))).split()


if __name__ == "__main__":
    sys.exit(main())
