"""Rules side by side: whatever their fixes make of a text, it is the same in any order, and done at once."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proselint_t.config import CommandLine, Resolver
from proselint_t.document import parse
from proselint_t.lint.fixer import fix
from proselint_t.lint.proof.readings import outline
from proselint_t.text.source import Source

if TYPE_CHECKING:
    from random import Random

    from proselint_t.rules.rule import ActiveRule

ENGLISH = (
    "you don't need the key",
    "it has four parts",
    "twenty-five of them",
    "one hundred copies",
    "the site is down",
    "see item 3",
    "for example, this row",
    "eg a row",
    "a **bold** word",
    "an _odd_ word",
    "<b>tagged</b> text",
    "open setup.cfg",
    "open *notes.txt* now",
    "the file src/main.rs",
    'click the "Save" button',
    'press "Copy" in the **Edit** menu',
    "under **Sound**, press **Reset**",
    "in *Tools* select the gear icon",
    "go to «Tools» > «Options»",
    "press the button Dockerfile",
    "see **Tools** > *Options*",
    'the "Tools" -> "Options" path',
    "it runs on Postgresql",
    "push to github",
    "the repo is a kludge",
    "you must not stop it",
    "make sure to save",
    "they said “stop”",
    'a "quoted **strong** part"',
    "a &quot;quoted&quot; part",
    "the 'default' value",
    "the c\u043ede is there",
    "two\nlines of it",
    "`four` and `one` stay",
    "https://site.example/four stays",
    "(for example, four)",
    "for example",
)
RUSSIAN = (
    "вам нужно сохранить файл",
    "убедитесь в этом",
    "есть пять серверов",
    "двадцати пяти строк мало",
    "две тысячи строк",
    "один сервер из двух",
    "надо запушить ветку",
    "эта фича готова",
    "есть бэкэнд и ямл",
    'файл "отчёт" пуст',
    "слово **жирное** тут",
    "откройте setup.cfg",
    'нажмите кнопку "Создать"',
    "откройте меню **Вид**",
    "нажмите кнопку Dockerfile",
    'откройте вкладку "setup.cfg"',
    "«Вид» -> «Панели»",
    "всё на javascript",
    "к\u006fд готов",
    "две\nстроки текста",
    "`пять` не число",
    "он сказал „нет“",
)
ENDINGS = (".", "!", "?", "…", "...", ":", ";", ",", "", " (etc.).", ".)", '."', ".»")
FRAMES = (
    "{}",
    "# {}",
    "1) {}",
    "1.1) {}",
    "- {}",
    "* {}",
    "*) {}",
    "> {}",
    "> - {}",
    "- [ ] {}",
    "1. {}",
    "| {} | b |\n|---|---|\n| c | {} |",
    "**{}**",
    "[{}](https://site.example/four)",
    "<p>{}</p>",
    "```\n{}\n```",
)
WRAPPERS = (
    "{}",
    "{}",
    "{}",
    "**{}**",
    "_{}_",
    '"{}"',
    "“{}”",
    "«{}»",
    "({})",
    "<em>{}</em>",
    "[{}](a.md)",
    "'{}'",
)
JOINTS = (" ", ", ", " and ", ". ", "; ", ": ", "\n", " — ")
GAPS = ("\n", "\n\n", "\n\n\n")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@st.composite
def sentences(draw: st.DrawFn, fragments: tuple[str, ...]) -> str:
    one = st.builds(
        lambda wrapper, fragment: wrapper.format(fragment),
        st.sampled_from(WRAPPERS),
        st.sampled_from(fragments),
    )
    parts = draw(st.lists(one, min_size=1, max_size=3))
    text = parts[0]
    for part in parts[1:]:
        text += draw(st.sampled_from(JOINTS)) + part
    return (_capital(text) if draw(st.booleans()) else text) + draw(st.sampled_from(ENDINGS))


@st.composite
def blocks(draw: st.DrawFn) -> str:
    frame = draw(st.sampled_from(FRAMES))
    fragments = draw(st.sampled_from((ENGLISH, RUSSIAN)))
    prose = " ".join(draw(st.lists(sentences(fragments), min_size=1, max_size=2)))
    if frame.startswith(("#", "|", "**", "[")):
        prose = prose.replace("\n", " ")
    return frame.replace("{}", prose.replace("\n", "\n> ") if frame.startswith(">") else prose)


@st.composite
def documents(draw: st.DrawFn) -> str:
    text = draw(blocks())
    for block in draw(st.lists(blocks(), max_size=2)):
        text += draw(st.sampled_from(GAPS)) + block
    return text.replace("\n", "\r\n") if draw(st.booleans()) else text


@cache
def rules(preset: str) -> tuple[ActiveRule, ...]:
    return Resolver(CommandLine(preset=preset, isolated=True)).for_file(Path("document.md")).rules


def _fixed(text: str, active: tuple[ActiveRule, ...], *, unsafe: bool) -> str:
    return fix(Source(text), active, unsafe=unsafe).source.text


@pytest.mark.parametrize("unsafe", [False, True])
@pytest.mark.parametrize("preset", ["answer", "docs"])
@given(text=documents(), random=st.randoms(use_true_random=False))
def test_a_fixed_point_in_any_order(preset: str, text: str, random: Random, *, unsafe: bool) -> None:
    active = rules(preset)
    once = fix(Source(text), active, unsafe=unsafe)
    fixed = once.source.text
    assert len(once.rounds) < 8
    assert _fixed(fixed, active, unsafe=unsafe) == fixed
    shuffled = random.sample(active, len(active))
    assert _fixed(text, tuple(shuffled), unsafe=unsafe) == fixed
    assert outline(parse(Source(fixed)).blocks) == outline(parse(Source(text)).blocks)


@given(data=st.data(), text=documents(), unsafe=st.booleans())
def test_no_two_rules_undo_each_other(data: st.DataObject, text: str, *, unsafe: bool) -> None:
    pair = tuple(data.draw(st.permutations(rules("answer")))[:2])
    fixed = _fixed(text, pair, unsafe=unsafe)
    assert _fixed(fixed, pair, unsafe=unsafe) == fixed


@pytest.mark.parametrize("unsafe", [False, True])
@given(text=documents())
def test_fixes_leave_clean_text(text: str, *, unsafe: bool) -> None:
    fixed = _fixed(text, rules("answer"), unsafe=unsafe)
    for ugly in (r"(?i)e\.g\.\.", r"(?<=[\w.,:;!?)»…])  ", "``", "««", "[ ][,.;]"):
        assert len(re.findall(ugly, fixed)) <= len(re.findall(ugly, text)), ugly
    assert ("\r\n" in text) == ("\r\n" in fixed) or "\n" not in fixed
    assert not re.search(r"(?<!\r)\n", fixed) or "\r\n" not in text
    for word in ("word", "part", "key", "row", "copies", "text", "слово", "строк", "готов", "тут"):
        assert fixed.count(word) == text.count(word), word
    for url in re.findall(r"https://site\.example/four", text):
        assert fixed.count(url) == text.count(url)
