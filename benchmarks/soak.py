"""Edits without end in the language server: it must say what a full check says, and keep no memory of them.

    python benchmarks/soak.py [--edits N] [--size CHARACTERS]

Types, pastes and deletes in one text of some size, opens and closes others. Every 1,000 edits what it
says is compared with a full check. Exits with 1 when they differ, or when the memory after the last edit is
more than a tenth above that after a fifth of them.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from pathlib import Path

from lsprotocol import types

from proselint_t.lint.linter import check
from proselint_t.lsp.buffers import uri_of
from proselint_t.lsp.state import State
from proselint_t.text.span import Span

PIECES = (
    *("a", "я", " ", "\n", "\n\n", ".", "**", "`", "(", "«", "1.1) ", "- ", "> ", "site ", "isn't ", "сайт "),
    *(
        "You must click Save. ",
        "See item 2 above.\n",
        "| a | b |\n",
        "<!-- proselint-t-disable -->\n",
        "# Head\n",
    ),
)


def memory() -> int:
    """Resident memory in KiB."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.partition("VmRSS:")[2].split()[0])


def edited(state: State, uri: str, chance: random.Random, size: int) -> None:
    buffer = state.buffers.get(uri)
    assert buffer is not None  # noqa: S101
    length = len(buffer.source.text)
    at = chance.randrange(length + 1)
    cut = chance.randrange(80) if length > size else chance.randrange(2)
    place = state.positions(buffer).range(Span(at, min(length, at + cut)))
    change = types.TextDocumentContentChangePartial(place, chance.choice(PIECES))
    document = types.VersionedTextDocumentIdentifier((buffer.version or 0) + 1, uri)
    state.buffers.change(types.DidChangeTextDocumentParams(document, [change]), state.encoding)


def opened(state: State, name: str) -> str:
    uri = uri_of(Path("/nowhere") / name)
    state.buffers.open(types.TextDocumentItem(uri, "markdown", 1, "1) A first point.\n"))
    return uri


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--edits", type=int, default=100_000)
    parser.add_argument("--size", type=int, default=4000)
    arguments = parser.parse_args()
    edits = arguments.edits
    chance = random.Random(1)  # noqa: S311 - edits, no secrets
    state, differ, early = State(), 0, 0
    uri = opened(state, "answer.md")
    for number in range(1, edits + 1):
        edited(state, uri, chance, arguments.size)
        buffer = state.buffers.get(uri)
        session = state.checked(buffer) if buffer is not None else None
        assert buffer is not None  # noqa: S101
        assert session is not None  # noqa: S101
        if not number % 1000:
            chosen = session.settings
            whole = check(
                chosen.as_read(buffer.source), chosen.rules, language=chosen.language, known=chosen.known
            )
            differ += session.check(buffer.source) != whole.violations
            other = opened(state, f"{number}.md")
            state.close(other)
        if number == max(1, edits // 5):
            early = memory()
        if not number % max(1, edits // 10):
            told = (
                f"{number:>8} edits {time.process_time():>7.0f} s {memory() / 1024:>7.1f} MiB {differ} differ"
            )
            print(told, flush=True)
    grown = memory() / early - 1
    print(f"memory {grown:+.1%} since the first fifth; {differ} of {edits // 1000} comparisons differ")
    return 1 if differ or grown > 0.1 else 0


if __name__ == "__main__":
    sys.exit(main())
