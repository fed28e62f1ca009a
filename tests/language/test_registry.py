"""Languages: each is complete, nobody else knows their codes, and one that spaCy alone knows works by a setting."""

from __future__ import annotations

import ast
from importlib.util import find_spec
from pathlib import Path

import pytest

import proselint_t
from proselint_t import check
from proselint_t.document import parse
from proselint_t.document.sentences import pipeline
from proselint_t.language.registry import LANGUAGES, codes, language
from proselint_t.text.errors import InputError
from proselint_t.text.source import Source

GERMAN = "Am 3. Mai kam z.B. Dr. Vogt ins Haus. Danach ging er um 5 Uhr. „Wirklich?“ fragte sie. Ja!"
SENTENCES = {
    "de": [
        "Am 3. Mai kam z.B. Dr. Vogt ins Haus.",
        "Danach ging er um 5 Uhr.",
        "„Wirklich?“ fragte sie.",
        "Ja!",
    ],
    "zh": ["缓存是冷的。", "我们等着。"],
}


@pytest.mark.parametrize("one", LANGUAGES.values(), ids=lambda one: one.code)
def test_a_language_is_complete(one: object) -> None:
    entry = LANGUAGES[one.code]  # type: ignore[attr-defined]
    assert entry.name[0].isupper()
    assert entry.code in codes()
    if entry.numbers is not None:
        assert find_spec(f"proselint_t.language.{entry.numbers}") is not None
    if not entry.own_sentences:
        assert pipeline(language=entry.code).lang == entry.code


def test_nobody_else_knows_the_codes() -> None:
    root = Path(proselint_t.__file__).parent
    known = [
        f"{path.name}:{node.lineno}"
        for path in root.rglob("*.py")
        if path.parent.name not in {"language", "messages"}
        and path.stem != "speech"  # what the program speaks
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in LANGUAGES
    ]
    assert known == []


def sentences(text: str, code: str | None = None) -> list[str]:
    segment = parse(Source(text), language=code).segments[0]
    assert {sentence.language for sentence in segment.sentences} == {code or "de"}
    return [segment.prose.text[slice(*sentence.span)] for sentence in segment.sentences]


def test_german_sentences_end_where_the_tokenizer_says() -> None:
    assert sentences(GERMAN, "de") == SENTENCES["de"]


def test_scripts_without_white_space_have_ends_too() -> None:
    assert sentences("缓存是冷的。我们等着。", "zh") == SENTENCES["zh"]


@pytest.mark.parametrize("said", ["lang: de", "language: de-AT", "title: Haus\nlang: 'de'"])
def test_front_matter_names_the_language(said: str) -> None:
    assert sentences(f"---\n{said}\n---\n\n{GERMAN}\n") == SENTENCES["de"]


@pytest.mark.parametrize("said", ["lang: en", "lang: ru-RU", "lang: qq", "title: de"])
def test_front_matter_does_not_hide_what_sentences_tell(said: str) -> None:
    document = parse(Source(f"---\n{said}\n---\n\nThe cache is cold. Кэш холодный.\n"))
    assert [sentence.language for sentence in document.segments[0].sentences] == ["en", "ru"]


def test_a_setting_beats_front_matter() -> None:
    document = parse(Source("---\nlang: de\n---\n\nThe cache is cold.\n"), language="en")
    assert document.segments[0].language == "en"


def test_rules_of_other_languages_keep_silent(tmp_path: Path) -> None:
    folder = tmp_path / "styles" / "haus"
    folder.mkdir(parents=True)
    (folder / "seite.yaml").write_text(
        'extends: existence\nmessage: "Schreib «Website» statt «%s»."\nlanguage: de\ntokens: [site]\n',
        encoding="utf-8",
    )
    (tmp_path / ".proselint-t.yaml").write_text(
        "preset: answer\nstyles: [styles]\n"
        "overrides:\n  - {files: '*.de.md', language: de}\n"
        "select: [haus, english.website, typography.digits]\n",
        encoding="utf-8",
    )
    text = "Die site hat three Teile."
    found = {}
    for name in ("a.de.md", "a.md"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        found[name] = {one.rule for one in check(text, path=str(tmp_path / name)).violations}
    assert found["a.de.md"] == {"haus.seite"}
    assert "haus.seite" not in found["a.md"]


def test_a_missing_library_is_named() -> None:
    if find_spec("sudachipy") is not None:
        pytest.skip("the library is there")
    with pytest.raises(InputError, match=r"«ja».*Sudachi"):
        sentences("これは一つ。これは二つ。", "ja")


def test_an_unknown_code() -> None:
    with pytest.raises(KeyError):
        language("qq")
