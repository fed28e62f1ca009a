"""Whether a stretch of text says something: has a finite verb, as a sentence does and a title does not."""

from __future__ import annotations

import re

from proselint_t.text.patterns import pattern

_RUSSIAN = pattern(r"[а-яё]+(?:-[а-яё]+)*", re.IGNORECASE)
_ENGLISH = pattern(
    r"""\b(?:am|is|are|was|were|has|have|had|does|do|did|will|would|can|cannot|could|may|might|must|shall|should
      | I|we|you|he|she|it|they|there)\b
      | \b\w+n['’]t\b | \b\w+['’](?:s|re|ve|ll|d|m)[ ](?:a|an|the|not|been|\w+ing|\w+ed)\b
      | \b(?:the|an?|this|that|each|every|no|your|our|my|its)[ ](?:\w+[ ])?\w*[^\Ws][ ]\w+[^\Wus]s\b""",
    re.VERBOSE | re.IGNORECASE,
)
"""There is no tagger: auxiliaries, subjects and `the worker fills` decide."""
_SAYS = frozenset({"VERB", "PRED", "PRTS", "ADJS"})


def has_finite_verb(text: str) -> bool:
    """Whether a finite verb, or what stands for one, is among the words of a text in English or Russian."""
    if _ENGLISH.search(text) is not None:
        return True
    words = _RUSSIAN.findall(text)
    if not words:
        return False
    from proselint_t.language.morphology import parses  # noqa: PLC0415 - not for English

    return any(parses(word.lower())[0].part_of_speech in _SAYS for word in words)
