"""What a keystroke costs in the editor: CPU milliseconds of the check, by size and shape of the document.

    python benchmarks/latency.py [--lines 5000] [--keys 200] [--limit 30]

Each key is typed at a random place and deleted again; both count. ``check`` is the way from a text to its
violations; ``server`` is all that the process of the language server spends on a key, from the message with
the change to the message with the diagnostics (Linux only; it reads the times of the kernel).
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO, Any, cast

from proselint_t.config import CommandLine, Resolver
from proselint_t.lint.incremental import Session
from proselint_t.text.source import Source

ENGLISH = [
    "the",
    "quick",
    "server",
    "reads",
    "every",
    "page",
    "and",
    "writes",
    "a",
    "report",
    "about",
    "users",
    "who",
    "open",
    "files",
    "while",
    "the",
    "client",
    "waits",
    "for",
    "the",
    "results",
    "of",
    "their",
    "work",
]
RUSSIAN = [
    "сервер",
    "читает",
    "каждую",
    "страницу",
    "и",
    "пишет",
    "отчёт",
    "о",
    "пользователях",
    "которые",
    "открывают",
    "файлы",
    "пока",
    "клиент",
    "ждёт",
    "результатов",
    "своей",
    "работы",
]
KEYS = [*"eeeetaoinshrdlu", *"оеаинт", *"     ", *"..,,:;", "\n", "`", "*", "1", ")", "«"]


def sentence(chance: random.Random) -> str:
    words = chance.choices(RUSSIAN if chance.random() < 0.3 else ENGLISH, k=chance.randint(8, 16))
    if chance.random() < 0.1:
        words[3] = f"`{words[3]}`"
    if chance.random() < 0.03:
        words[5] = "site"
    return " ".join(words).capitalize() + "."


def answer(lines: int, chance: random.Random) -> str:
    """The house format: numbered points, a line a paragraph, no blank lines."""
    found: list[str] = []
    point = 0
    while len(found) < lines:
        point += 1
        found.append(f"{point}) {sentence(chance)}")
        for part in range(1, chance.randint(3, 8)):
            found.append(f"{point}.{part}) {sentence(chance)}")
            found += [sentence(chance) for _ in range(chance.randint(0, 3))]
    return "\n".join(found[:lines]) + "\n"


def one_paragraph(lines: int, chance: random.Random) -> str:
    """The worst case: one paragraph of CommonMark, a point a line."""
    return "".join(f"1.{number}) {sentence(chance)}\n" for number in range(1, lines + 1))


def documentation(lines: int, chance: random.Random) -> str:
    found: list[str] = []
    while len(found) < lines:
        found += [f"## {sentence(chance)[:30]}", ""]
        for _ in range(4):
            found += [*(sentence(chance) for _ in range(chance.randint(1, 5))), ""]
        found += [*(f"- {sentence(chance)}" for _ in range(4)), "", "```python", "x = 1", "```", ""]
    return "\n".join(found[:lines]) + "\n"


def typed(session: Session, text: str, keys: int, chance: random.Random) -> list[float]:
    """Milliseconds of CPU for each key."""
    session.check(Source(text))
    costs = []
    for _ in range(keys // 2):
        at = chance.randrange(len(text))
        for version in (text[:at] + chance.choice(KEYS) + text[at:], text):
            start = time.process_time()
            session.check(Source(version))
            costs.append((time.process_time() - start) * 1000)
    return sorted(costs)


class Server:
    """A language server on pipes that is asked for the diagnostics after each key."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-m", "proselint_t", "server"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.uri = (folder / "document.md").as_uri()
        diagnostic = {"textDocument": {"diagnostic": {}}, "general": {"positionEncodings": ["utf-32"]}}
        self.ask("initialize", {"processId": None, "rootUri": folder.as_uri(), "capabilities": diagnostic})
        self.send({"method": "initialized", "params": {}})

    def send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        stdin = cast("IO[bytes]", self.process.stdin)
        stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        stdin.flush()

    def ask(self, method: str, params: Any) -> Any:
        self.send({"id": 1, "method": method, "params": params})
        stdout = cast("IO[bytes]", self.process.stdout)
        while True:
            length = 0
            while line := stdout.readline().strip():
                if line.startswith(b"Content-Length"):
                    length = int(line.split()[1])
            answer = json.loads(stdout.read(length))
            if answer.get("id") == 1:
                return answer

    def open(self, text: str) -> None:
        item = {"uri": self.uri, "languageId": "markdown", "version": 0, "text": text}
        self.send({"method": "textDocument/didOpen", "params": {"textDocument": item}})

    def diagnostics(self) -> Any:
        return self.ask("textDocument/diagnostic", {"textDocument": {"uri": self.uri}})

    def replace(self, line: int, column: int, cut: int, key: str) -> None:
        start, end = {"line": line, "character": column}, {"line": line, "character": column + cut}
        change = {"range": {"start": start, "end": end}, "text": key}
        document = {"uri": self.uri, "version": 1}
        params = {"textDocument": document, "contentChanges": [change]}
        self.send({"method": "textDocument/didChange", "params": params})

    def cpu(self) -> float:
        """Milliseconds of CPU of all threads so far."""
        tasks = Path(f"/proc/{self.process.pid}/task").glob("*/schedstat")
        return sum(int(task.read_text().split()[0]) for task in tasks) / 1e6


def typed_in_server(preset: str, text: str, keys: int, chance: random.Random) -> list[float]:
    """Milliseconds of CPU of the server for each key."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / ".proselint-t.yaml").write_text(f"preset: {preset}\n")
        server = Server(folder)
        server.open(text)
        server.diagnostics()
        lines = text.split("\n")
        costs = []
        for _ in range(keys // 2):
            line = chance.randrange(len(lines))
            column = chance.randrange(len(lines[line]) + 1)
            key = chance.choice(KEYS).replace("\n", ".")
            for cut, new in ((0, key), (1, "")):
                before = server.cpu()
                server.replace(line, column, cut, new)
                server.diagnostics()
                costs.append(server.cpu() - before)
        server.process.kill()
        server.process.wait()
    return sorted(costs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--lines", type=int, nargs="*", default=[280, 1400, 5000])
    parser.add_argument("--keys", type=int, default=200)
    parser.add_argument("--limit", type=float, help="fail when a median is above so many milliseconds")
    arguments = parser.parse_args()
    medians: list[float] = []
    print(f"{'document':<15}{'lines':>7}{'KB':>7}  {'part':<7}{'median ms':>10}{'p95 ms':>9}{'max ms':>9}")
    for make, preset in ((answer, "answer"), (one_paragraph, "answer"), (documentation, "docs")):
        settings = Resolver(CommandLine(preset=preset, isolated=True)).for_file(Path("document.md"))
        for lines in arguments.lines:
            chance = random.Random(1)  # noqa: S311 - the same documents in every run
            text = make(lines, chance)
            size = len(text.encode()) / 1000
            parts = {
                "check": typed(Session(settings), text, arguments.keys, chance),
                "server": typed_in_server(preset, text, arguments.keys, chance),
            }
            for part, costs in parts.items():
                median, most = costs[len(costs) // 2], costs[int(len(costs) * 0.95)]
                medians.append(median)
                print(
                    f"{make.__name__:<15}{lines:>7}{size:>7.0f}  {part:<7}"
                    f"{median:>10.1f}{most:>9.1f}{costs[-1]:>9.1f}"
                )
    if arguments.limit is not None and max(medians) > arguments.limit:
        sys.exit(f"a median of {max(medians):.1f} ms is above the limit of {arguments.limit:g} ms")


if __name__ == "__main__":
    main()
