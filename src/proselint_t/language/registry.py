"""The languages of sentences: one object each, and everything else asks for it here.

English and Russian have number words, inflection and rules of their own, and are told by their words. Any
other language that spaCy knows is named by a setting (`language: de`), or by `lang: de` in the front matter
of a document: its sentences are cut with spaCy's tokenizer for it, and rules with `language: de` read them.
Another language at the depth of English is an entry of :data:`LANGUAGES`, with the modules that it names.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from proselint_t.text.messages import translated
from proselint_t.text.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

_CODE = pattern(r"[a-z]{2,3}")


class Language(NamedTuple):
    """What is known of a language.

    ``code`` is what spaCy and `lang` attributes call it (ISO 639), ``name`` its English name. ``told`` says
    whether its sentences are recognised by their words.
    ``own_sentences``: whether our rules cut them, rather than the exceptions of spaCy's tokenizer.
    ``numbers`` is the module with its number words, beside this one.
    """

    code: str
    name: str
    told: bool = False
    own_sentences: bool = False
    numbers: str | None = None


ENGLISH = Language("en", "English", told=True, own_sentences=True, numbers="numbers_en")
RUSSIAN = Language("ru", "Russian", told=True, own_sentences=True, numbers="numbers_ru")
GERMAN = Language("de", "German")

LANGUAGES: dict[str, Language] = {one.code: one for one in (ENGLISH, RUSSIAN, GERMAN)}
"""The languages of which we know more than their code."""
ANY = "any"
"""What stands for every language in a rule file."""
TOLD = tuple(code for code, one in LANGUAGES.items() if one.told)
OTHER = "other"
"""The code of a stretch that is neither English nor Russian, where nobody has said what it is."""


def language(code: str) -> Language:
    """The language of a code; one that spaCy alone knows is called by it. Raises ``KeyError``."""
    if code in LANGUAGES:
        return LANGUAGES[code]
    if code in codes():
        return Language(code, f"`{code}`")
    raise KeyError(code)


def name_of(code: str) -> str:
    """What messages call the language of a sentence."""
    return translated("another language" if code == OTHER else language(code).name)


def names_of(languages: Iterable[str]) -> str:
    """Several of them in words."""
    return translated(" and ").join(map(name_of, languages))


@cache
def codes() -> tuple[str, ...]:
    """The codes of all languages: ours first, then those that spaCy has a folder for. Loads no spaCy."""
    spec = find_spec("spacy")
    folders = spec.submodule_search_locations if spec is not None else None
    found = {
        path.name
        for folder in folders or ()
        for path in Path(folder, "lang").iterdir()
        if _CODE.fullmatch(path.name) and path.is_dir()
    }
    return (*LANGUAGES, *sorted(found.difference(LANGUAGES)))
