"""A rule explained to a person, or listed for a program: everything from its own file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.rule import Example, RuleMeta


def review_metas() -> Iterator[RuleMeta]:
    """The rules of a review, which have no files, in the form of those that have."""
    from proselint_t.edits import Applicability  # noqa: PLC0415
    from proselint_t.review.faults import WHY  # noqa: PLC0415
    from proselint_t.rule import RuleMeta, Severity  # noqa: PLC0415

    for rule, why in WHY.items():
        message = f"{why.partition('. ')[0].rstrip('.')}."
        yield RuleMeta(
            rule.value,
            "review",
            message,
            Severity(rule.severity),
            fix=Applicability.DISPLAY,
            why=why,
            source="house style",
        )


def explain(meta: RuleMeta) -> Iterator[str]:
    """The lines of an explanation: what, why, examples, settings, fix, source."""
    yield f"{meta.id} ({meta.severity})"
    yield f"  {meta.message}"
    if meta.why and meta.why != meta.message:
        yield from ("", *_paragraph(meta.why))
    yield from _examples(meta)
    if meta.settings:
        yield from ("", "Settings")
        yield from (f"  {name}: {_plain(value)}" for name, value in meta.settings.items())
    yield ""
    yield from (f"{name:<11}{value}" for name, value in _facts(meta) if value)


def _paragraph(text: str) -> list[str]:
    import textwrap  # noqa: PLC0415

    return textwrap.wrap(" ".join(text.split()), 88)


def _examples(meta: RuleMeta) -> Iterator[str]:
    bad = [example for example in meta.examples if example.spans]
    good = [example for example in meta.examples if not example.spans]
    if bad:
        yield from ("", "Reported")
        for example in bad:
            yield from _indented(_marked(example))
            if example.fixed is not None:
                yield from _indented(example.fixed, "    → ")
    if good:
        yield from ("", "Left alone")
        for example in good:
            yield from _indented(example.text)


def _marked(example: Example) -> str:
    """The text with the marks of the rule file put back."""
    parts, position = [], 0
    for span in example.spans:
        parts += [example.text[position : span.start], "⟪", example.text[span.start : span.end], "⟫"]
        position = span.end
    return "".join([*parts, example.text[position:]])


def _indented(text: str, head: str = "  ") -> list[str]:
    first, *rest = text.split("\n")
    return [head + first, *(" " * len(head) + line for line in rest)]


def _facts(meta: RuleMeta) -> Iterator[tuple[str, str]]:
    languages = {"en": "English sentences", "ru": "Russian sentences", "any": "all sentences"}
    yield "Kind", meta.kind
    yield "Language", languages[meta.language]
    yield "Scope", ", ".join(meta.scope)
    yield "Quotations", {"skip": "left alone", "check": "checked"}[meta.quotations]
    yield "Fix", meta.fix.value
    yield "Source", meta.source
    yield "Link", meta.link
    yield "File", meta.path


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_plain, value)) + "]"
    return str(value)


def described(meta: RuleMeta) -> dict[str, Any]:
    """A rule as the data of `rule --output-format json`."""
    return {
        "id": meta.id,
        "kind": meta.kind,
        "severity": meta.severity.value,
        "message": meta.message,
        "language": meta.language,
        "quotations": meta.quotations,
        "scope": list(meta.scope),
        "fix": meta.fix.value,
        "why": " ".join(meta.why.split()),
        "source": meta.source,
        "link": meta.link or None,
        "settings": dict(meta.settings.items()),
        "path": meta.path or None,
    }


def one_line(meta: RuleMeta, width: int) -> str:
    """A rule as a line of the list; ``width`` is that of the longest id."""
    return f"{meta.id:<{width}}  {meta.severity.value:<10} {meta.message}"
