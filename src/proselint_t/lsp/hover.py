"""What a violation is told as when the cursor rests on it: the rule in its own words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lsprotocol import types

from proselint_t.config.keys import KEYS
from proselint_t.lint.suppressions import comment_places
from proselint_t.lsp.state import metas
from proselint_t.lsp.yaml_files import kind_of_file
from proselint_t.rules.files import page_of
from proselint_t.text.marks import in_fence
from proselint_t.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proselint_t.lsp.buffers import Buffer
    from proselint_t.lsp.state import State
    from proselint_t.rules.rule import RuleMeta, Violation


def hover(state: State, buffer: Buffer, position: types.Position) -> types.Hover | None:
    """What stands at a position: violations with why and examples; else a name in a comment, or defects."""
    positions = state.positions(buffer)
    offset = positions.offset(position)
    found = [one for one in state.violations(buffer) if one.span.start <= offset <= one.span.end]
    session = state.session(buffer)
    if not found or session is None:
        return _of_name(state, buffer, offset) or _of_review(state, buffer, offset)
    rules = metas(session.settings)
    texts = ["\n".join(_explained(one, rules.get(one.rule))) for one in found]
    place = Span(min(one.span.start for one in found), max(one.span.end for one in found))
    content = types.MarkupContent(types.MarkupKind.Markdown, "\n\n---\n\n".join(texts))
    return types.Hover(content, positions.range(place))


def _of_review(state: State, buffer: Buffer, offset: int) -> types.Hover | None:
    """The defects at a place of an answer under review."""
    settings = state.settings.of(buffer.path)
    return settings and state.reviews.hover(buffer, settings, state.positions(buffer), offset)


def _of_name(state: State, buffer: Buffer, offset: int) -> types.Hover | None:
    """A rule, or a key of the configuration, that a comment or a configuration names at a place."""
    text = buffer.source.text
    in_comment = buffer.is_markdown and any(one.start < offset < one.end for one in comment_places(text))
    in_config = not buffer.is_markdown and kind_of_file(buffer, state.settings) == "config"
    words = _WORD.finditer(text) if in_comment or in_config else ()
    word = next((one for one in words if one.start() <= offset <= one.end()), None)
    catalog = state.settings.catalog(buffer.path)
    if word is None:
        return None
    if word[0] in catalog:
        meta = catalog.rule(word[0]).meta
        told = "\n".join(_about(meta, f"**{meta.id}** ({meta.severity}): {meta.template}"))
    elif word[0] in KEYS and in_config:
        told = f"**{word[0]}**: {KEYS[word[0]].doc}"
    else:
        return None
    content = types.MarkupContent(types.MarkupKind.Markdown, told)
    return types.Hover(content, state.positions(buffer).range(Span(*word.span())))


_WORD = re.compile(r"[\w-]+(?:\.[\w-]+)*")


def _explained(violation: Violation, meta: RuleMeta | None) -> Iterator[str]:
    """The message is not said again: editors show it beside the hover, as the diagnostic."""
    head = f"**{violation.rule}** ({violation.severity})"
    return _about(meta, head) if meta is not None else iter((f"{head}: {violation.message}",))


def _about(meta: RuleMeta, head: str) -> Iterator[str]:
    """At most eight lines: an editor shows them in a small window."""
    yield head
    if meta.why:
        yield f"\n{' '.join(meta.why.split())}"
    example = next((one for one in meta.examples if one.fixed and "\n" not in one.text + one.fixed), None)
    if example is not None:
        difference = f"- {example.text}\n+ {example.fixed}"
        yield f"\n{in_fence(difference, 'diff')}"
    if page := page_of(meta):
        yield f"\n[{meta.id}]({page})"
