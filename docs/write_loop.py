"""Writes ``examples/review/loop.md``: a review from the task to an answer that passes the hook, played.

python docs/write_loop.py           write the page
python docs/write_loop.py --check   exit with 1 when it is not current
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from generated import keep

if TYPE_CHECKING:
    from collections.abc import Iterator

REVIEW = Path(__file__).parents[1] / "examples" / "review"
PAGE = REVIEW / "loop.md"
CONFIGURATION = """\
answer: answer.md
defects: defects.md
sources: [report.md]
select: [english.contractions, english.website]
"""
STEPS = (
    ("The task for whoever answers, a person or a language model.", "edits prompt"),
    ("What is said of a reply that is not good.", "edits check bad-reply.md --output-format feedback"),
    ("Nothing of it is applied.", "edits apply bad-reply.md --output-format feedback"),
    ("The same of the corrected reply.", "edits check reply.md --output-format feedback"),
    ("It is applied, all or none.", "edits apply reply.md"),
    ("The answer is mended: no defect waits any more, and the commit hook, which runs this, passes.", "map"),
)
_DAY = re.compile(r"\(\d{4}-\d\d-\d\d\)")
HEAD = """\
<!-- Written by docs/write_loop.py, which plays it. Do not edit. -->

# A review, from the task to the commit

The files are those of this folder, in a folder of their own with this `.proselint-t.yaml`:
"""


def page() -> str:
    """The whole page: what each command says, played in a folder that is thrown away."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        for path in ("answer.md", "defects.md", "report.md", "bad-reply.md", "reply.md"):
            shutil.copy(REVIEW / path, folder)
        (folder / ".proselint-t.yaml").write_text(CONFIGURATION, encoding="utf-8")
        steps = [line for why, command in STEPS for line in played(why, command, folder)]
        answer = (folder / "answer.md").read_text(encoding="utf-8")
    return "\n".join([HEAD, *block(CONFIGURATION, "yaml"), *steps, "The answer now:\n", *block(answer)])


def played(why: str, command: str, folder: Path) -> Iterator[str]:
    """One command with what it says and its exit code."""
    done = subprocess.run(
        [sys.executable, "-m", "proselint_t", *command.split()],
        cwd=folder, env={**os.environ, "COLUMNS": "100"}, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    yield f"## `proselint-t {command}`\n"
    yield f"{why} Exit code {done.returncode}.\n"
    yield from block(_DAY.sub("(today)", done.stdout + done.stderr))


def block(text: str, language: str = "text") -> Iterator[str]:
    yield f"````{language}\n{text.rstrip()}\n````\n"


if __name__ == "__main__":
    sys.exit(keep(PAGE, page()))
