"""What a keystroke costs in the editor: CPU milliseconds of the check, by size and shape of the document.

    python benchmarks/latency.py [--sizes 20 100 500] [--keys 200] [--limit 30]

Each key, and each larger change (`EVENTS`), is typed at a random place and deleted again; both count.
``check`` and the rows of the changes are the way from a text to its violations, as the server goes it;
``server`` is all that the process of the language server spends on a key, from the message with the change
to the message with the diagnostics (Linux only; it reads the times of the kernel); ``open`` is what it spends
on a document that is opened.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import subprocess
import sys
import tempfile
import time
from itertools import accumulate
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

from proselint_t.config import CommandLine, Resolver
from proselint_t.document.sentences import pipeline
from proselint_t.language.morphology import load_words
from proselint_t.lint.incremental import Session
from proselint_t.text.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ENGLISH = [
    *("the", "quick", "server", "reads", "every", "page", "and", "writes", "a", "report", "about", "users"),
    *(
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
    ),
]
RUSSIAN = [
    *("сервер", "читает", "каждую", "страницу", "и", "пишет", "отчёт", "о", "пользователях", "которые"),
    *("открывают", "файлы", "пока", "клиент", "ждёт", "результатов", "своей", "работы"),
]
KEYS = [*"eeeetaoinshrdlu", *"оеаинт", *"     ", *"..,,:;", "\n", "`", "*", "1", ")", "«"]


def _line(insert: str) -> Callable[[str, int], str]:
    """Put lines behind the line that an offset is in."""

    def change(text: str, at: int) -> str:
        end = text.find("\n", at) + 1
        return text[:end] + insert + text[end:]

    return change


EVENTS: dict[str, Callable[[str, int], str]] = {
    "Enter": lambda text, at: f"{text[:at]}\n{text[at:]}",
    "100 lines": _line("Every page is read by the server at last.\n" * 100),
    "$$": lambda text, at: f"{text[:at]}$${text[at:]}",
    "]:": lambda text, at: f"{text[:at]}]:{text[at:]}",
    "[a]: /b": _line("\n[quick]: /page\n\n"),
    "front matter": lambda text, _at: f"---\ntitle: A\n---\n{text}",
    "table": _line("\n| a | b |\n|---|---|\n| c | d |\n\n"),
    "comment": _line("\n<!-- proselint-t disable english -->\n\n"),
    "fence": _line("\n```\n"),
    "<!--": lambda text, at: f"{text[:at]}<!--{text[at:]}",
    "saved": lambda text, _at: text,
}
"""A change → the text with it."""


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


def of_size(make: Callable[[int, random.Random], str], kilobytes: int, chance: random.Random) -> str:
    """A document of about that size."""
    lines = make(kilobytes * 25, chance).splitlines(keepends=True)
    sizes = accumulate(len(line.encode()) for line in lines)
    return "".join(line for line, size in zip(lines, sizes, strict=True) if size <= kilobytes * 1000)


def _key(chance: random.Random) -> Callable[[str, int], str]:
    return lambda text, at: text[:at] + chance.choice(KEYS) + text[at:]


def typed(
    session: Session, text: str, keys: int, chance: random.Random, change: Callable[[str, int], str]
) -> list[float]:
    """Milliseconds of CPU for each change."""
    session.check(Source(text), prove=False)
    costs = []
    for _ in range(max(keys // 2, 1)):
        at = chance.randrange(len(text))
        for version in (change(text, at), text):
            start = time.process_time()
            session.check(Source(version), prove=False)
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


def typed_in_server(preset: str, text: str, keys: int, chance: random.Random) -> tuple[float, list[float]]:
    """Milliseconds of CPU of the server for opening a document, and for each key."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / ".proselint-t.yaml").write_text(f"preset: {preset}\n")
        server = Server(folder)
        before = server.cpu()
        server.open(text)
        server.diagnostics()
        opening = server.cpu() - before
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
    return opening, sorted(costs)


def rows(size: int, keys: int, make: Callable[..., str], preset: str) -> Iterator[tuple[str, list[float]]]:
    """Part of the table → milliseconds."""
    settings = Resolver(CommandLine(preset=preset, isolated=True)).for_file(Path("document.md"))
    chance = random.Random(1)  # noqa: S311 - the same documents in every run
    text = of_size(make, size, chance)
    session = Session(settings)
    yield "check", typed(session, text, keys, chance, _key(chance))
    for name, change in EVENTS.items():
        yield name, typed(session, text, keys // 10, chance, change)
    opening, costs = typed_in_server(preset, text, keys, chance)
    yield "server", costs
    yield "open", [opening]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="*", default=[20, 100, 500], help="kilobytes")
    parser.add_argument("--keys", type=int, default=200)
    parser.add_argument("--limit", type=float, help="fail when a median is above so many milliseconds")
    arguments = parser.parse_args()
    gc.set_threshold(100_000)  # as the program does
    pipeline()  # the server loads these behind its start
    load_words()
    medians: list[float] = []
    print("| document | KB | change | median ms | p95 ms | max ms |\n|---|---|---|---|---|---|")
    for make, preset in ((answer, "answer"), (one_paragraph, "answer"), (documentation, "docs")):
        for size in arguments.sizes:
            for part, costs in rows(size, arguments.keys, make, preset):
                costs.sort()
                median, most = costs[len(costs) // 2], costs[int(len(costs) * 0.95)]
                medians += [median] if part in {"check", "server"} else []
                row = f"{make.__name__} | {size} | {part} | {median:.1f} | {most:.1f} | {costs[-1]:.1f}"
                print(f"| {row} |", flush=True)
    if arguments.limit is not None and max(medians) > arguments.limit:
        sys.exit(f"a median of {max(medians):.1f} ms is above the limit of {arguments.limit:g} ms")


if __name__ == "__main__":
    main()
