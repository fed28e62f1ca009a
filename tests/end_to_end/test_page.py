"""The page in a browser: clicks both ways, filters, keys, dark, and texts that stay texts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from proselint_t.defects.answer import read_answer
from proselint_t.defects.lists import read_defects
from proselint_t.defects.mapping import map_defects
from proselint_t.defects.status import read_statuses
from proselint_t.output import RenderOptions, map_renderer
from proselint_t.text.source import Source

if TYPE_CHECKING:
    from selenium.webdriver.chrome.webdriver import WebDriver

CASES = Path(__file__).parents[1] / "defects"


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> str:
    answer, reported = (
        Source((CASES / name).read_text(encoding="utf-8"), name) for name in ("answer.md", "defects.md")
    )
    path = tmp_path_factory.mktemp("page") / "review.html"
    path.write_text(map_renderer("html")(map_defects(answer, reported), RenderOptions()), encoding="utf-8")
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


CONTRASTS = """
const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
const drawn = (colors) => {
  for (const color of colors) { canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1); }
  return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
};
const luminance = (color) => {
  const [red, green, blue] = color.map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
for (const dialog of document.querySelectorAll("dialog")) dialog.setAttribute("open", "");
for (const mark of document.querySelectorAll("main mark")) mark.classList.add("current");
const weak = [];
for (const element of document.body.querySelectorAll("*")) {
  const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
  if (!own && !element.placeholder || !element.checkVisibility()) continue;
  const grounds = [];
  for (let one = element; one; one = one.parentElement) grounds.unshift(getComputedStyle(one).backgroundColor);
  const ground = drawn(["white", ...grounds]);
  const ink = drawn(["white", ...grounds, getComputedStyle(element, element.placeholder ? "::placeholder" : null).color]);
  const [light, dim] = [luminance(ink), luminance(ground)].sort((one, other) => other - one);
  const contrast = (light + 0.05) / (dim + 0.05);
  if (contrast < 4.5) weak.push(`${element.tagName}.${element.className} ${contrast.toFixed(2)}`);
}
return [...new Set(weak)];
"""


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_text_has_the_contrast_that_wcag_aa_asks_for(browser, address, dark: bool):
    page = Page(browser, address, dark=dark)
    assert page.ask(CONTRASTS) == []
    page = Page(browser, address, dark=dark)
    for show in ("exact", "fuzzy"):
        page.click(f"[data-show={show}]")
    assert page.ask(CONTRASTS) == []


def test_only_one_outcome_and_all_again(browser, address):
    page = Page(browser, address)
    everything = page.shown()
    page.click("[data-show=exact] + .only")
    few = page.shown()
    outcomes = (
        "return [...document.querySelectorAll('.defect:not([hidden])')].map((one) => one.dataset.outcome)"
    )
    assert set(page.ask(outcomes)) == {"exact"}
    page.click("[data-show=fuzzy] + .only")
    assert set(page.ask(outcomes)) == {"fuzzy"}
    page.click("[data-show=fuzzy] + .only")
    assert page.shown() == everything != few


def test_sorting(browser, address):
    page = Page(browser, address)
    order = page.shown()

    def sort(by: str) -> list[str]:
        page.ask("sorting.value = arguments[0]; sorting.dispatchEvent(new Event('change'))", by)
        return page.shown()

    confidences = "return [...document.querySelectorAll('.row')].map((row) => Math.max(-1, ...[...row.querySelectorAll('.defect')].map((one) => Number(one.dataset.confidence))))"
    sort("confidence")
    by_row = page.ask(confidences)
    assert by_row == sorted(by_row, reverse=True)
    assert sort("number")[0] == "1"
    page.press("j")
    assert page.current() == "1"
    assert sort("place") == order


def test_texts_name_their_language(browser, address):
    page = Page(browser, address)
    languages = page.ask(
        "return ['#defect-6 blockquote', '#defect-1 blockquote', '#defect-1 .remark', '[id=\"point-1.1\"] .text']"
        ".map((one) => document.querySelector(one).lang)"
    )
    assert languages[0] == "ru"
    assert languages[1] == "en"
    assert page.ask(
        "return [...document.querySelectorAll('.text')].every((one) => !one.innerText.trim() || one.lang)"
    )
    assert page.ask("return document.documentElement.lang") == "en"


def test_each_defect_has_an_address(browser, address):
    page = Page(browser, f"{address}#defect-6")
    assert page.current() == "6"
    assert page.visible("#defect-6")
    page.ask("location.hash = '#defect-3'")
    assert page.ask("return new Promise((done) => setTimeout(() => done(current.dataset.number), 50))") == "3"
    page.click("#defect-3 h3 a")
    assert page.ask("return location.hash") == "#defect-3"
    page.ask("document.getElementById('defect-1').scrollIntoView()")
    page.click("#defect-1 h3 a")
    assert page.ask("return location.hash") == "#defect-1"


REASON = 'It is so: «yes» \\ "no" # 100 %\u0085\u2028.'
STATUS = "defects:\n- number: 3\n  status: answered\n  edit: 2\n  date: '2026-03-01'\n"


@pytest.fixture
def settled(tmp_path: Path) -> str:
    answer, reported = (
        Source((CASES / name).read_text(encoding="utf-8"), name) for name in ("answer.md", "defects.md")
    )
    mapping = map_defects(answer, reported, status=Source(STATUS, "defects.status.yaml"))
    path = tmp_path / "review.html"
    path.write_text(map_renderer("html")(mapping, RenderOptions()), encoding="utf-8")
    return path.as_uri()


def test_what_is_accepted_and_rejected_becomes_the_status_file(browser, settled):
    page = Page(browser, settled)
    assert "answered by edit 2 (2026-03-01)" in page.ask(
        "return document.querySelector('#defect-3').innerText"
    )
    count = "return document.querySelector('[data-show=status-rejected] b').textContent"
    assert page.ask(count) == "0"
    page.ask("document.getElementById('defect-1').scrollIntoView()")
    page.click("#defect-1 [data-decide=rejected]")
    assert page.ask("return document.querySelector('#defect-1').dataset.status") == "open"
    page.ask("document.querySelector('#defect-1 .decision input').value = arguments[0]", REASON)
    page.click("#defect-1 [data-decide=rejected]")
    page.ask("document.getElementById('defect-6').scrollIntoView()")
    page.click("#defect-6 [data-decide=open]")
    assert page.ask(count) == "1"
    page.click("#save")
    text = page.ask("return document.getElementById('status-file').value")
    assert page.ask("return document.getElementById('download').download") == "defects.status.yaml"
    assert page.ask("return download.href").startswith("blob:")

    answer = Source((CASES / "answer.md").read_text(encoding="utf-8"), "answer.md")
    reported = read_defects(
        Source((CASES / "defects.md").read_text(encoding="utf-8"), "defects.md"), read_answer(answer)
    )
    read, statuses = read_statuses(Source(text, "defects.status.yaml"), reported)
    assert read.problems == reported.problems
    assert {number: str(one.status) for number, one in statuses.items()} == {
        1: "rejected",
        3: "answered",
        6: "open",
    }
    assert (statuses[3].edit, statuses[3].date) == (2, "2026-03-01")
    assert statuses[1].reason == REASON
    assert all(one.digest for one in statuses.values())


def test_statuses_filter(browser, settled):
    page = Page(browser, settled)
    page.click("[data-show=status-answered] + .only")
    assert page.shown() == ["3"]
