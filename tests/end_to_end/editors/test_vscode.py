"""The extension as it is packaged: what lies in the package, and what VS Code itself makes of it.

VS Code is the server inside the npm package `code-server`, and its window a page in Chromium. `.ci/run` packages
the extension, installs that server, and names its program in PROSELINT_T_VSCODE.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

import pytest
from selenium.webdriver import Keys
from selenium.webdriver.support.wait import WebDriverWait

from tests.end_to_end.editors.test_docs import block

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selenium.webdriver.chrome.webdriver import WebDriver
    from selenium.webdriver.remote.webelement import WebElement

EXTENSION = Path(__file__).resolve().parents[3] / "editors" / "vscode"
PACKAGE = EXTENSION / "proselint-t.vsix"
VSCODE = os.environ.get("PROSELINT_T_VSCODE")
TEXT = "1) «Ёлка» 🙂 is on the site.\n1.1) Open the site. It is **new**.\n"
FIXED = "1) «Ёлка» 🙂 is on the website.\n1.1) Open the website.\nIt is new.\n"

packaged = pytest.mark.skipif(
    not PACKAGE.exists(), reason="the extension is not packaged (npm ci && npm run package in editors/vscode)"
)


@packaged
def test_the_package_holds_what_it_needs_and_nothing_else() -> None:
    with zipfile.ZipFile(PACKAGE) as archive:
        files = {name.removeprefix("extension/") for name in archive.namelist() if "extension/" in name}
        manifest = json.loads(archive.read("extension/package.json"))
    words = {"package.nls.json", "package.nls.ru.json", "l10n/bundle.l10n.ru.json"}
    assert files == {"package.json", "readme.md", "LICENSE.txt", "dist/extension.js", *words}
    assert manifest["main"].removeprefix("./") in files


@pytest.fixture
def vscode(tmp_path: Path) -> Iterator[str]:
    """The address of VS Code with the extension and the settings that the documentation shows."""
    if VSCODE is None:
        pytest.skip("PROSELINT_T_VSCODE names no server of VS Code (see .ci/run)")
    data = tmp_path / "vscode"
    settings = data / "data" / "Machine" / "settings.json"
    settings.parent.mkdir(parents=True)
    command = {"proselint-t.command": [sys.executable, "-m", "proselint_t", "server"]}
    settings.write_text(json.dumps({**json.loads(block("json")), **command}))
    program = [
        "node", VSCODE, "--accept-server-license-terms", "--telemetry-level", "off", "--log", "off",
        "--server-data-dir", data, "--extensions-dir", data / "extensions",
    ]  # fmt: skip
    subprocess.run([*program, "--install-extension", PACKAGE], check=True, capture_output=True)
    with subprocess.Popen(
        [*program, "--without-connection-token", "--host", "127.0.0.1", "--port", "0"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    ) as server:  # fmt: skip
        assert server.stdout is not None
        port = next(found[1] for line in server.stdout if (found := re.search(r"listening on (\d+)", line)))
        yield f"127.0.0.1:{port}"
        server.terminate()


class Window:
    """VS Code as its user meets it."""

    def __init__(self, browser: WebDriver, address: str, page: Path) -> None:
        self.browser = browser
        self.patience = WebDriverWait(browser, 40)
        file = f"vscode-remote://{address}{quote(str(page))}"
        query = {"folder": page.parent, "payload": json.dumps([["openFile", file]])}
        browser.get(f"http://{address}/?{urlencode(query)}")

    def shown(self, selector: str) -> list[WebElement]:
        """The places of the window that a selector finds, as soon as there are any."""
        return self.patience.until(lambda browser: browser.find_elements("css selector", selector))

    def click(self, selector: str, label: str = "") -> None:
        next(place for place in self.shown(selector) if label in place.text).click()

    def status(self) -> str:
        """What stands behind the braces in the status bar."""
        self.press(Keys.ESCAPE)  # what is open already does not change
        self.click("#status\\.languageStatus a")
        return " ".join(row.text for row in self.shown(".hover-language-status"))

    def press(self, *keys: str) -> None:
        self.browser.switch_to.active_element.send_keys(*keys)


@packaged
def test_a_file_is_shown_and_fixed_on_save(vscode: str, browser: WebDriver, tmp_path: Path) -> None:
    folder = tmp_path / "ответ one"
    folder.mkdir()
    (folder / ".proselint-t.yaml").write_text("preset: answer\n")
    page = folder / "страница.md"
    page.write_text(TEXT)
    window = Window(browser, vscode, page)
    window.click(".dialog-buttons .monaco-button", "Yes, I trust")
    window.shown(".squiggly-error")
    window.press(Keys.CONTROL, Keys.SHIFT, "m")
    problems = " ".join(row.text for row in window.shown(".markers-panel .monaco-list-row"))
    for place in ("Ln 1, Col 24", "Ln 2, Col 15"):
        assert re.search(rf"instead of «site»\.\s+proselint-t\s+english\.website\s+\[{place}\]", problems)
    window.patience.until(lambda _: "proselint-t: answer" in window.status())
    assert "version 0." in window.status()
    window.click(".view-line")
    window.press(Keys.CONTROL, "s")
    window.patience.until(lambda _: page.read_text() == FIXED)
    window.patience.until(lambda _: not browser.find_elements("css selector", ".squiggly-error"))
