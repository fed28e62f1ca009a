"""Kill runs that write, at any moment, and look at what they leave.

    python benchmarks/kills.py [--kills N]

For `fix`, `edits apply` and `check` (which keeps what it found): a run begins in a copy of this process, is
killed with SIGKILL after a time between none and more than it needs. The file must hold the old text or
the new one, the next run must do its work, and no temporary file may be left behind it. Exits with 1 when
one does not. POSIX only.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from proselint_t.cli import run

PAGE = "Our site is new, isn't it.\n\n" * 40
ANSWER = "1) The page is long.\n\n2) Another point stays.\n"
FILES = {
    "page.md": PAGE,
    "answer.md": ANSWER,
    "defects.md": "1.\nPoint: 1.\nRemark: Long.\n",
    "reply.md": "1.\n"
    "Defect: 1.\nPoint: 1.\nAction: replace.\nOld: «The page is long.»\nNew: The page is short.\n",
    ".proselint-t.yaml": "preset: docs\n",
}
COMMANDS = {
    "fix": ("page.md", "fix -q page.md"),
    "edits apply": ("answer.md", "edits apply reply.md --answer answer.md --defects defects.md"),
    "check (cache)": ("page.md", "check -q page.md"),
}
KEYS = ("killed", "old", "new", "torn", "left", "not swept", "spoilt")


def begun(arguments: list[str]) -> int:
    """The process of a run in a copy of this one; it says nothing."""
    child = os.fork()
    if not child:
        silent = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(silent, stream)
        os._exit(run(arguments))
    return child


def put_back() -> None:
    for name, text in FILES.items():
        Path(name).write_text(text, encoding="utf-8")
    Path("defects.status.yaml").unlink(missing_ok=True)


def told(name: str, kills: int, chance: random.Random) -> bool:
    target, line = COMMANDS[name]
    writes = not line.startswith("check")
    arguments = line.split()
    put_back()
    started = time.monotonic()
    os.waitpid(begun(arguments), 0)
    longest = 1.2 * (time.monotonic() - started)
    new = Path(target).read_text(encoding="utf-8")
    if writes and new == FILES[target]:
        raise SystemExit(f"{line}: it changes nothing")
    seen: Counter[str] = Counter()
    while seen["killed"] < kills:
        put_back()
        child = begun(arguments)
        time.sleep(chance.uniform(0, longest))
        os.kill(child, signal.SIGKILL)
        if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != -signal.SIGKILL:
            continue
        held = Path(target).read_text(encoding="utf-8")
        left = [path for path in Path().iterdir() if path.suffix == ".tmp"]
        seen.update(killed=1, old=held == FILES[target], new=held == new != FILES[target], left=bool(left))
        seen["torn"] += held not in {FILES[target], new}
        if left:
            os.waitpid(begun(arguments), 0)
            seen["not swept"] += any(path.suffix == ".tmp" for path in Path().iterdir())
    os.waitpid(begun(arguments), 0)
    seen["spoilt"] = int(Path(target).read_text(encoding="utf-8") != new)
    print(f"{name:<14}" + "".join(f"{seen[key]:>11}" for key in KEYS), flush=True)
    return not (seen["torn"] or seen["not swept"] or seen["spoilt"])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--kills", type=int, default=1000)
    arguments = parser.parse_args()
    chance = random.Random(1)  # noqa: S311 - moments, no secrets
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        os.environ["XDG_CACHE_HOME"] = str(Path(folder) / "cache")
        put_back()
        for _, line in COMMANDS.values():
            run([*line.split(), *([] if line.startswith("check") else ["--diff"])])  # loads what runs need
        print(
            f"{'':<14}"
            + "".join(f"{key:>11}" for key in ("killed", "old", "new", "torn", "left", "not swept", "spoilt"))
        )
        sound = [told(name, arguments.kills, chance) for name in COMMANDS]
        os.chdir("/")
    return 0 if all(sound) else 1


if __name__ == "__main__":
    sys.exit(main())
