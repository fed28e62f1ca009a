"""The tools for language models, asked by the client of the SDK on the pipes of a real server process."""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from proselint_t import cli
from proselint_t.defects.files import Remark, commented
from proselint_t.text.span import Span
from tests.replies.test_feedback import ANSWER, BAD, DEFECTS, FINE

pytest.importorskip("mcp", reason="the extra `mcp` is not installed")

from mcp import Client, StdioServerParameters, stdio_client

if TYPE_CHECKING:
    from pathlib import Path

    from mcp.types import CallToolResult

WORDS = "The web site opens.\n"
REVIEW = {"answer": "answer.md", "defects": "defects.md", "reply": "reply.md"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "root"
    folder.mkdir()
    files = {"answer.md": ANSWER, "defects.md": DEFECTS, "reply.md": FINE + BAD, "words.md": WORDS}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / ".proselint-t.yaml").write_text("select: [english.website]\n", encoding="utf-8")
    return folder


def asked(root: Path, *calls: tuple[str, dict[str, Any]]) -> list[CallToolResult]:
    """The results of calls, one after another, of a server that has one root."""
    server = StdioServerParameters(
        command=sys.executable, args=["-m", "proselint_t", "mcp", "--root", str(root)], cwd=root
    )

    async def ask() -> list[CallToolResult]:
        async with asyncio.timeout(60), Client(stdio_client(server)) as client:
            return [await client.call_tool(name, given) for name, given in calls]

    return asyncio.run(ask())


def text_of(result: CallToolResult) -> str:
    return "".join(block.text for block in result.content if block.type == "text")


def test_the_tools_are_told_and_only_read(root: Path) -> None:
    server = StdioServerParameters(command=sys.executable, args=["-m", "proselint_t", "mcp"], cwd=root)

    async def listed():
        async with asyncio.timeout(60), Client(stdio_client(server)) as client:
            return (await client.list_tools()).tools

    tools = asyncio.run(listed())
    assert [tool.name for tool in tools] == ["check", "fix", "explain", "map", "check_edits", "feedback"]
    assert all(tool.annotations.read_only_hint and tool.description for tool in tools)
    schema = next(tool.input_schema for tool in tools if tool.name == "check_edits")
    assert schema["required"] == ["answer", "defects", "reply"]


def test_the_tools_are_told_in_the_language_of_the_configuration(root: Path) -> None:
    (root / ".proselint-t.yaml").write_text("messages: ru\n", encoding="utf-8")
    server = StdioServerParameters(
        command=sys.executable, args=["-m", "proselint_t", "mcp", "--root", str(root)], cwd=root
    )

    async def listed():
        async with asyncio.timeout(60), Client(stdio_client(server)) as client:
            return (await client.list_tools()).tools

    tools = asyncio.run(listed())
    assert all(re.search("[а-я]", tool.title) for tool in tools)
    assert not any(re.match("[A-Z][a-z]+ ", line) for tool in tools for line in tool.description.splitlines())


def test_check_fix_and_explain(root: Path) -> None:
    found, other, diff, clean, explained, unknown = asked(
        root,
        ("check", {"path": "words.md"}),
        ("check", {"path": "not-yet.md", "text": "One.\nA web site.\n"}),
        ("fix", {"path": "words.md"}),
        ("fix", {"path": "words.md", "text": "The website opens.\n"}),
        ("explain", {"rule": "english.website"}),
        ("explain", {"rule": "english.webseite"}),
    )
    (violation,) = found.structured_content["violations"]
    assert (violation["rule"], violation["line"], violation["match"]) == ("english.website", 1, "web site")
    assert [one["line"] for one in other.structured_content["violations"]] == [2]
    assert "-The web site opens.\n+The website opens.\n" in text_of(diff)
    assert (root / "words.md").read_text(encoding="utf-8") == WORDS
    assert text_of(clean) == ""
    assert text_of(explained).startswith("english.website (")
    assert unknown.is_error
    assert "english.website" in text_of(unknown)


def test_a_review(root: Path) -> None:
    good = FINE + BAD.replace("some 500 rows at one time", "500 rows at once")
    (root / "defects.status.yaml").write_text(
        "defects: [{number: 1, status: rejected, reason: It is measured.}]\n", encoding="utf-8"
    )
    documents = {"answer": "answer.md", "defects": "defects.md"}
    mapped, checked, told, better = asked(
        root,
        ("map", documents),
        ("check_edits", REVIEW),
        ("feedback", REVIEW),
        ("feedback", {**REVIEW, "text": good}),
    )
    defects = mapped.structured_content["defects"]
    assert [(one["outcome"], one["point"], one["status"]) for one in defects] == [
        ("exact", "1.1", "rejected"),
        ("exact", "1.2", "open"),
    ]
    assert [one["applies"] for one in checked.structured_content["edits"]] == [True, False]
    assert "Edit 2 (defect 2, point 1.2): change it." in text_of(told)
    assert text_of(better).endswith("Every edit may be applied.\n")
    assert (root / "answer.md").read_text(encoding="utf-8") == ANSWER


def test_a_list_in_word(root: Path) -> None:
    pytest.importorskip("docx", reason="the extra `word` is not installed")
    (root / "list.docx").write_bytes(commented(ANSWER, [Remark("Ann", "Is it so?", [Span(3, 9)])]))
    (mapped,) = asked(root, ("map", {"answer": "answer.md", "defects": "list.docx"}))
    assert [one["remark"] for one in mapped.structured_content["defects"]] == ["Is it so?"]


@pytest.mark.parametrize(
    "name", ["../secret.md", "link.md", "folder/secret.md", "/etc/hostname", "~/../../etc/hostname/../../x"]
)
def test_nothing_outside_the_roots_is_read(root: Path, name: str) -> None:
    secret = root.parent / "secret.md"
    secret.write_text("A secret web site.\n", encoding="utf-8")
    (root / "link.md").symlink_to(secret)
    (root / "folder").symlink_to(root.parent)
    calls = [
        ("check", {"path": name}),
        ("fix", {"path": name}),
        ("map", {"answer": "answer.md", "defects": "defects.md", "sources": [name]}),
        ("check_edits", {**REVIEW, "reply": name}),
        ("feedback", {**REVIEW, "answer": name}),
    ]
    for result in asked(root, *calls):
        assert result.is_error
        assert "secret web" not in text_of(result)
        assert "outside the roots of this server" in text_of(result) or "no such file" in text_of(result)
        if "~" not in name:
            assert str(root) in text_of(result)


def test_neither_a_status_nor_a_configuration_leads_out(root: Path) -> None:
    """What stands beside a document is read only where it is inside, too; a configuration above does not hold."""
    (root.parent / "secret.yaml").write_text("defects: [{number: secret}]\n", encoding="utf-8")
    (root / "defects.status.yaml").symlink_to(root.parent / "secret.yaml")
    (status,) = asked(root, ("map", {"answer": "answer.md", "defects": "defects.md"}))
    assert status.is_error
    assert "outside the roots of this server" in text_of(status)

    (root.parent / "styles").mkdir()
    config = root / ".proselint-t.yaml"
    for text in ("styles: [../styles]\n", "extends: ../base.yaml\n", "vale: ../vale.ini\n"):
        (root.parent / "base.yaml").write_text("secret: 1\n", encoding="utf-8")
        (root.parent / "vale.ini").write_text("MinAlertLevel = secret\n", encoding="utf-8")
        config.write_text(text, encoding="utf-8")
        (found,) = asked(root, ("check", {"path": "words.md"}))
        assert found.is_error, text
        assert re.search("outside the (?:roots|repository)", text_of(found)), text_of(found)
        assert "secret" not in text_of(found)

    config.unlink()
    (root.parent / ".proselint-t.yaml").write_text("select: [no.such-rule]\n", encoding="utf-8")
    (found,) = asked(root, ("check", {"path": "words.md"}))
    assert not found.is_error, text_of(found)


def test_a_configuration_is_read_again(root: Path) -> None:
    """A server lives long: what the user writes into the configuration holds for the next call."""
    server = StdioServerParameters(command=sys.executable, args=["-m", "proselint_t", "mcp"], cwd=root)

    async def twice() -> list[int]:
        counts = []
        async with asyncio.timeout(60), Client(stdio_client(server)) as client:
            for rule in ("english.website", "english.contractions"):
                (root / ".proselint-t.yaml").write_text(f"select: [{rule}]\n", encoding="utf-8")
                result = await client.call_tool("check", {"path": "words.md"})
                counts.append(len(result.structured_content["violations"]))
        return counts

    assert asyncio.run(twice()) == [1, 0]


def test_without_the_extra_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "mcp.py").write_text("raise ModuleNotFoundError(name='mcp')\n", encoding="utf-8")
    code = "from proselint_t.cli import run; import sys; sys.exit(run(['mcp']))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(tmp_path)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "pip install 'proselint-t[mcp]'" in done.stderr


def test_the_library_is_loaded_for_this_command_alone() -> None:
    code = "import sys; from proselint_t.cli import run; run(['check', '--help']); sys.exit('mcp' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


def test_a_root_that_is_none(capsys) -> None:
    assert cli.run(["mcp", "--root", "no-such-folder"]) == 2
    assert "no-such-folder" in capsys.readouterr().err


def test_what_is_no_path_is_told(root: Path) -> None:
    calls = [("check", {"path": "a" * 3000}), ("map", {"answer": "a\0", "defects": "a" * 3000})]
    assert all("this is no path" in text_of(result) for result in asked(root, *calls))
