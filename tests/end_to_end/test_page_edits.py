"""The page of a mapping with the edits of a reply: in words, in a browser, and as the command writes it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from proselint_t.config import CommandLine, Resolver
from proselint_t.defects.mapping import map_list
from proselint_t.output import RenderOptions
from proselint_t.output.html import page as html_page
from proselint_t.output.html_edits import compared, shown_edits
from proselint_t.replies.revision import Review, revise
from proselint_t.text.messages import speaking
from proselint_t.text.source import Source
from tests.end_to_end.map_command import run
from tests.end_to_end.test_page import CASES, Page

if TYPE_CHECKING:
    from selenium.webdriver.chrome.webdriver import WebDriver

    from proselint_t.output.html_edits import TextRun
    from proselint_t.replies.revision import Revision

BEHIND = """
Here is a text of no edit: <b>bold</b>.

8.
Defect: 1
Action: replace
New: Nowhere.
"""


def text_of(name: str) -> str:
    folder = "replies" if name == "reply.md" else "defects"
    return (CASES.parent / folder / name).read_text(encoding="utf-8")


def revised(answer: str, defects: str, reply: str) -> Revision:
    settings = Resolver(CommandLine(isolated=True, default_preset="answer")).for_file(Path("answer.md"))
    names = ("answer.md", "defects.md", "reply.md")
    sources = [Source(text, name) for text, name in zip((answer, defects, reply), names, strict=True)]
    return revise(Review(*sources, (), settings))


def page_of(answer: str, defects: str, reply: str) -> str:
    revision = revised(answer, defects, reply)
    return html_page(map_list(revision.answer, revision.reported), RenderOptions(), revision)


def marked(side: tuple[TextRun, ...]) -> str:
    return "".join(f"[{text}]" if changed else text for text, changed in side)


@pytest.mark.parametrize(
    ("old", "new", "marked_old", "marked_new"),
    [
        ("", "", "", ""),
        ("One two three.", "One two three.", "One two three.", "One two three."),
        ("One two three.", "One 2 three.", "One [two] three.", "One [2] three."),
        ("One two.", "One two three.", "One two.", "One two [three]."),
        ("One, two, three.", "Four.", "[One, two, three].", "[Four]."),
        ("one  two\r\nthree", "one two three", "one  two\r\nthree", "one two three"),
        ("It's 1.5 s", "It's 2.5 s", "It's [1.5] s", "It's [2.5] s"),
        ("Заказ готов", "Заказ не готов", "Заказ готов", "Заказ [не] готов"),
        ("", "new", "", "[new]"),
        ("old words", "", "[old words]", ""),
    ],
)
def test_the_words_that_differ(old: str, new: str, marked_old: str, marked_new: str) -> None:
    found = [
        "".join(f"[{text}]" if changed else text for text, changed in side) for side in compared(old, new)
    ]
    assert found == [marked_old, marked_new]


def test_texts_too_long_to_compare_are_changed_as_a_whole() -> None:
    old, new = "a " * 20_000, "a " * 20_001
    assert [[changed for _, changed in side] for side in compared(old, new)] == [[True, False], [True, False]]


ANSWER = """1) First line.
Second  line.

2) Third line.
2.1) Fourth line.
"""


@pytest.mark.parametrize(
    ("edit", "what", "verdict", "old", "new"),
    [
        ("Action: insert-after\nPoint: 1\nOld: First line.\nNew: N.",
         "insert after a line of point 1", "valid", "1) First line.", "1) First line.\n[N.]"),
        ("Action: insert-before\nPoint: 1\nOld: First line.\nNew: N.",
         "insert before a line of point 1", "valid", "First line.", "[N.]\nFirst line."),
        ("Action: insert-before\nPoint: 2\nNew: N.",
         "insert before point 2", "valid", "Third line.", "[N.]\nThird line."),
        ("Action: insert-after\nPoint: 2.1\nNew: N.",
         "insert after point 2.1", "valid", "2.1) Fourth line.", "2.1) Fourth line.\n[N.]"),
        ("Action: insert-after\nPoint: 1\nOld: Fifth line.\nNew: N.",
         "insert after a line of point 1", "invalid", "Fifth line.", "Fifth line.\n[N.]"),
        ("Action: insert-before\nPoint: 7\nNew: N.", "insert before point 7", "invalid", "", "[N.]"),
        ("Action: replace\nOld: Fifth line.\nNew: N.", "replace", "invalid", "[Fifth line].", "[N]."),
        ("Action: replace\nPoint: 1\nOld: Second  line.\nNew: Second line.",
         "replace in point 1", "valid", "Second  line.", "Second line."),
        ("Action: delete\nPoint: 2", "delete all of point 2", "valid", "[2) Third line.\n2.1) Fourth line.]", ""),
        ("Action: delete\nPoint: 9", "delete all of point 9", "invalid", "", ""),
        ("Action: replace\nPoint: 1\nOld: line\nNew: First line.",
         "replace in point 1", "applied", "line", "[First] line[.]"),
        ("Action: insert-after\nPoint: 1\nOld: First line.\nNew: Second  line.",
         "insert after a line of point 1", "applied", "First line.", "First line.\n[Second  line.]"),
    ],
)  # fmt: skip
def test_what_stands_on_the_two_sides(edit: str, what: str, verdict: str, old: str, new: str) -> None:
    revision = revised(ANSWER, "1.\nPoint: 1\n", f"1.\nDefect: 1\n{edit}\n")
    (shown,) = shown_edits(revision).by_defect[1]
    assert (shown.what, shown.verdict) == (what, verdict)
    assert [marked(side) for side in shown.sides] == [old, new]
    assert shown.only_layout is (old.split() == new.split() != [])


@pytest.fixture(scope="module", params=["\n", "\r\n"], ids=["lf", "crlf"])
def address(request, tmp_path_factory) -> str:
    answer, defects = (text_of(name).replace("\n", request.param) for name in ("answer.md", "defects.md"))
    path = tmp_path_factory.mktemp("page") / "review.html"
    page = page_of(answer, defects, (text_of("reply.md") + BEHIND).replace("\n", request.param))
    path.write_bytes(page.encode())
    return path.as_uri()


def sides(page: Page, defect: int, edit: int) -> list[str]:
    """The old and the new text of an edit at a defect, with `[-…-]` and `[+…+]` around what is marked."""
    return page.ask(
        "const found = document.querySelector(arguments[0]).cloneNode(true);"
        "for (const one of found.querySelectorAll('del')) one.textContent = `[-${one.textContent}-]`;"
        "for (const one of found.querySelectorAll('ins')) one.textContent = `[+${one.textContent}+]`;"
        "return [...found.querySelectorAll('.side p')].map((one) => one.textContent)",
        f"#defect-{defect} .edit[aria-label='Edit {edit}']",
    )


def test_old_and_new_stand_at_the_defect(browser: WebDriver, address: str) -> None:
    page = Page(browser, address)
    line = "Each page reads the list from the cache — not from the database."
    assert sides(page, 1, 1) == [line, f"{line}\n[+The command `clear_cache` empties it at once.+]"]
    old, new = sides(page, 2, 2)
    assert old.startswith("This takes [-one-] line in the `save_price` function, and it [-doesn't slow")
    assert new.startswith("This takes [+a+] line in the `save_price` function [+and another in the nightly")
    assert sides(page, 4, 2) == [old, new]
    assert sides(page, 10, 7) == [
        "[-The cache is small (about 40 entries), and a visitor never waits for more than two seconds.-]",
        "nothing",
    ]
    assert "каталоге, [+цена в заказе+] останется [+прежней.\nСкидка" in sides(page, 6, 4)[1].replace(
        "+] [+", " "
    )
    old, new = sides(page, 8, 6)
    assert old.startswith("The search page is built by Meilo, an «instant search» service.\nIt keeps")
    assert "which [-is refreshed-] once a night." in old
    assert "which [+the service itself refreshes+] once a night." in new
    beside = page.ask(
        "const [old, made] = document.querySelectorAll('#defect-8 .side');"
        "return made.getBoundingClientRect().left - old.getBoundingClientRect().right"
    )
    assert beside >= 0


def test_what_may_not_be_applied_says_why(browser: WebDriver, address: str) -> None:
    page = Page(browser, address)
    edit = page.ask("return document.querySelector('#defect-4 [aria-label=\"Edit 3\"]').innerText")
    assert "may not be applied" in edit
    assert "error review.anchor point 1.2 has no such text reply.md:19" in edit
    assert "Old, as the reply quotes it" in edit
    verdicts = page.ask("return [...document.querySelectorAll('.verdict')].map((one) => one.textContent)")
    assert verdicts.count("may be applied") == 6  # edit 2 stands at two defects
    assert verdicts.count("may not be applied") == 2


def test_what_stays_unanswered(browser: WebDriver, address: str) -> None:
    page = Page(browser, address)
    everything = page.shown()
    assert page.ask("return document.querySelector('.title p').textContent").endswith(
        "; 5 of 7 edits may be applied, 4 defects unanswered"
    )
    marked = "return [...document.querySelectorAll('strong.unanswered')].map((one) => one.closest('.defect').dataset.number)"
    unanswered = page.ask(marked)
    assert unanswered == ["9", "5", "3", "7"]
    page.click("[data-show='answered']")
    assert page.shown() == unanswered
    page.press("u")
    assert page.shown() == everything
    page.click("[data-show='unanswered']")
    assert page.shown() == [number for number in everything if number not in unanswered]


def test_an_edit_of_two_defects_leads_from_one_to_the_other(browser: WebDriver, address: str) -> None:
    page = Page(browser, address)
    page.ask("document.getElementById('defect-2').scrollIntoView()")
    page.click("#defect-2 .edit [data-defect='4']")
    assert page.current() == "4"


def test_problems_of_the_reply_stand_with_those_of_the_documents(browser: WebDriver, address: str) -> None:
    page = Page(browser, address)
    problems = page.ask("return [...document.querySelectorAll('.faults li')].map((one) => one.textContent)")
    assert "reply.md:50 review.outside-list: this text belongs to no edit: leave it out" in problems
    assert "reply.md:52 expected a point or the old text" in problems
    assert not any("no valid edit answers" in one for one in problems)


def test_edits_stay_texts(browser: WebDriver, address: str) -> None:
    page = Page(browser, address)
    assert '</script><script>document.title = "run"</script>' in sides(page, 7, 5)[1].replace(
        "+]", ""
    ).replace("[+", "")
    assert page.ask("return document.scripts.length") == 1
    assert page.ask("return document.title") == "answer.md: 10 defects"
    assert [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []


@pytest.mark.parametrize("width", [400, 760, 1280])
def test_nothing_stands_beyond_the_edge(browser: WebDriver, address: str, width: int) -> None:
    page = Page(browser, address, width=width)
    assert page.ask("return document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    stacked = page.ask(
        "const [old, made] = document.querySelectorAll('#defect-8 .side');"
        "return made.getBoundingClientRect().top >= old.getBoundingClientRect().bottom"
    )
    assert stacked is (width == 400)


def luminance(color: list[int]) -> float:
    """As WCAG 2 defines it."""
    parts = [part / 255 for part in color[:3]]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("tag", ["del", "ins"])
def test_marks_can_be_read_and_are_more_than_a_colour(browser, address, tag: str, dark: bool) -> None:
    page = Page(browser, address, dark=dark)
    ink, ground = page.ask(
        "const mark = document.querySelector(arguments[0]), canvas = new OffscreenCanvas(1, 1).getContext('2d');"
        "const drawn = (...colors) => { for (const color of colors) { canvas.fillStyle = color; "
        "canvas.fillRect(0, 0, 1, 1) } return [...canvas.getImageData(0, 0, 1, 1).data] };"
        "const style = getComputedStyle(mark), side = getComputedStyle(mark.closest('.side'));"
        "return [drawn(style.color), drawn(side.backgroundColor, style.backgroundColor)]",
        tag,
    )
    light, dim = sorted((luminance(ink), luminance(ground)), reverse=True)
    assert (light + 0.05) / (dim + 0.05) > 4.5
    line = page.ask("return getComputedStyle(document.querySelector(arguments[0])).textDecorationLine", tag)
    assert line == {"del": "line-through", "ins": "underline"}[tag]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "answer.md").write_text("1) One two.\n1.1) Three four.\n", encoding="utf-8")
    (tmp_path / "defects.md").write_text("1.\nPoint: 1.1\nQuote: «Three»\n", encoding="utf-8")
    (tmp_path / "reply.md").write_text("1.\nDefect: 1\nPoint: 1.1\nAction: delete\n", encoding="utf-8")
    (tmp_path / "bad.md").write_text("1.\nDefect: 7\nPoint: 1.1\nAction: delete\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ("defects.md --edits reply.md --output-format html", 0, ""),
        (
            "defects.md --edits bad.md --output-format html",
            2,
            "error: bad.md:2: defect: there is no defect 7",
        ),
        ("defects.md --edits none.md --output-format html", 2, "none.md: cannot be read"),
        ("defects.md --edits reply.md", 2, "--edits goes with --output-format html"),
        ("- --edits - --output-format html", 2, "one of the documents only"),
    ],
)
def test_the_command(folder: Path, arguments: str, code: int, said: str) -> None:
    done, _, errors = run(folder, "answer.md", *arguments.split())
    assert done == code
    assert said in errors
    assert "Traceback" not in errors


def test_the_reply_may_come_from_standard_input_and_the_rest_from_the_configuration(folder: Path) -> None:
    config = "answer: answer.md\ndefects: defects.md\n"
    (folder / ".proselint-t.yaml").write_text(config, encoding="utf-8")
    reply = (folder / "reply.md").read_text(encoding="utf-8")
    code, out, _ = run(folder, "answer.md", "--edits", "-", "--output-format", "html", stdin=reply)
    assert code == 0
    assert "1 of 1 edit may be applied" in out
    assert "<del>1.1) Three four.</del>" in out


class _Words(HTMLParser):
    """What a page says: its text, apart from code, keys and scripts, and what its attributes say."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside += [] if tag in {"meta", "input"} else [tag]
        self.told += [said for name, said in attrs if said and name in {"title", "aria-label", "placeholder"}]

    def handle_endtag(self, tag: str) -> None:
        assert self.inside.pop() == tag

    def handle_data(self, data: str) -> None:
        if {"code", "kbd", "script", "style"}.isdisjoint(self.inside):
            self.told.append(data)


def test_a_page_speaks_one_language() -> None:
    answer = "1. Сайт медленный.\n2. Сайт быстрый, но сайт тяжёлый.\n3. Кеш включён.\n"
    reported = (
        "1.\nPoint: 1\nQuote: Сайт медленный\nRemark: неверно\nConfidence: 80\n\n"
        "2.\nPoint: 1\nQuote: Сайт быстрый\nRemark: см. дефект 9\n\n"
        "3.\nPoint: 2\nQuote: сайт\nRemark: какой\n\n"
        "4.\nPoint: 7\nQuote: нет такого текста совсем\nRemark: где\n"
    )
    reply = (
        "1.\nDefect: 1\nAction: replace\nPoint: 1\nOld: Сайт медленный.\nNew: Сайт отвечает за 2 с.\n\n"
        "2.\nDefect: 2, 3\nAction: delete\nPoint: 9\nOld: ничего\n"
    )
    with speaking("ru"):
        said = page_of(answer, reported, reply)
    words = _Words()
    words.feed(said)
    told = " ".join(words.told).replace("answer.md", "").replace("defects.status.yaml", "")
    assert re.findall("[A-Za-z]{2,}", told) == []
    assert '<html lang="ru">' in said
    assert {"Принять", "Отклонить", "дословно", "можно применить", "без правки"} <= {
        one.strip() for one in words.told
    }
