"""Styles: folders of rule files, ours and the user's, read into rules when they are asked for."""

from proselint_t.rules.files.about import page_of, review_metas, review_rule
from proselint_t.rules.files.catalog import LISTED, Catalog, bundled_rules, is_bundled, rule_files
from proselint_t.rules.files.loader import NoRuleError, load_rule

__all__ = [
    "LISTED",
    "Catalog",
    "NoRuleError",
    "bundled_rules",
    "is_bundled",
    "load_rule",
    "page_of",
    "review_metas",
    "review_rule",
    "rule_files",
]
