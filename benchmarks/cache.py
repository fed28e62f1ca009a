"""What is gained by remembering: cold, unchanged, one paragraph changed. Are the answers the same?

    python benchmarks/cache.py FOLDER [--preset answer]

FOLDER is copied. Exits with 1 when a remembered run says anything else than a run without memory.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from timing import OURS, once


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--preset", default="answer")
    arguments = parser.parse_args()
    wrong = 0
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name) / "copy"
        shutil.copytree(arguments.folder, copy)
        check = [*OURS, "check", "--isolated", "--preset", arguments.preset, "--quiet", "--exit-zero"]
        kept = [*check, "--cache-dir", str(Path(name) / "kept")]
        print("| run | CPU s | times less than without memory |\n|---|---|---|")
        for run in ("first", "unchanged", "one paragraph changed", "unchanged again"):
            if run == "one paragraph changed":
                page = max(copy.rglob("*.md"), key=lambda path: path.stat().st_size)
                page.write_text(
                    page.read_text(encoding="utf-8") + "\nOne more. And another one.\n", encoding="utf-8"
                )
            cold, _, fresh = once([*check, "--no-cache", "."], copy)
            seconds, _, told = once([*kept, "."], copy)
            wrong += told != fresh
            same = "" if told == fresh else ", ANOTHER ANSWER"
            print(f"| {run}{same} | {seconds:.3f} | {cold / seconds:.1f} |", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
