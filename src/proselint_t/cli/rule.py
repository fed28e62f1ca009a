"""``rule``: explain a rule from its own file, or list all of them."""

from __future__ import annotations

from pathlib import Path

import click

from proselint_t.cli.completion import rules


@click.command()
@click.argument("name", metavar="[ID]", required=False, shell_complete=rules)
@click.option(
    "--output-format", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Form."
)
def rule(name: str | None, output_format: str) -> None:
    """Explain a rule: why, examples, settings, fix, source. Without ID list the rules there are."""
    from proselint_t.config import Resolver  # noqa: PLC0415
    from proselint_t.output.explanation import described, explain, one_line, review_metas  # noqa: PLC0415

    catalog = Resolver().catalog(Path("document.md"))
    reviews = {meta.id: meta for meta in review_metas()}
    ids = [name] if name else sorted([*catalog.ids, *reviews])
    metas = [reviews.get(one) or catalog.rule(one).meta for one in ids]
    if output_format == "json":
        import json  # noqa: PLC0415

        data = [described(meta) for meta in metas]
        click.echo(json.dumps(data[0] if name else data, ensure_ascii=False, indent=2))
    elif name:
        click.echo("\n".join(explain(metas[0])))
    else:
        width = max(len(meta.id) for meta in metas)
        click.echo("\n".join(one_line(meta, width) for meta in metas))
