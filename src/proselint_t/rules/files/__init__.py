"""Styles: folders of rule files, ours and the user's, read into rules when they are asked for."""

from proselint_t.rules.files.about import page_of, review_metas, review_rule
from proselint_t.rules.files.catalog import LISTED, Catalog, bundled_rules, is_bundled, rule_files

__all__ = [
    "LISTED",
    "Catalog",
    "bundled_rules",
    "is_bundled",
    "page_of",
    "review_metas",
    "review_rule",
    "rule_files",
]
