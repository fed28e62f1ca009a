"""What the program says is there in every language, and a run speaks one of them."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click
import pytest
import yaml

import proselint_t
from proselint_t.cli import ERROR, PROGRAM, main, run
from proselint_t.lint.rule_tests import ExampleTrial
from proselint_t.mcp.server import Tools
from proselint_t.rules.files import Catalog, bundled_rules, review_metas, rule_files
from proselint_t.text.edits import Applicability
from proselint_t.text.messages import fill, paragraphs, speaking, spoken, translated, translations
from proselint_t.text.speech import SPEAKS, of_locale
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

RULES = tuple(rule_files(bundled_rules()))
SOURCES = Path(proselint_t.__file__).parent
ASK = {"translated", "counted"}
ASKED_BY_A_PAGE = re.compile(r'\b_\(("[^"]+")|\bn\([^,]+, ("[^"]+", "[^"]+")\)')
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
BRACES = re.compile(r"\{\w+")
NEEDS_NO_EXAMPLE = {"suppression.unused", "suppression.unknown-rule", "suppression.unknown-directive"}


@cache
def literals() -> tuple[frozenset[str], frozenset[str]]:
    """Every text of the program, and those that are asked for in the language of the run."""
    every: set[str] = set()
    asked: set[str] = set()
    for path in (*SOURCES.rglob("*.py"), *(ROOT / "docs").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ASK:
                forms = 1 if node.func.id == "translated" else 3  # `counted` has a number, one, several
                told = [arg for arg in node.args[:forms] if isinstance(arg, ast.Constant | ast.IfExp)]
                asked |= {text for one in told for text in texts_in(one)}
            every |= set(texts_in(node)) if isinstance(node, ast.Constant) else set()
    for page in (SOURCES / "output" / "page").glob("*.html"):
        for told in ASKED_BY_A_PAGE.finditer(page.read_text(encoding="utf-8")):
            asked |= {*re.findall('"([^"]+)"', told[0])}
    every |= asked
    return frozenset(every), frozenset(asked)


def texts_in(node: ast.AST) -> Iterator[str]:
    for one in ast.walk(node):
        if isinstance(one, ast.Constant) and isinstance(one.value, str):
            yield one.value


def test_every_message_is_there_in_russian() -> None:
    _, asked = literals()
    assert asked - {*translations("ru")} == set()


def test_every_gap_is_filled() -> None:
    """A message with more gaps than words, such as one that is translated twice, would lose words."""
    for path in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                called(node) in ASK
                and node.args
                and not any(isinstance(one, ast.Starred) for one in node.args)
            ):
                words = len(node.args) - (1 if called(node) == "translated" else 2)
                for text in texts_in(node.args[0 if called(node) == "translated" else 1]):
                    assert text.count("%s") <= words, (path.name, text)


PROSE = re.compile(r"[a-z]{2,},? (?:%s |%s$)?[a-z«(]{2,}|^[a-z]+: %s")
PATTERN = re.compile(r"\\|\(\?")
SCHEMA = {"Field", "Key"}
"""What is called with descriptions of keys, which are English."""
NOT_SAID = {
    # the schemas, and what a language model or a computer reads
    "config/schema.py", "output/builds.py", "runner/store.py",
    # files of data
    "defects/status.py", "replies/examples.py",
    # patterns, names of colours, and the marks of other programs
    "output/full.py", "output/graph.py", "rules/vale/blocks.py", "text/packaged.py",
    "rules/vale/definition.py", "yaml/reading.py",
    # errors of the program itself
    "__init__.py", "document/chunks/patch.py", "document/markdown/collector.py", "document/reader.py",
    "text/edits.py",
}  # fmt: skip
"""Modules that hold English which is not said by a run, or not by this program."""
SAID_AS_IT_IS = {
    "pip install 'proselint-t[word]'",
    "pip install 'proselint-t[spelling]'",
    "configuration: %s",  # a key of what `config` prints
    "vale: %s\n# preset: docs\n",
    "exclude: %s",
    "command line",  # as `config` names where a value comes from
    "suggested fix",  # names of fields that lists of defects have
    "suggested change",
    "the mask %s",  # a name by which time is counted
}


def prose_in(path: Path) -> Iterator[str]:
    """The texts of a module that look like English and are not asked for in the language of the run."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    outer = {inner: node for node in ast.walk(tree) for inner in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        text = template(node)
        if (
            text
            and PROSE.search(text)
            and not PATTERN.search(text)
            and not isinstance(outer.get(node), ast.Expr | ast.JoinedStr)
        ):
            around = list(iter_outer(node, outer))
            if not any(called(one) in ASK | SCHEMA for one in around):
                yield text


def iter_outer(node: ast.AST, outer: dict[ast.AST, ast.AST]) -> Iterator[ast.AST]:
    while node in outer:
        node = outer[node]
        yield node


def template(node: ast.AST) -> str:
    """A literal text, with `%s` for what an f-string fills in."""
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "%s" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def called(node: ast.AST) -> str:
    function = node.func if isinstance(node, ast.Call) else None
    return getattr(function, "id", "") or getattr(function, "attr", "")


@pytest.mark.parametrize(
    "path", sorted(SOURCES.rglob("*.py")), ids=lambda path: path.relative_to(SOURCES).as_posix()
)
def test_what_looks_like_english_is_translated_or_listed(path: Path) -> None:
    """A constant that is translated where it is used stands in the catalogue too."""
    if path.relative_to(SOURCES).as_posix() not in NOT_SAID:
        assert {*prose_in(path)} - {*translations("ru")} - SAID_AS_IT_IS == set()


def test_the_lists_of_english_hold_nothing_else() -> None:
    found = {path.relative_to(SOURCES).as_posix(): {*prose_in(path)} for path in SOURCES.rglob("*.py")}
    told = {module: texts - {*translations("ru")} for module, texts in found.items()}
    assert {module for module in NOT_SAID if not told.get(module)} == set()
    assert SAID_AS_IT_IS - set().union(*told.values()) == set()


def test_nothing_is_translated_that_is_not_said() -> None:
    every, _ = literals()
    sources = {yaml.safe_load(path.read_text(encoding="utf-8"))["source"] for _, path in RULES}
    assert {*translations("ru")} - every - sources - of_click() - {*said_of_help(), *said_of_tools()} == set()


@cache
def of_click() -> frozenset[str]:
    """What click says in a language."""
    trees = [ast.parse(path.read_text("utf-8")) for path in Path(click.__file__).parent.glob("*.py")]
    calls = [node for tree in trees for node in ast.walk(tree) if called(node) in {"_", "ngettext"}]
    return frozenset(text for one in calls for text in texts_in(one)) | {"required"}


def contexts(above: click.Context) -> Iterator[click.Context]:
    """Every command below a context, and that of the context."""
    yield above
    if isinstance(above.command, click.Group):
        for name in above.command.list_commands(above):
            command = above.command.get_command(above, name)
            assert command is not None
            yield from contexts(click.Context(command, above, name))


def said_of_help() -> Iterator[str]:
    """What commands and flags are for, in English, as the catalogue has it."""
    for context in contexts(main.make_context(PROGRAM, ["version"])):
        yield from paragraphs(context.command.help or "")
        options = [one for one in context.command.get_params(context) if isinstance(one, click.Option)]
        yield from (option.help or "" for option in options)


def said_of_tools() -> Iterator[str]:
    """What the tools for language models are for."""
    for name, tool in vars(Tools).items():
        if not name.startswith("_") and name != "resolver" and callable(tool):
            yield from paragraphs(tool.__doc__ or "")


def test_every_help_is_there_in_russian() -> None:
    assert {*said_of_help(), *said_of_tools()} - {*translations("ru")} == set()


def test_a_help_speaks_one_language() -> None:
    """Names of flags, of values and of what stands in backticks aside, each word of it is Russian."""
    with speaking("ru"):
        for context in contexts(main.make_context(PROGRAM, ["version"], terminal_width=1000)):
            for line in context.get_help().splitlines()[1:]:
                told = re.sub(
                    r"`[^`]*`|\[по умолчанию: [^]]*\]",
                    "",
                    re.split(r"^ *-\S.*?(?:  +|$)|^  [a-z]+ +", line)[-1],
                )
                assert CYRILLIC.search(told) or not told.strip(), line


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "--fial"], "Ошибка: Ключа '--fial' нет."),
        (["check", "--jobs", "0"], "Ошибка: Неверное значение '--jobs': 0 вне пределов x>=1."),
        (["bundle", "adopt"], "Ошибка: Не хватает аргумента 'REPLY'."),
    ],
)
def test_a_refusal_speaks_one_language(
    arguments: list[str], said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PROSELINT_T_MESSAGES", "ru")
    with speaking(spoken()):
        assert run(arguments) == ERROR
    told = capsys.readouterr().err
    assert said in told
    assert told.startswith("Использование: ")


@pytest.mark.parametrize("message", translations("ru"))
def test_a_translation_has_the_same_gaps(message: str) -> None:
    assert translations("ru")[message].count("%s") == message.count("%s")
    assert {*BRACES.findall(translations("ru")[message])} - {*BRACES.findall(message)} == set()
    assert CYRILLIC.search(translations("ru")[message]) or message == "Write « → »"


@pytest.mark.parametrize(("rule", "path"), RULES)
def test_rule_files_speak_both_languages(rule: str, path: Path) -> None:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    for key in [key for key in data if key == "why" or key.endswith("message")]:
        assert set(data[key]) == set(SPEAKS), (rule, key)
        words = data[key]["ru"].replace("%s", "")
        assert CYRILLIC.search(words) or not re.search(r"\w", words), (rule, key)
        assert data[key]["ru"].count("%s") == data[key]["en"].count("%s"), (rule, key)


@pytest.mark.parametrize("rule", [rule for rule in Catalog().ids if rule not in NEEDS_NO_EXAMPLE])
def test_every_example_is_reported_in_russian(rule: str) -> None:
    """Letters of the text that is reported do not count: what is left must be Russian."""
    with speaking("ru"):
        found = Catalog().rule(rule)
        for example in found.meta.examples:
            for violation in ExampleTrial(found, example).violations(example.text) if example.spans else ():
                assert CYRILLIC.search(re.sub("«.*?»|`.*?`", "", violation.message)), violation.message
                if violation.fix is not None and violation.fix.applicability is not Applicability.DISPLAY:
                    assert CYRILLIC.search(violation.fix.title)


def test_rules_of_a_review_speak_both_languages() -> None:
    with speaking("ru"):
        assert all(CYRILLIC.search(meta.message) and CYRILLIC.search(meta.why) for meta in review_metas())
    assert not any(CYRILLIC.search(meta.message) for meta in review_metas())


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("ru_RU.UTF-8", "ru"),
        ("ru", "ru"),
        ("Russian_Russia", "ru"),
        ("en_GB", "en"),
        ("de_DE", "en"),
        ("C", "en"),
    ],
)
def test_of_locale(name: str, language: str) -> None:
    assert of_locale(name) == language


def test_the_first_variable_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "")
    monkeypatch.setenv("LC_MESSAGES", "ru_RU.UTF-8")
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    assert of_locale() == "ru"


def test_words_of_the_text_stay_as_they_are() -> None:
    assert fill("100 %% of «%s»", ("5 %% s",)) == "100 % of «5 %% s»"
    assert fill("%s %s", ("a",)) == "a "
    assert fill("%s", ("a", "b")) == "a"


def test_an_unknown_message_stays_english() -> None:
    with speaking("ru"):
        assert translated("no such message: %s", 1) == "no such message: 1"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    (tmp_path / "a.md").write_text("The site is slow.\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with speaking(spoken()):
        yield tmp_path


ENGLISH, RUSSIAN = "Write «website» instead of «site».", "Пишите «website» вместо «site»."
CHECK = ["check", "--select", "english.website", "--output-format", "concise", "a.md"]


class Asked(NamedTuple):
    """What asks for a language: a configuration, flags, variables of the environment."""

    config: str = ""
    flags: tuple[str, ...] = ()
    environment: tuple[tuple[str, str], ...] = ()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (Asked(), ENGLISH),
        (Asked(environment=(("LC_ALL", "ru_RU.UTF-8"),)), RUSSIAN),
        (Asked(environment=(("PROSELINT_T_MESSAGES", "ru"),)), RUSSIAN),
        (Asked("messages: ru"), RUSSIAN),
        (Asked("messages: en", environment=(("LC_ALL", "ru_RU.UTF-8"),)), ENGLISH),
        (Asked("messages: ru", ("--messages", "en")), ENGLISH),
        (Asked("messages: en", environment=(("PROSELINT_T_MESSAGES", "ru"),)), RUSSIAN),
    ],
)
def test_what_chooses_the_language(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    asked: Asked,
    said: str,
) -> None:
    (folder / ".proselint-t.yaml").write_text(asked.config, encoding="utf-8")
    for name, value in asked.environment:
        monkeypatch.setenv(name, value)
    assert run([*CHECK, *asked.flags]) == 1
    assert said in capsys.readouterr().out


def test_what_was_found_is_kept_for_one_language(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A second run finds its violations in the cache: not those of another language."""
    for language, said in (("en", ENGLISH), ("ru", RUSSIAN), ("en", ENGLISH)):
        run([*CHECK, "--messages", language])
        assert said in capsys.readouterr().out


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["check", "--config", "broken.yaml"], "broken.yaml:2:1: selekt: неизвестный ключ «selekt» (может быть, «select»?)"),
        (["check", "--select", "english.websit"], "ошибка: --select: правила или стиля «english.websit» нет"),
        (["check", "absent.md"], "ошибка: absent.md: такого файла или папки нет"),
        (["check", "--explain", "a.md"], "Ошибка: --explain a.md: место пишется ФАЙЛ:СТРОКА"),
        (["map", "a.md", "defects.md"], "ошибка: defects.md:2: point: ожидался один пункт, например «1.3», найдено «slow»"),
        (["edits", "check", "reply.json", "--answer", "a.md", "--defects", "defects.md"], "неверный JSON"),
        (["rules", "test", "own.yaml"], "нет хорошего примера"),
        (["chekc"], "команды «chekc» нет (может быть, «check»?)"),
    ],
)  # fmt: skip
def test_errors_speak_the_language_of_the_user(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: list[str],
    said: str,
) -> None:
    """That of the environment, for a configuration that is broken cannot say it."""
    for name, text in (
        ("broken.yaml", "preset: docs\nselekt: [english]\n"),
        ("defects.md", "1.\nPoint: slow\nRemark: Why?\n"),
        ("reply.json", '{"edits": ['),
        ("own.yaml", "extends: existence\nmessage: No.\ntokens: [slow]\nexamples: [{bad: ⟪slow⟫}]\n"),
    ):
        (folder / name).write_text(text, encoding="utf-8")
    monkeypatch.setenv("LC_ALL", "ru_RU.UTF-8")
    run(command)
    captured = capsys.readouterr()
    assert said in captured.err + captured.out


def test_init_writes_comments_in_the_language_of_the_user(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = {}
    for language in SPEAKS:
        monkeypatch.setenv("PROSELINT_T_MESSAGES", language)
        assert run(["init", "--preset", "docs"]) == 0
        texts[language] = (folder / ".proselint-t.yaml").read_text(encoding="utf-8")
        (folder / ".proselint-t.yaml").unlink()
    assert CYRILLIC.search(texts["ru"])
    assert not CYRILLIC.search(texts["en"])
    assert {yaml.safe_load(text)["preset"] for text in texts.values()} == {"docs"}


def test_fingerprints_know_no_language(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A baseline that was written in one language holds in the other."""
    run([*CHECK, "--messages", "ru", "--baseline", "known.json", "--update-baseline"])
    capsys.readouterr()
    assert run([*CHECK, "--messages", "en", "--baseline", "known.json"]) == 0


def test_a_rule_of_a_user_may_speak_one_language(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "styles" / "own").mkdir(parents=True)
    for name, message in (
        ("one", "No «%s»."),
        ("two", "{ru: Без «%s»., en: No «%s».}"),
        ("three", "{ru: Без «%s».}"),
    ):
        (folder / "styles" / "own" / f"{name}.yaml").write_text(
            f"extends: existence\nmessage: {message}\ntokens: [slow]\n", encoding="utf-8"
        )
    (folder / ".proselint-t.yaml").write_text("styles: [styles]\nselect: [own]\n", encoding="utf-8")
    expected = {
        "en": ["No «slow».", "Без «slow».", "No «slow»."],
        "ru": ["No «slow».", "Без «slow».", "Без «slow»."],
    }
    for language, messages in expected.items():
        run(["check", "a.md", "--messages", language, "--output-format", "concise", "--no-cache"])
        out = capsys.readouterr().out
        found = {line.split()[2]: line.split(" ", 3)[3] for line in out.splitlines() if "own." in line}
        assert found == dict(zip(("own.one", "own.three", "own.two"), messages, strict=True))
