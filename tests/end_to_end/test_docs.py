"""The documentation is current: written pages, and links that lead somewhere."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import yaml

from proselint_t.text.names import YAML_NAME
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
_FENCE = re.compile(r"^(`{3,}).*?^\1$", re.DOTALL | re.MULTILINE)
_CODE = re.compile("`[^`\\n]+`")
_LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#]+)")


@pytest.mark.parametrize("script", sorted(path.name for path in (ROOT / "docs").glob("write_*.py")))
def test_written_pages_are_current(script: str) -> None:
    done = subprocess.run([sys.executable, ROOT / "docs" / script, "--check"], check=False)
    assert done.returncode == 0, f"run python docs/{script}"


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_the_picture_says_what_the_program_says() -> None:
    done = subprocess.run([sys.executable, ROOT / "docs" / "images" / "draw.py", "--check"], check=False)
    assert done.returncode == 0, "run python docs/images/draw.py"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files(page: Path) -> None:
    text = _CODE.sub("", _FENCE.sub("", page.read_text(encoding="utf-8")))
    missing = [link for link in _LINK.findall(text) if not (page.parent / link).exists()]
    assert missing == []


def test_the_entry_of_the_schema_store_names_the_schema_of_the_site() -> None:
    entry = json.loads((ROOT / "editors" / "schemastore" / "entry.json").read_text(encoding="utf-8"))
    name = entry["url"].rpartition("/")[2]
    assert json.loads((ROOT / "docs" / name).read_text(encoding="utf-8"))["$id"] == entry["url"]
    assert entry["fileMatch"] == [YAML_NAME]


SESSIONS = {"index.md": "en", "ru.md": "ru", "tutorial.md": "en"}
"""Page → the language that the program speaks there."""
_BLOCK = re.compile(
    r"(?P<before>[^\n]*)\n\n```(?P<language>\w+)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE
)
_FILE = re.compile(r"`([\w./-]+\.(?:md|yaml))`[^`]*$")


@pytest.mark.parametrize("page", SESSIONS)
def test_what_a_session_shows_is_what_happens(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files that a page names are written, its commands run, and each prints what stands there."""
    monkeypatch.setenv("PROSELINT_T_MESSAGES", SESSIONS[page])
    for block in _BLOCK.finditer((ROOT / "docs" / page).read_text(encoding="utf-8")):
        named = _FILE.search(block["before"])
        if block["language"] == "console":
            for command, output in steps(block["text"]):
                assert (command, printed(command, tmp_path)) == (command, output)
        elif named and block["language"] in {"markdown", "yaml"}:
            file = tmp_path / named[1]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block["text"], encoding="utf-8")


def steps(text: str) -> list[tuple[str, str]]:
    """Each command behind «$ » with the lines that it prints."""
    parts = re.split(r"^\$ (.*)\n", text, flags=re.MULTILINE)[1:]
    return list(zip(parts[::2], parts[1::2], strict=True))


def printed(command: str, folder: Path) -> str:
    program, *arguments = command.split()
    if program == "cat":
        return (folder / arguments[0]).read_text(encoding="utf-8")
    assert program == "proselint-t"
    done = subprocess.run(
        [sys.executable, "-m", "proselint_t", *arguments],
        cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
    )  # fmt: skip
    return done.stdout.decode()


def test_every_page_is_on_the_site() -> None:
    site = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    listed = set(re.findall(r"[\w-]+\.md", str(site["nav"])))
    assert listed == {page.name for page in (ROOT / "docs").glob("*.md")}
