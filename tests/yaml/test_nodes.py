"""YAML as nodes: words stay words, every fault has a place, nothing untrusted can hurt."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from proselint_t.text.derived import keeping_derived
from proselint_t.text.errors import ConfigError
from proselint_t.text.limits import BOUNDS, MAX_LEVELS
from proselint_t.yaml.reading import read_kept, read_yaml

DEEPEST = BOUNDS[MAX_LEVELS].usual


def test_words_stay_words() -> None:
    keys = read_yaml("no: on\nversion: 1.10\ndate: 2026-01-02\noct: 010\nyes: '5'", "f").mapping()
    values = {key: node.text() for key, node in keys.items()}
    assert values == {"no": "on", "version": "1.10", "date": "2026-01-02", "oct": "010", "yes": "5"}


def test_nodes_know_their_places() -> None:
    root = read_yaml("a:\n  - x\n  - b: y\n", "f.yaml")
    node = root.mapping()["a"].items()[1].mapping()["b"]
    assert (node.line, node.column, node.key) == (3, 8, "a[1].b")
    assert root.at("a[1].b") is node
    assert root.at("a[7].b") is root.mapping()["a"]


class _Kept(dict[tuple[str, str], str]):
    """Keeps what is derived as a store does: as JSON."""

    def derived(self, kind: str, text: str) -> Any:
        return json.loads(self.get((kind, text), "null"))

    def keep_derived(self, kind: str, text: str, value: Any) -> None:
        self[kind, text] = json.dumps(value)


_PIECES = [
    "a",
    "b",
    "1",
    "no",
    "~",
    ": ",
    ":\n",
    "\n",
    "  ",
    "- ",
    "[",
    "]",
    ", ",
    "{",
    "}",
    "'",
    '"',
    "# c",
    "é",
]


@given(st.lists(st.sampled_from(_PIECES), max_size=14).map("".join))
@example("a:\n  - x\n  - b: {y: '5', z: [1, []]}\n")
def test_what_is_kept_of_a_text_is_what_it_holds(text: str) -> None:
    with suppress(ConfigError), keeping_derived(_Kept()):
        root = read_yaml(text, "f.yaml")
        assert read_kept(text, "f.yaml") == root
        assert read_kept(text, "f.yaml") == root
        assert read_kept(text, "g.yaml").place.path == "g.yaml"


@pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n", "\ufeff"])
def test_nothing_is_an_empty_mapping(text: str) -> None:
    assert read_yaml(text, "f").mapping() == {}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\na: 2", "f:2:1: the key «a» stands here twice"),
        ("a: &x 1\nb: *x", "f:2:4: anchors and aliases are not used here"),
        ("a: [1, 2", "f:2:1: not valid YAML"),
        ("a: 1\n--- \nb: 2", "f:2:1: a file holds one document"),
        ("? [a]\n: b", "f:1:3: a key must be text"),
        ("\tx: 1", "f:1:1: not valid YAML"),
        ("[" * (DEEPEST + 1), f"f:1:{DEEPEST + 1}: nested deeper"),
        ("[" * 100_000, "nested deeper"),
        ("- " * 100_000, "nested deeper"),
        (
            "a: " + "x" * 1_000_000,
            "f: it holds more than 1,000,000 characters (PROSELINT_T_MAX_CHARACTERS sets",
        ),
        ("a: \x00", "not valid YAML"),
    ],
)
def test_faults(text: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read_yaml(text, "f")
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("text", "read", "message"),
    [
        ("a: [1]", lambda node: node.text(), "f:1:4: a: expected text, found a list"),
        ("a: maybe", lambda node: node.boolean(), "f:1:4: a: expected true or false, found «maybe»"),
        ("a: 1.5", lambda node: node.integer(), "f:1:4: a: expected a whole number, found «1.5»"),
        ("a: x", lambda node: node.items(), "f:1:4: a: expected a list, found «x»"),
        ("a: x", lambda node: node.mapping(), "f:1:4: a: expected keys and values, found «x»"),
        ("a: errr", lambda node: node.choice(["error"]), "unknown value «errr» (did you mean «error»?)"),
        (
            "a: {levle: x}",
            lambda node: node.refuse_unknown(["level"]),
            "f:1:5: a.levle: unknown key «levle» (did you",
        ),
    ],
)
def test_wrong_types(text: str, read: object, message: str) -> None:
    node = read_yaml(text, "f").mapping()["a"]
    assert callable(read)
    with pytest.raises(ConfigError) as caught:
        read(node)
    assert message in str(caught.value)


def test_plain_values() -> None:
    node = read_yaml("a: {t: true, n: 5, q: '5', s: no, l: [1, x]}", "f").mapping()["a"]
    assert node.plain_value() == {"t": True, "n": 5, "q": "5", "s": "no", "l": [1, "x"]}


@given(st.text(alphabet="ab:- \n[]{}&*!|>'\"#?,%@`\t", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(ConfigError):
        read_yaml(text, "f")
