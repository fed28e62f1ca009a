"""Writes the pages of the rules from their files: ``docs/rules.md`` lists, ``docs/rules/ID.md`` explains.

The same in Russian: ``docs/ru-rules.md`` and ``docs/ru-rules/ID.md``.

python docs/write_rules.py           write the pages
python docs/write_rules.py --check   exit with 1 when one is not current
"""

from __future__ import annotations

import re
import sys
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from generated import keep, keep_only
from markdown_it import MarkdownIt

from proselint_t import check
from proselint_t.output.rules import RuleText, fix_shown, markdown, presets_of, rule_text
from proselint_t.rules.files import Catalog, review_metas
from proselint_t.text.messages import speaking, spoken, translated

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from proselint_t.rules.rule import Example

FOLDERS = {"en": Path(__file__).with_name("rules"), "ru": Path(__file__).with_name("ru-rules")}
"""Language → where its pages are; the list stands beside the folder."""
NOTE = "<!-- Written by docs/write_rules.py from the rule files. Do not edit. -->\n"
SILENCE = "<!-- proselint-t-disable-file -- the examples break the rules on purpose -->\n"
HEADS = {
    "en": """
# Rules

Each rule has a page with its reasons, examples and settings. In the examples `⟪ ⟫` marks what is reported,
`→` shows the text with its fixes. The rules `review.*` need an answer, its defects and a reply: see
[Defects and edits](review.md#the-reply).

| rule | says, e.g. | severity | fix | presets |
|---|---|---|---|---|
""",
    "ru": """
# Правила

У каждого правила есть страница с причиной, примерами и настройками. В примерах `⟪ ⟫` отмечает то, о чём
сообщается, `→` показывает текст с исправлениями. Правилам `review.*` нужны ответ, его дефекты и ответ на них:
[Defects and edits](review.md#the-reply).

| правило | говорит, например | важность | исправление | наборы |
|---|---|---|---|---|
""",
}
"""The beginning of the list, with the head of each of its tables."""
CALLOUT = re.compile(r"<blockquote>\n<p>\[!(\w+)\]\n(.*?)</blockquote>", re.DOTALL)
RENDERER = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def listed(rules: list[RuleText]) -> str:
    """The page that lists every rule, style by style, in the language of the run."""
    head, _, table = HEADS[spoken()].partition("\n\n|")
    parts = [f"{NOTE}{SILENCE}{head}\n"]
    for style, members in groupby(rules, key=lambda one: one.meta.style):
        parts.append("\n".join([f"## {style}", "", f"|{table}" + "\n".join(map(row, members)), ""]))
    return "\n".join(parts)


def row(rule: RuleText) -> str:
    meta = rule.meta
    said = rule.said.replace("|", "\\|")
    presets = ", ".join(presets_of(meta)) or translated("none")
    page = f"{FOLDERS[spoken()].name}/{meta.id}.md"
    return f"| [{meta.id}]({page}) | {said} | {meta.severity} | {translated(fix_shown(meta))} | {presets} |"


def page(rule: RuleText) -> str:
    text = "\n".join(markdown(rule, looks)) + "\n"
    return NOTE + (SILENCE if check(text, preset="docs").violations else "") + "\n" + text


def looks(examples: Sequence[Example]) -> Iterator[str]:
    """Examples as a reader of the document sees them, before and after their fixes."""
    fixed = [(one.text, one.fixed) for one in examples if one.fixed is not None]
    if fixed:
        yield from ("", translated("What a reader sees:"), "", '<table class="looks">')
        yield f"<tr><th>{translated('before')}</th><th>{translated('after')}</th></tr>"
        yield from (f"<tr><td>{html(old)}</td><td>{html(new)}</td></tr>" for old, new in fixed)
        yield "</table>"


def html(text: str) -> str:
    """Rendered Markdown on one line: a blank one would end the block of HTML that it stands in."""
    shown = CALLOUT.sub(_callout, RENDERER.render(text))
    return shown.strip().replace("\n", "&#10;")


def _callout(found: re.Match[str]) -> str:
    """A block quote that begins with `[!NOTE]`, as the site shows its notes."""
    kind, text = found[1].lower(), found[2]
    title = f'<p class="admonition-title">{kind.title()}</p>'
    return f'<div class="admonition {kind}">\n{title}\n<p>{text}</div>'


def main() -> int:
    return max(map(written, FOLDERS))


def written(language: str) -> int:
    """Keep the pages of one language; the exit code."""
    folder = FOLDERS[language]
    folder.mkdir(exist_ok=True)
    with speaking(language):
        catalog = Catalog()
        ids = sorted([*catalog.ids, *(meta.id for meta in review_metas())])
        rules = [rule_text(rule, catalog) for rule in ids]
        pages = {f"{rule.meta.id}.md": page(rule) for rule in rules}
        kept = [keep(folder / name, text) for name, text in pages.items()]
        return max(keep(folder.with_suffix(".md"), listed(rules)), *kept, keep_only(folder, set(pages)))


if __name__ == "__main__":
    sys.exit(main())
