"""What is masked in prose, exactly and in linear time."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proselint_t.document.annotations.masks import with_masks
from proselint_t.text.prose import Prose

MASKS = [
    ("See https://example.com/a?b=c#d.", ["https://example.com/a?b=c#d"]),
    ("(see http://example.com/a_(b), ftp://x.y/z)", ["http://example.com/a_(b)", "ftp://x.y/z"]),
    ("WWW.EXAMPLE.COM, www.example.com/a!", ["WWW.EXAMPLE.COM", "www.example.com/a"]),
    ("postgres://user:word@db.local:5432/main", ["postgres://user:word@db.local:5432/main"]),
    ("mailto:jo@example.org and tel:+49123", ["mailto:jo@example.org", "tel:+49123"]),
    ("data:image/png;base64,AAAA= ok", ["data:image/png;base64,AAAA="]),
    ("Note:this data:that urn alone", []),
    ("https://example.com/Moore's_law's.", ["https://example.com/Moore's_law's"]),
    ("Write to first.last+tag@mail.example.co.uk.", ["first.last+tag@mail.example.co.uk"]),
    ("@name, a@b, user@ and @scope/name", ["@name", "@scope/name"]),
    (
        "Try example.com, sub.example.co.uk/a and пример.рф.",
        ["example.com", "sub.example.co.uk/a", "пример.рф"],
    ),
    ("example.com:8080/a, docs.rs, example.rs/a", ["example.com:8080/a", "docs.rs", "example.rs/a"]),
    ("Node.js, ASP.NET, System.Net, end.In the", []),
    ("BOOKING.COM but the product Booking.com", ["BOOKING.COM"]),
    ("https:// and http: and ://x", []),
]

FILES = [
    ("main.rs, docs/a.md and .env", ["main.rs", "docs/a.md", ".env"]),
    ("see https://example.com/a.md and example.com/b.html", []),
    ("jo@example.zip and Node.js", []),
    ("crates.io/main.rs", []),
    ("look into a.md... and into .env..", ["a.md", ".env"]),
]


@pytest.mark.parametrize(("text", "masks"), MASKS)
def test_addresses(text: str, masks: list[str]) -> None:
    assert [text[span.start : span.end] for span in with_masks(Prose(text)).masks] == masks


@pytest.mark.parametrize(("text", "files"), FILES)
def test_file_names(text: str, files: list[str]) -> None:
    assert [text[span.start : span.end] for span in with_masks(Prose(text)).files] == files


@pytest.mark.parametrize("marks", ["''", '""', "«»", "“”", "„“", "‘’", "‹›"])
@pytest.mark.parametrize(
    "inner", ["https://example.com/a", "www.example.com", "jo@example.com", "a/main.rs", "example.com"]
)
def test_quotation_marks_do_not_matter(marks: str, inner: str) -> None:
    prose = with_masks(Prose(f"It is {marks[0]}{inner}{marks[1]}, {marks[0]}{inner}{marks[1]}."))
    assert [prose.text[span.start : span.end] for span in (*prose.masks, *prose.files)] == [inner, inner]


@given(st.text(alphabet="ab.c/@:-_ «»\"'()[]\\~rsfileом\n", max_size=80))
def test_masks_are_sorted_and_apart(text: str) -> None:
    prose = with_masks(Prose(text))
    assert prose.text.replace("—", "-") == text
    spans = sorted((*prose.masks, *prose.files))
    assert all(not span.empty for span in spans)
    assert all(left.end <= right.start for left, right in pairwise(spans))
    assert list(prose.masks) == sorted(prose.masks)
    assert list(prose.files) == sorted(prose.files)


ADVERSARIAL = [
    *(
        "a.",
        "a/",
        "a@",
        "a:",
        ".",
        "/",
        "@",
        ":",
        "a-",
        "a_",
        "_.",
        "-.",
        "..",
        "a..",
        "((",
        "[[",
        "[[a",
        "%",
        "~/",
        "'",
    ),
    *(
        "http://",
        "http://(",
        "http://a(",
        "www.",
        "x@y.",
        "mailto:",
        "data:a/",
        "a.com",
        "a.com/",
        "a.com:1",
        "a'",
    ),
    *("C:\\", "C:\\A ", "\\\\", "file", "file ", "a.map", "a.c", "$a.", "a.py/", "a.log ", "<a.h>", "aфайл "),
]


@given(st.sampled_from(ADVERSARIAL), st.sampled_from(ADVERSARIAL))
@settings(deadline=None)
def test_adversarial_text_is_masked_in_order(first: str, second: str) -> None:
    """How long such texts take is measured by ``benchmarks/linear.py``."""
    prose = with_masks(Prose(((first + second) * 20_000)[:20_000]))
    spans = sorted((*prose.masks, *prose.files))
    assert all(one.end <= other.start for one, other in pairwise(spans))
