"""Sentences: golden cases, every listed abbreviation, properties, and the floors on labelled text."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from proselint_t.document.model import Block, BlockKind, SegmentText
from proselint_t.document.segments import Segment
from proselint_t.document.sentences import has_inner_candidate, pipeline, sentence_ends
from proselint_t.document.sentences.lists import splitter_words
from proselint_t.text.prose import MASK, Prose
from tests.conftest import ROOT

GOLDEN = yaml.safe_load(Path(__file__).with_name("sentences.yaml").read_text(encoding="utf-8"))
CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"


def sentences(text: str) -> list[str]:
    ends = sentence_ends(text)
    return [text[start:end].strip() for start, end in zip([0, *ends], ends, strict=False)]


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: case[0][:40])
def test_golden(case: list[str]) -> None:
    assert sentences(" ".join(case).replace("▮", MASK)) == [one.replace("▮", MASK) for one in case]


@pytest.mark.parametrize("word", sorted(splitter_words().never_ends - splitter_words().also_words))
def test_a_full_stop_that_never_ends(word: str) -> None:
    russian = word[0] in CYRILLIC
    text = f"Это слово {word}. Ромашка растёт." if russian else f"The word {word}. Camomile grows."
    assert len(sentences(text)) == 1


@pytest.mark.parametrize("word", sorted(splitter_words().before_number))
def test_a_number_behind_an_abbreviation(word: str) -> None:
    russian = word[0] in CYRILLIC
    text = f"Смотрите {word}. 5 и далее." if russian else f"See {word}. 5 and more."
    assert len(sentences(text)) == 1


@pytest.mark.parametrize("word", sorted(splitter_words().starters))
def test_words_that_begin_a_sentence(word: str) -> None:
    start = word.capitalize()
    text = (
        f"Он видел Рим и т. п. {start} было так." if word[0] in CYRILLIC else f"It was 5 p.m. {start} it was."
    )
    assert len(sentences(text)) == 2


PIECES = st.sampled_from([*"abC Жж.!?…»\")(]'`*1 \n\t", MASK, "e.g. ", "т. е. ", "🤔", "[^1] "])


@given(st.lists(PIECES, max_size=60).map("".join))
@settings(max_examples=400, deadline=None)
def test_ends_divide_any_text(text: str) -> None:
    ends = sentence_ends(text)
    assert ends == sorted(set(ends))
    assert (ends[-1] if ends else 0) == len(text)
    if len(ends) > 1:
        assert has_inner_candidate(text)
        assert all(text[start:end].strip() for start, end in zip([0, *ends], ends[:-1], strict=False))


MORE_PIECES = st.one_of(PIECES, st.sampled_from(["1. ", "2. ", "b) ", ":) ", "Mr. ", "A word. "]))


@given(st.lists(MORE_PIECES, max_size=60))
@settings(max_examples=400, deadline=None)
def test_the_rules_without_spacy_find_the_same_sentences(pieces: list[str]) -> None:
    text = "".join(pieces)
    expected = sentence_ends(text)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("proselint_t.document.sentences._LONG", 0)
        assert sentence_ends(text) == expected


@given(st.lists(st.one_of(MORE_PIECES, st.sampled_from([" :D ", " xp ", "• ", " Ab "])), max_size=30))
@settings(max_examples=400, deadline=None)
def test_a_capital_tells_whether_it_begins_a_sentence(pieces: list[str]) -> None:
    text = "".join(pieces)
    block = Block(BlockKind.PARAGRAPH, (), 0, 1)
    segment = Segment(SegmentText(block, Prose(text)), sentence_ends, None)
    starts = {sentence.span.start for sentence in segment.sentences}
    for at in (at for at, character in enumerate(text) if character.isupper()):
        assert segment.begins_sentence(at) is (at in starts)


def test_the_stock_tokenizer_finds_the_same_sentences() -> None:
    text = "The cache is warm (see p. 5). It was filled by «cron». Кэш прогрет. Он полон."
    light = [sentence.text.strip() for sentence in pipeline()(text).sents]
    stock = [sentence.text.strip() for sentence in pipeline("stock")(text).sents]
    assert light == stock == sentences(text)


def test_spacy_is_loaded_only_for_an_inner_candidate() -> None:
    code = (
        "import sys\n"
        "from proselint_t.document.sentences import sentence_ends\n"
        "assert sentence_ends('One sentence, e.g. this') and 'spacy' in sys.modules\n"
    )
    quiet = code.replace("One sentence, e.g. this", "One sentence.").replace(
        "and 'spacy' in", "and 'spacy' not in"
    )
    for program in (code, quiet):
        subprocess.run([sys.executable, "-c", program], check=True)


def test_spacy_comes_without_its_command_line_and_gives_it_to_whoever_asks() -> None:
    code = (
        "import sys\n"
        "from proselint_t.document.sentences import pipeline\n"
        "pipeline()\n"
        "assert not any(name.startswith('spacy.cli') for name in sys.modules)\n"
        "import spacy, spacy.cli\n"
        "assert spacy.cli.info and spacy.info(silent=True)['spacy_version'] == spacy.__version__\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_floors_on_labelled_text(shared: Path) -> None:
    files = sorted((shared / "data" / "sentences").glob("*-dev.jsonl"))
    command = [sys.executable, ROOT / "benchmarks" / "sentences.py", *files, "--floors"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
