"""The tools for language models (Model Context Protocol): they read under the given roots and write nothing.

Needs the library `mcp`, an extra: `pip install 'proselint-t[mcp]'`.
"""
