"""Draws the page of `proselint-t map --output-format html` as it stands in the documentation.

    python docs/images/draw_page.py

Needs Chromium and its driver. Writes `review.png` beside this file.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from selenium import webdriver

from proselint_t.config import CommandLine, Resolver
from proselint_t.defects.mapping import map_list
from proselint_t.output import RenderOptions
from proselint_t.output.html import page
from proselint_t.replies.revision import Review, revise
from proselint_t.text.source import Source

HERE = Path(__file__).parent
CASES = HERE.parents[1] / "tests"
DOCUMENTS = ("defects/answer.md", "defects/defects.md", "replies/reply.md")


def page_text() -> str:
    answer, reported, reply = (
        Source((CASES / path).read_text(encoding="utf-8"), Path(path).name) for path in DOCUMENTS
    )
    settings = Resolver(CommandLine(isolated=True, default_preset="answer")).for_file(Path("answer.md"))
    revision = revise(Review(answer, reported, reply, (), settings))
    return page(map_list(revision.answer, revision.reported), RenderOptions(), revision)


def main() -> int:
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page.html")
        page.write_text(page_text(), encoding="utf-8")
        for switch in (
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            f"--user-data-dir={folder}/profile",
        ):
            options.add_argument(switch)
        browser = webdriver.Chrome(
            options=options, service=webdriver.ChromeService(shutil.which("chromedriver"))
        )
        metrics = {"width": 1280, "height": 860, "deviceScaleFactor": 1, "mobile": False}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        calm = {"name": "prefers-reduced-motion", "value": "reduce"}
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [calm]})
        browser.get(f"{page.as_uri()}#defect-2")
        browser.save_screenshot(str(HERE / "review.png"))
        browser.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main())
