"""What `docs/editors.md` shows is what lies in `editors/`, and holds of the server."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from proselint_t.lsp.actions import FIX_ALL
from proselint_t.version import __version__

ROOT = Path(__file__).resolve().parents[3]
PAGE = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def block(language: str) -> str:
    return next(text for name, text in BLOCKS if name == language)


def test_the_block_of_helix_is_the_file() -> None:
    shown = tomllib.loads(block("toml"))
    assert shown == tomllib.loads((ROOT / "editors/helix/languages.toml").read_text(encoding="utf-8"))


def test_the_server_that_is_named_is_installed() -> None:
    helix = tomllib.loads(block("toml"))
    server = helix["language-server"]["proselint-t"]
    assert all(language["language-servers"][-1] == "proselint-t" for language in helix["language"])
    package = json.loads((ROOT / "editors/vscode/package.json").read_text(encoding="utf-8"))
    setting = package["contributes"]["configuration"]["properties"]["proselint-t.command"]
    assert setting["default"] == []  # the program on the path, where the folder has none of its own
    program = shutil.which(server["command"], path=Path(sys.executable).parent)
    done = subprocess.run([str(program), *server["args"], "--help"], capture_output=True, check=False)
    assert done.returncode == 0


def test_the_extension_has_the_version_of_the_project() -> None:
    for name in ("package.json", "package-lock.json"):
        package = json.loads((ROOT / "editors/vscode" / name).read_text(encoding="utf-8"))
        assert package["version"] == __version__


def test_the_words_of_vscode_are_there_in_russian() -> None:
    folder = ROOT / "editors/vscode"
    english, russian = (
        json.loads((folder / name).read_text(encoding="utf-8"))
        for name in ("package.nls.json", "package.nls.ru.json")
    )
    named = re.findall(r'"%(\w+)%"', (folder / "package.json").read_text(encoding="utf-8"))
    assert {*named} == {*english} == {*russian}
    said = json.loads((folder / "l10n/bundle.l10n.ru.json").read_text(encoding="utf-8"))
    code = (folder / "src/extension.ts").read_text(encoding="utf-8")
    assert {*re.findall(r'\bt\("([^"]+)"', code)} == {*said}
    assert all(re.search("[а-яё]", text) for text in (*russian.values(), *said.values()))


def test_the_settings_of_vscode_are_those_of_the_extension() -> None:
    settings = json.loads(block("json"))
    package = json.loads((ROOT / "editors/vscode/package.json").read_text(encoding="utf-8"))
    known = package["contributes"]["configuration"]["properties"]
    assert {name for name in settings if not name.startswith("[")} <= set(known)
    assert list(settings["[markdown]"]["editor.codeActionsOnSave"]) == [FIX_ALL]


@pytest.mark.parametrize(
    ("language", "pattern", "path"),
    [
        ("lua", r"vim\.g\.(\w+)", "editors/neovim/proselint-t.lua"),
        ("elisp", r"\(setq ([\w-]+)", "editors/emacs/proselint-t.el"),
    ],
)
def test_settings_that_are_named_are_read(language: str, pattern: str, path: str) -> None:
    source = (ROOT / path).read_text(encoding="utf-8")
    names = re.findall(pattern, block(language))
    assert names
    assert all(name in source for name in names)


def test_files_that_are_named_are_there() -> None:
    for target in re.findall(r"\]\((?!https:)([^)]+)\)", PAGE):
        assert (ROOT / "docs" / target.partition("#")[0]).is_file()
    for script in re.findall(r"npm run (\w+)", PAGE):
        package = json.loads((ROOT / "editors/vscode/package.json").read_text(encoding="utf-8"))
        assert script in package["scripts"]
