"""Sentences of a block of prose, by a spaCy pipeline with our own component.

spaCy is imported when a text with an inner candidate is split, and not before.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from proselint_t.document.sentences.candidates import CANDIDATE, full_stop
from proselint_t.text.derived import derived
from proselint_t.text.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Literal

    from spacy.language import Language as Pipeline


__all__ = ["has_inner_candidate", "is_small_name", "pipeline", "sentence_ends"]

_LONG = 100_000
"""Characters from which on our rules are asked without spaCy around them, whose document takes eight times
the room of the text; the answer is the same."""
_WORD = pattern(r"\w+")
_INNER_CAPITAL = pattern(r"[a-z]+[A-Z]")


def has_inner_candidate(text: str, language: str | None = None) -> bool:
    """Whether a text could hold more than one sentence; cheap, and without spaCy."""
    last = len(text.rstrip())
    if any(match.end() < last for match in CANDIDATE.finditer(text)):
        return True
    if language is not None:
        return any(match.end() < last for match in full_stop().finditer(text))
    return ":)" in text or ";)" in text or "))" in text or text[:1] in "•⁃▪·"


def sentence_ends(text: str, language: str | None = None) -> list[int]:
    """Exclusive ends, in code points, of the sentences of one block of prose; the last is its length.

    An end stands right behind the final mark and what closes there; white space between sentences belongs
    to the next. Code, URLs and :data:`proselint_t.text.prose.MASK` never end a sentence. Empty text has none.
    ``language`` is the code of one whose sentences spaCy's tokenizer tells; raises :class:`InputError` where
    that needs a library that is missing.
    """
    if not text:
        return []
    if not has_inner_candidate(text, language):
        return [len(text)]
    key = text if language is None else f"{language}\0{text}"
    return derived("ends", key, lambda: _found_ends(text, language))


def _found_ends(text: str, language: str | None) -> list[int]:
    if language is None and len(text) > _LONG:
        from proselint_t.document.sentences.rules import boundaries  # noqa: PLC0415 - few texts are

        found = boundaries(text)
    else:
        found = [sentence.end_char for sentence in pipeline(language=language)(text).sents]
    ends = dict.fromkeys(_without_space(text, end) for end in found[:-1])
    return [*(end for end in ends if end), len(text)]


def is_small_name(text: str, start: int) -> bool:
    """Whether a name begins at an offset that keeps its small letter anywhere: `iOS`, `npm`."""
    from proselint_t.document.sentences.lists import splitter_words  # noqa: PLC0415 - most lines begin otherwise

    match = _WORD.match(text, start)
    return match is not None and (
        _INNER_CAPITAL.match(match.group()) is not None or match.group() in splitter_words().small_names
    )


def _without_space(text: str, end: int) -> int:
    while end and text[end - 1].isspace():
        end -= 1
    return end


@cache
def pipeline(tokenizer: Literal["light", "stock"] = "light", language: str | None = None) -> Pipeline:
    """The spaCy pipeline; ``stock`` keeps spaCy's own tokens for rules that need them.

    With a ``language`` it is that of spaCy for it, ``stock`` always. Raises :class:`InputError` where its
    tokenizer needs a library that is missing.
    """
    with _no_command_line():
        from proselint_t.document.sentences import component  # noqa: PLC0415 - half a second

    return component.pipeline(tokenizer) if language is None else component.pipeline_of(language)


@contextmanager
def _no_command_line() -> Iterator[None]:
    """Inside, `import spacy` does not load spaCy's own command line: a third of its time, for one name.

    Whoever asks for that name or for the command line later gets it.
    """
    if "spacy" in sys.modules:
        yield
        return
    line, about = ModuleType("spacy.cli"), ModuleType("spacy.cli.info")
    about.__dict__["info"] = _info
    sys.modules.update({"spacy.cli": line, "spacy.cli.info": about})
    try:
        yield
    finally:
        del sys.modules["spacy.cli"], sys.modules["spacy.cli.info"]


def _info(*arguments: object, **options: object) -> object:
    """`spacy.info`, loaded when it is called."""
    return import_module("spacy.cli.info").info(*arguments, **options)
