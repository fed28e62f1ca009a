"""The spaCy side: a component that marks sentence starts, a light tokenizer, and the pipeline of both."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

from spacy import blank
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from proselint_t.document.sentences.rules import boundaries, boundaries_by_tokens
from proselint_t.language.registry import codes, language
from proselint_t.text.errors import InputError
from proselint_t.text.messages import translated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NAME = "proselint_t_sentences"
TEXT = "proselint_t_text"
"""Where the light tokenizer leaves the text: ``doc.text`` would put it together again from tokens."""
_ANY_LENGTH = 1 << 40
"""spaCy's limit guards models against large texts; rules do not mind them."""
_FEW = 10
_GAP = re.compile(r"""(?<=[.!?…‽'"’”»“)\]}*_`])(\s+)""")
"""White space in front of which a sentence could end."""


@Language.component(NAME, assigns=["token.is_sent_start", "doc.sents"])  # type: ignore[untyped-decorator]
def mark_sentence_starts(doc: Doc) -> Doc:
    """Set ``is_sent_start`` by the rules of this package."""
    text = doc.user_data.get(TEXT) or doc.text
    places = [token.idx for token in doc]
    is_foreign = doc.lang_ and doc.lang_ in codes() and not language(doc.lang_).own_sentences
    ends = boundaries_by_tokens(text, places) if is_foreign else boundaries(text)
    starts = {_next_word(text, end) for end in ends[:-1]}
    if not starts.issubset(places):
        doc = _divided(doc, places, sorted(starts.difference(places)))
        places = [token.idx for token in doc]
    if len(starts) > _FEW:
        return _marked_at_once(doc, [place in starts for place in places])
    if len(doc) > 1:
        doc[1].is_sent_start = False  # one annotation is enough for ``doc.sents``
    for index, place in enumerate(places):
        if place in starts:
            doc[index].is_sent_start = True
    return doc


def _marked_at_once(doc: Doc, begins: list[bool]) -> Doc:
    """Setting ``is_sent_start`` looks at the whole document each time; an array of all tokens is linear."""
    import numpy as np  # noqa: PLC0415 - spaCy has loaded it

    marks = np.where(begins, 1, -1).astype("int64")
    marks[0] = 1
    return doc.from_array([SENT_START], marks.view("uint64").reshape(-1, 1))


def _divided(doc: Doc, places: list[int], starts: list[int]) -> Doc:
    """The same text with a token for every start: `end.Next` is one for any tokenizer.

    A new document, because the retokenizer moves all later tokens at each division.
    """
    cuts: dict[int, list[int]] = {}
    for start in starts:
        index = bisect_right(places, start) - 1
        cuts.setdefault(index, []).append(start - places[index])
    words: list[str] = []
    spaces: list[bool] = []
    for token in doc:
        edges = [0, *cuts.get(token.i, ()), len(token)]
        words += [token.text[start:end] for start, end in pairwise(edges)]
        spaces += [False] * (len(edges) - 2) + [bool(token.whitespace_)]
    return Doc(doc.vocab, words=words, spaces=spaces, user_data=doc.user_data)


def _next_word(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


class LightTokenizer:
    """Tokens that reach from one possible end of a sentence to the next.

    Enough for the places of sentences, and ten times faster than the stock tokens.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        for piece in _GAP.split(text):
            if piece == " " and words:
                spaces[-1] = True
            elif piece:
                words.append(piece)
                spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces, user_data={TEXT: text})

    def pipe(self, texts: Iterable[str], **_: Any) -> Iterator[Doc]:
        return map(self, texts)


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


@cache
def pipeline_of(code: str) -> Language:
    """SpaCy's own tokens of a language, and our component behind them.

    Raises :class:`InputError` where the tokenizer of the language needs a library that is missing.
    """
    try:
        nlp = blank(code)
    except ImportError as error:
        raise InputError(
            translated("sentences of the language «%s» cannot be cut: %s", code, error)
        ) from None
    nlp.max_length = _ANY_LENGTH
    nlp.add_pipe(NAME)
    return nlp
