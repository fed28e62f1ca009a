"""The spaCy side: a component that marks sentence starts, a light tokenizer, and the pipeline of both."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from spacy.attrs import IDX, SENT_START
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from proselint_t.document.sentences.candidates import GLUE
from proselint_t.document.sentences.rules import boundaries

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NAME = "proselint_t_sentences"
TEXT = "proselint_t_text"
"""Where the light tokenizer leaves the text: ``doc.text`` would put it together again from tokens."""
_ANY_LENGTH = 1 << 40
"""spaCy's limit guards models against large texts; rules do not mind them."""
_FEW = 10
_TOKEN = re.compile(r"\S+|\s+")
_OTHER_SPACE = re.compile(r"[^\S ]")
_MAY_GLUE = re.compile(r"""[.!?…»”")][^\W\d_«“(]|[.!?…][«“(]""")
"""A cheap test before the exact pattern."""


@Language.component(NAME, assigns=["token.is_sent_start", "doc.sents"])  # type: ignore[untyped-decorator]
def mark_sentence_starts(doc: Doc) -> Doc:
    """Set ``is_sent_start`` by the rules of this package."""
    if len(doc) < 2:
        return doc
    text = doc.user_data.get(TEXT) or doc.text
    starts = [_next_word(text, end) for end in boundaries(text)[:-1]]
    if len(starts) > _FEW:
        return _marked_at_once(doc, starts)
    doc[1].is_sent_start = False  # one annotation is enough for ``doc.sents``
    for start in starts:
        if start < len(text):
            doc.char_span(start, start + 1, alignment_mode="expand")[0].is_sent_start = True
    return doc


def _marked_at_once(doc: Doc, starts: list[int]) -> Doc:
    """``char_span`` looks at the whole document each time; an array of all tokens is linear."""
    import numpy as np  # noqa: PLC0415 - spaCy has loaded it

    places = doc.to_array(IDX).astype("int64")
    tokens = np.searchsorted(places, starts, side="right") - 1
    marks = np.full((len(doc), 1), -1, dtype="int64")
    marks[tokens[np.asarray(starts) < places[-1] + len(doc[-1])]] = 1
    marks[0] = 1
    return doc.from_array([SENT_START], marks.view("uint64"))


def _next_word(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


class LightTokenizer:
    """White-space tokens, divided where a sentence may end without white space (`end.Next`).

    Enough for the places of sentences, and four times faster than the stock tokens.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        words = text.split(" ")
        if "" in words or _OTHER_SPACE.search(text):
            words = [part for token in _TOKEN.findall(text) for part in GLUE.split(token)]
            spaces = [False] * len(words)
        elif _MAY_GLUE.search(text):
            words, spaces = _divided(words)
        else:
            spaces = [True] * len(words)
            spaces[-1] = False
        return Doc(self.vocab, words=words, spaces=spaces, user_data={TEXT: text})

    def pipe(self, texts: Iterable[str], **_: Any) -> Iterator[Doc]:
        return map(self, texts)


def _divided(words: list[str]) -> tuple[list[str], list[bool]]:
    """Words divided where sentences are glued, and for each part whether a space follows."""
    parts: list[str] = []
    spaces: list[bool] = []
    for word in words:
        if _MAY_GLUE.search(word):
            pieces = GLUE.split(word)
            parts += pieces
            spaces += [False] * len(pieces)
            spaces[-1] = True
        else:
            parts.append(word)
            spaces.append(True)
    spaces[-1] = False
    return parts, spaces


def processed(text: str) -> Doc:
    """The text through the pipeline, without what ``Language.__call__`` does for pipelines that may fail."""
    nlp = pipeline()
    doc = nlp.make_doc(text)
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


@cache
def pipeline(tokenizer: Literal["light", "stock"] = "light") -> Language:
    """One pipeline for mixed text; ``stock`` keeps spaCy's own tokens for rules that need them."""
    if tokenizer == "stock":
        nlp = Language(max_length=_ANY_LENGTH)
    else:
        # No lexical attributes and no tokenizer rules: a quarter of the time of `spacy.blank`.
        vocab = Vocab(lex_attr_getters={})
        nlp = Language(vocab, max_length=_ANY_LENGTH, create_tokenizer=lambda nlp: LightTokenizer(nlp.vocab))
    nlp.add_pipe(NAME)
    return nlp
