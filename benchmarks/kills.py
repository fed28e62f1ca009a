"""Kill runs that write, at any moment, and look at what they leave.

    python benchmarks/kills.py [--kills N] [COMMAND …]

For `fix`, `edits apply`, `bundle renumber` (which writes two files) and `check` (which keeps what it found):
a run begins in a copy of this process, is killed with SIGKILL after a time between none and more than it
needs. Each file must hold the old text or the new one. `mixed` are kills between two files, `left` those
that leave a temporary file or a journal: the next run must finish what is mixed, and leave no such file. With
all put back, the next must do its work and tell what it tells without a kill. Exits with 1 where one of these
does not hold. POSIX only.
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
    "bundle/O.md": "# 2.\n## 2.2.\n2.2.1) One.\n" * 10,
    "bundle/T.md": "# 3.\nSee `O.md` §2.2.1, O.md §2 and §3.\n",
}
STATUS = "defects.status.yaml"
COMMANDS = {
    "fix": (("page.md",), "fix -q page.md"),
    "edits apply": (("answer.md", STATUS), "edits apply reply.md --answer answer.md --defects defects.md"),
    "bundle renumber": (("bundle/O.md", "bundle/T.md"), "bundle renumber --unsafe-fixes bundle"),
    "check (cache)": (("page.md",), "check -q page.md"),
}
KEYS = ("killed", "old", "new", "mixed", "torn", "left", "unfinished", "not swept", "spoilt")


def begun(arguments: list[str]) -> int:
    """The process of a run in a copy of this one; what it says is in the file `told`."""
    child = os.fork()
    if not child:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        told = os.open("told", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        for stream in (1, 2):
            os.dup2(told, stream)
        os._exit(run(arguments))
    return child


def finished(arguments: list[str]) -> tuple[str, float]:
    """What a run to its end says, and how long it takes."""
    started = time.monotonic()
    os.waitpid(begun(arguments), 0)
    return Path("told").read_text(encoding="utf-8"), time.monotonic() - started


def held(targets: tuple[str, ...]) -> list[str]:
    """The text of each file, empty where there is none."""
    found = map(Path, targets)
    return [path.read_text(encoding="utf-8") if path.exists() else "" for path in found]


def has_left() -> bool:
    return any(one for ending in ("tmp", "journal") for one in Path().rglob(f"*.{ending}"))


def put_back() -> None:
    for name, text in FILES.items():
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")
    Path(STATUS).unlink(missing_ok=True)


def told(name: str, kills: int, chance: random.Random) -> bool:
    targets, line = COMMANDS[name]
    arguments = line.split()
    put_back()
    old = held(targets)
    finished(arguments)
    put_back()
    said, longest = finished(arguments)
    new = held(targets)
    if new == old and not line.startswith("check"):
        raise SystemExit(f"{line}: it changes nothing")
    seen: Counter[str] = Counter()
    while seen["killed"] < kills:
        put_back()
        child = begun(arguments)
        time.sleep(chance.uniform(0, 1.2 * longest))
        os.kill(child, signal.SIGKILL)
        if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != -signal.SIGKILL:
            continue
        found = held(targets)
        left = has_left()
        is_torn = any(text not in both for text, *both in zip(found, old, new, strict=True))
        is_mixed = not is_torn and found not in (old, new)
        seen.update(
            killed=1, old=found == old, new=found == new != old, left=left, torn=is_torn, mixed=is_mixed
        )
        if left or is_mixed:
            os.waitpid(begun(arguments), 0)
            seen.update({"not swept": has_left(), "unfinished": is_mixed and held(targets) != new})
        put_back()
        again, longest = finished(arguments)
        seen["spoilt"] += again != said or held(targets) != new
    print(f"{name:<16}" + "".join(f"{seen[key]:>11}" for key in KEYS), flush=True)
    return not any(seen[key] for key in ("torn", "unfinished", "not swept", "spoilt"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("commands", nargs="*", metavar="COMMAND", help=", ".join(COMMANDS))
    parser.add_argument("--kills", type=int, default=1000)
    arguments = parser.parse_args()
    chance = random.Random(1)  # noqa: S311 - moments, no secrets
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        os.environ["XDG_CACHE_HOME"] = str(Path(folder) / "cache")
        put_back()
        for _, line in COMMANDS.values():
            loads = [one for one in line.split() if one != "--unsafe-fixes"]  # what runs need
            run([*loads, *([] if line.startswith("check") else ["--diff"])])
        print(f"{'':<16}" + "".join(f"{key:>11}" for key in KEYS))
        sound = [told(name, arguments.kills, chance) for name in arguments.commands or COMMANDS]
        os.chdir("/")
    return 0 if all(sound) else 1


if __name__ == "__main__":
    sys.exit(main())
