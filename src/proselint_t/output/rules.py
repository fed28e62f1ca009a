"""A rule as it is told: to a person at a terminal, to a program as data, and as a page of Markdown."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from proselint_t.config import presets_with
from proselint_t.language.registry import ANY, names_of
from proselint_t.lint.rule_tests import said_of
from proselint_t.rules.files import page_of, review_metas
from proselint_t.rules.review import REVIEW
from proselint_t.text.edits import Applicability
from proselint_t.text.marks import in_fence
from proselint_t.text.messages import translated

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from proselint_t.rules.files import Catalog
    from proselint_t.rules.rule import Example, RuleMeta


@dataclass(frozen=True, slots=True)
class RuleText:
    """A rule as it is told: what its file says, and ``said``, its message with the words of an example."""

    meta: RuleMeta
    said: str


def rule_text(rule: str, catalog: Catalog) -> RuleText:
    """A rule of a style or of a review. Raises as :meth:`Catalog.rule` does."""
    review = next((meta for meta in review_metas() if meta.id == rule), None)
    if review is not None:
        return RuleText(review, review.message)
    found = catalog.rule(rule)
    return RuleText(found.meta, said_of(found))


def markdown(
    told: RuleText, more: Callable[[Sequence[Example]], Iterator[str]] = lambda _examples: iter(())
) -> Iterator[str]:
    """The lines of a page; ``more`` gives lines to show below the examples that are reported."""
    meta = told.meta
    yield f"# {meta.id}"
    yield from ("", f"**{told.said}**")
    if meta.why and meta.why.strip() != told.said:
        yield from ("", " ".join(meta.why.split()))
    yield ""
    yield from (f"- {name}: {value}" for name, value in facts(meta))
    bad = [one for one in meta.examples if one.spans]
    yield from _examples(translated("Reported"), bad)
    yield from more(bad)
    yield from _examples(translated("Left alone"), [one for one in meta.examples if not one.spans])
    if meta.settings:
        said = translated("They stand under `rules: {%s: …}`, with these defaults:", meta.id)
        yield from ("", f"## {translated('Settings')}", "", said, "")
        yield from (f"- `{name}`: `{shown(value)}`" for name, value in meta.settings.items())
    yield from ("", f"## {translated('Silence it')}", "")
    if meta.kind != REVIEW:
        place = translated("At a place: `<!-- proselint-t-disable-next-line %s -- the reason -->`", meta.id)
        yield f"- {place}"
    everywhere = "Everywhere: `ignore: [%s]` in the configuration, or `--ignore %s`"
    yield f"- {translated(everywhere, meta.id, meta.id)}"
    if meta.elsewhere:
        yield from ("", f"## {translated('Other style guides')}", "")
        yield from (f"- {guide}: {' '.join(said)}" for guide, said in meta.elsewhere.items())
    if meta.related:
        links = ", ".join(f"[{rule}]({rule}.md)" for rule in meta.related)
        yield from ("", f"## {translated('Related')}", "", f"{links}.")


def facts(meta: RuleMeta) -> Iterator[tuple[str, str]]:
    """What is said of a rule in a word or two: name and value."""
    yield translated("Severity"), meta.severity.value
    sentences = translated("%s sentences", names_of(meta.languages))
    readable = sentences if meta.languages else translated("every sentence")
    quotations = translated(", not quotations") if meta.quotations == "skip" else ""
    yield translated("Reads"), f"{readable}{quotations}"
    if meta.scope:
        yield translated("Scope"), ", ".join(meta.scope)
    yield translated("Fix"), translated(fix_shown(meta))
    yield translated("Presets"), ", ".join(presets_of(meta)) or translated("none")
    yield translated("Kind"), meta.kind
    if meta.source:
        yield translated("Source"), translated(meta.source)


def fix_shown(meta: RuleMeta) -> str:
    return meta.fixes.value if meta.fixes not in {None, Applicability.DISPLAY} else "none"


def presets_of(meta: RuleMeta) -> tuple[str, ...]:
    """The presets that hold a rule; those of a review hold wherever a review is checked."""
    return (translated("every preset, in a review"),) if meta.kind == REVIEW else presets_with(meta.id)


def shown(value: object) -> str:
    """A value as it stands in YAML."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(shown, value))}]"
    return str(value)


def marked(example: Example) -> str:
    """The text with its marks put back; they may nest."""
    full, empty = [s for s in example.spans if not s.empty], [s for s in example.spans if s.empty]
    marks = [(s.start, 2, "⟪") for s in full] + [(s.end, 0, "⟫") for s in full]
    marks = sorted(marks + [(s.start, 1, "⟪⟫") for s in empty])
    text = example.text
    for at, _, mark in reversed(marks):
        text = text[:at] + mark + text[at:]
    return text


def _examples(title: str, examples: Sequence[Example]) -> Iterator[str]:
    if not examples:
        return
    lines = []
    for example in examples:
        lines.append(marked(example))
        if example.fixed is not None:
            unsafe = translated(" (unsafe)") if example.fix_class is Applicability.UNSAFE else ""
            lines.append("  → " + example.fixed.replace("\n", "\n    ") + unsafe)
    yield from ("", f"## {title}", "", in_fence("\n".join(lines), "text"))


def explain(told: RuleText) -> Iterator[str]:
    """The lines of an explanation: what, why, examples, settings, what there is to know."""
    meta = told.meta
    yield f"{meta.id} ({meta.severity})"
    yield f"  {told.said}"
    if meta.why and meta.why != told.said:
        yield from ("", *textwrap.wrap(" ".join(meta.why.split()), 88))
    for title, reported in ((translated("Reported"), True), (translated("Left alone"), False)):
        examples = [example for example in meta.examples if bool(example.spans) is reported]
        yield from ("", title) if examples else ()
        for example in examples:
            yield from _indented(marked(example))
            if reported and example.fixed is not None:
                yield from _indented(example.fixed, "    → ")
    if meta.settings:
        yield from ("", translated("Settings"))
        yield from (f"  {name}: {shown(value)}" for name, value in meta.settings.items())
    if meta.elsewhere:
        yield from ("", translated("Other style guides"))
        for guide, said in meta.elsewhere.items():
            yield from textwrap.wrap(
                f"{guide}: {' '.join(said)}", 88, initial_indent="  ", subsequent_indent="    "
            )
    yield ""
    known = [(name, value) for name, value in _known(meta) if value]
    width = max(11, *(len(name) + 2 for name, _ in known))
    yield from (f"{name:<{width}}{value}" for name, value in known)


def _known(meta: RuleMeta) -> Iterator[tuple[str, str]]:
    yield from facts(meta)
    yield translated("Related"), ", ".join(meta.related)
    yield translated("Page"), page_of(meta)
    yield translated("File"), meta.path
    silence = translated("<!-- proselint-t-disable-next-line %s -- reason -->, or ", meta.id)
    yield translated("Silence"), f"{silence if meta.kind != REVIEW else ''}ignore: [{meta.id}]"


def _indented(text: str, head: str = "  ") -> list[str]:
    first, *rest = text.split("\n")
    return [head + first, *(" " * len(head) + line for line in rest)]


def described(meta: RuleMeta, on: Collection[str]) -> dict[str, Any]:
    """A rule as the data of `rule --output-format json`; ``on`` are the ids of the rules that run."""
    return {
        "id": meta.id,
        "kind": meta.kind,
        "severity": meta.severity.value,
        "message": meta.message,
        "language": ", ".join(meta.languages) or ANY,
        "quotations": meta.quotations,
        "scope": list(meta.scope),
        "fix": meta.fix.value,
        "fixable": fix_shown(meta) != "none",
        "on": meta.id in on,
        "presets": list(presets_of(meta)) if meta.kind != REVIEW else [],
        "why": " ".join(meta.why.split()),
        "source": meta.source,
        "link": meta.link or None,
        "url": page_of(meta) or None,
        "related": list(meta.related),
        "elsewhere": {guide: " ".join(said) for guide, said in meta.elsewhere.items()},
        "settings": dict(meta.settings.items()),
        "examples": [
            {
                "text": example.text,
                "reported": [list(span) for span in example.spans],  # from and to, in code points
                "fixed": example.fixed,
                "fix": example.fix_class.value,
            }
            for example in meta.examples
        ],
        "path": meta.path or None,
    }


def one_line(told: RuleText, width: int, on: Collection[str]) -> str:
    """A rule as a line of the list; ``width`` is that of the longest id."""
    meta = told.meta
    running = "+" if meta.id in on else " "
    fix = {"safe": "[*]", "unsafe": "[!]"}.get(fix_shown(meta), "")
    return f"{running} {meta.id:<{width}}  {meta.severity.value:<10} {fix:<3} {told.said}".rstrip()
