"""What a violation is told as when the cursor rests on it: the rule in its own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from proselint_t.lsp.state import metas
from proselint_t.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.lsp.buffers import Buffer
    from proselint_t.lsp.state import State
    from proselint_t.rule import RuleMeta, Violation

_EXAMPLES = 3


def hover(state: State, buffer: Buffer, position: types.Position) -> types.Hover | None:
    """The rules of the violations at a position: what, why, examples."""
    positions = state.positions(buffer)
    offset = positions.offset(position)
    found = [one for one in state.violations(buffer) if one.span.start <= offset <= one.span.end]
    session = state.session(buffer)
    if not found or session is None:
        return None
    rules = metas(session.settings)
    texts = ["\n".join(_explained(one, rules.get(one.rule))) for one in found]
    place = Span(min(one.span.start for one in found), max(one.span.end for one in found))
    content = types.MarkupContent(types.MarkupKind.Markdown, "\n\n---\n\n".join(texts))
    return types.Hover(content, positions.range(place))


def _explained(violation: Violation, meta: RuleMeta | None) -> Iterator[str]:
    yield f"**{violation.rule}** ({violation.severity})\n"
    yield violation.message
    if meta is None:
        return
    if meta.why:
        yield f"\n{' '.join(meta.why.split())}"
    yield from _examples(meta)
    if meta.source:
        yield f"\nSource: {meta.source}"
    if meta.link:
        yield f"\n<{meta.link}>"


def _examples(meta: RuleMeta) -> Iterator[str]:
    bad = [example for example in meta.examples if example.spans][:_EXAMPLES]
    for example in bad:
        yield f"\n{_fenced('- ', example.text)}"
        if example.fixed is not None:
            yield _fenced("+ ", example.fixed)


def _fenced(mark: str, text: str) -> str:
    """A code block in the language `diff`, whose fence is longer than any run of backticks inside."""
    longest = max((len(run) for run in text.replace("`", " ` ").split() if set(run) == {"`"}), default=0)
    fence = "`" * max(3, longest + text.count("```") * 3 + 1)
    lines = "\n".join(mark + line for line in text.strip("\n").split("\n"))
    return f"{fence}diff\n{lines}\n{fence}"
