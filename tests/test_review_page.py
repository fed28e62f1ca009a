"""The page in a browser: clicks both ways, filters, keys, dark, and texts that stay texts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from proselint_t.output import Look
from proselint_t.output.mapping import renderer
from proselint_t.review.mapping import map_defects
from proselint_t.source import Source

if TYPE_CHECKING:
    from selenium.webdriver.chrome.webdriver import WebDriver

CASES = Path(__file__).parent / "review"


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> str:
    answer, reported = (
        Source((CASES / name).read_text(encoding="utf-8"), name) for name in ("answer.md", "defects.md")
    )
    path = tmp_path_factory.mktemp("page") / "review.html"
    path.write_text(renderer("html")(map_defects(answer, reported), Look()), encoding="utf-8")
    return path.as_uri()


class Page:
    """The page as a reader meets it."""

    def __init__(self, browser: WebDriver, address: str, *, width: int = 1280, dark: bool = False) -> None:
        self.browser = browser
        metrics = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 500}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        calm = {"name": "prefers-reduced-motion", "value": "reduce"}
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme, calm]})
        browser.get("about:blank")
        browser.get(address)
        self.ask("try { localStorage.clear() } catch {}; delete document.documentElement.dataset.theme")

    def ask(self, script: str, *arguments: object):
        return self.browser.execute_script(script, *arguments)

    def click(self, selector: str) -> None:
        self.browser.find_element("css selector", selector).click()

    def press(self, keys: str) -> None:
        self.browser.switch_to.active_element.send_keys(keys)

    def current(self) -> str | None:
        return self.ask("return document.querySelector('.defect.current')?.dataset.number ?? null")

    def marked(self) -> list[str]:
        return self.ask("return [...document.querySelectorAll('mark.current')].map((one) => one.textContent)")

    def shown(self) -> list[str]:
        return self.ask(
            "return [...document.querySelectorAll('.defect:not([hidden])')].map((one) => one.dataset.number)"
        )

    def visible(self, selector: str) -> bool:
        script = "const box = document.querySelector(arguments[0]).getBoundingClientRect();"
        return self.ask(
            script + "return box.top >= 0 && box.bottom <= innerHeight && box.height > 0", selector
        )

    def background(self) -> list[int]:
        color = self.ask("return getComputedStyle(document.body).backgroundColor")
        return [int(part) for part in color.removeprefix("rgb(").removesuffix(")").split(",")]


def test_a_click_on_a_defect_shows_and_marks_its_quote(browser, address):
    page = Page(browser, address)
    for number, quote in (
        ("6", "Даже если её изменить в каталоге, заказ останется прежним"),
        ("1", "cached for 24 hours, so visitors see yesterday's prices"),
    ):
        page.ask("document.getElementById(arguments[0]).scrollIntoView()", f"defect-{number}")
        page.click(f"#defect-{number} .remark")
        assert page.current() == number
        assert "".join(page.marked()) == quote
        assert page.visible("mark.current")


def test_a_click_on_a_quote_marks_its_defect(browser, address):
    page = Page(browser, address)
    page.click("mark[data-defects='3']")
    assert page.current() == "3"
    assert page.visible("#defect-3")


def test_a_quote_of_several_defects_goes_through_them(browser, address):
    page = Page(browser, address)
    found = []
    for _ in range(3):
        page.click("mark[data-defects='4 10'], mark[data-defects='10 4']")
        found.append(page.current())
    assert sorted(found[:2]) == ["10", "4"]
    assert found[2] == found[0]


def test_places_of_an_ambiguous_quote_are_shown(browser, address):
    page = Page(browser, address)
    page.ask("document.getElementById('defect-5').scrollIntoView()")
    page.click("#defect-5 [data-place='2']")
    assert page.current() == "5"
    assert page.visible("mark[data-places~='5:2']")


def test_links_between_defects(browser, address):
    page = Page(browser, address)
    page.ask("document.getElementById('defect-3').scrollIntoView()")
    page.click("#defect-3 [data-defect='2']")
    assert page.current() == "2"
    assert page.visible("#defect-2")


def test_filters(browser, address):
    page = Page(browser, address)
    everything = page.shown()
    page.click("[data-show='normalised']")
    assert set(everything) - set(page.shown()) == {"2", "4", "6"}
    page.click("[data-show='normalised']")
    page.ask("least.value = 80; least.dispatchEvent(new Event('input'))")
    assert set(page.shown()) == {"1", "2", "3", "7", "9"}
    page.ask("least.value = 0; least.dispatchEvent(new Event('input'))")
    page.press("/")
    page.press("скидка")
    assert page.shown() == ["6"]
    page.press("\ue007")  # Enter
    assert page.current() == "6"
    page.press("/")
    page.press("\ue00c")  # Escape
    assert page.shown() == everything


def test_keys(browser, address):
    page = Page(browser, address)
    order = page.shown()
    steps = []
    for key in "jjkn":
        page.press(key)
        steps.append(page.current())
    assert steps[:3] == [order[0], order[1], order[0]]
    assert page.ask("return document.querySelector('.row.found').dataset.point") == "1.1"
    page.press("\ue007")
    assert page.ask("return document.activeElement.tagName") == "MARK"
    page.press("\ue007")
    assert page.ask("return document.activeElement.id") == f"defect-{page.current()}"
    page.press("n")
    assert page.ask("return document.querySelector('.row.found').dataset.point") == "1.2"
    page.press("p")
    assert page.ask("return document.querySelector('.row.found').dataset.point") == "1.1"
    page.press("?")
    assert page.ask("return keys.open")
    page.press("\ue00c")
    assert not page.ask("return keys.open")
    page.press("\ue00c")
    assert page.current() is None


def test_light_and_dark(browser, address):
    page = Page(browser, address)
    assert min(page.background()) > 200
    page.press("d")
    assert max(page.background()) < 60
    page = Page(browser, address, dark=True)
    assert max(page.background()) < 60
    page.click("#theme")
    assert min(page.background()) > 200


def test_texts_stay_texts_and_nothing_is_loaded(browser, address):
    page = Page(browser, address)
    assert "<script>alert(1)</script>" in page.ask("return document.querySelector('#defect-4').innerText")
    assert page.ask("return performance.getEntriesByType('resource').length") == 0
    assert page.ask("return document.scripts.length") == 1
    assert [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []


@pytest.mark.parametrize("width", [400, 760, 1280, 1920])
def test_nothing_stands_beyond_the_edge(browser, address, width):
    page = Page(browser, address, width=width)
    assert page.ask("return document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    beside = page.ask(
        "const [text, card] = ['mark[data-defects=\"1\"]', '#defect-1'].map((one) => document.querySelector(one));"
        "return card.getBoundingClientRect().left > text.getBoundingClientRect().right"
    )
    assert beside is (width > 760)
