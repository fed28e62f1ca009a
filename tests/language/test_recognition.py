"""The language of what is written in Latin letters: by its own words, else by those of the document."""

import pytest

from proselint_t import check
from proselint_t.document import parse
from proselint_t.language.recognition import language_of_sentence
from proselint_t.text.source import Source


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The cache is cold.", "en"),
        ("Open the café on the site of El Paso.", "en"),
        ("El servidor está frío y la cola es larga.", "other"),
        ("O servidor não responde quando a fila cresce.", "other"),
        ("Der Server ist kalt und die Schlange lang.", "other"),
        ("Le serveur est froid et la file est longue.", "other"),
        ("Serwer nie działa, bo kolejka jest pełna.", "other"),
        ("Cache", "whole"),
        ("Der Cache", "whole"),
        ("the Server (der Server)", "whole"),
    ],
)
def test_words_tell_the_language(text: str, language: str) -> None:
    assert language_of_sentence(text, lambda: "whole") == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Кэш холодный, очередь длинная.", "ru"),
        ("Кэш города Түркістан холодный, очередь на сервере длинная.", "ru"),
        ("Ѣ и Ѳ значат кэш и очередь.", "ru"),
        ("Сервер не відповідає, бо черга довга і їй немає кінця.", "other"),
        ("Сервер жауап бермейді, өйткені кезек ұзын.", "other"),
    ],
)
def test_letters_tell_the_languages_of_cyrillic(text: str, language: str) -> None:
    assert parse(Source(text)).segments[0].language == language


@pytest.mark.parametrize(
    ("first", "language"), [("A fila não é longa e o disco é novo.", "other"), ("", "en")]
)
def test_what_does_not_tell_takes_the_language_of_the_document(first: str, language: str) -> None:
    document = parse(Source(f"{first}\n\n## Site\n\n```\nthe site is of the user\n```\n"))
    assert document.segments[-1].language == language


def test_addresses_are_words_of_no_language() -> None:
    links = "\n".join(f"* [Name](https://a.com/de/{n}.com): site design" for n in range(9))
    assert parse(Source(links)).segments[-1].language == "en"


def test_a_paragraph_in_another_language_is_left_alone_in_an_english_text() -> None:
    text = "The site is up.\n\nO site da loja não está no ar.\n"
    found = check(text, preset="answer", select=["english.website"])
    assert [violation.span.start for violation in found.violations] == [text.index("site")]


def test_latin_words_of_a_russian_text_are_english() -> None:
    segment = parse(Source("Кэш холодный. The cache is cold.")).segments[0]
    assert [sentence.language for sentence in segment.sentences] == ["ru", "en"]
