"""XML elements that any document can be written into: characters that XML 1.0 forbids are replaced."""

from __future__ import annotations

import re
from xml.sax.saxutils import quoteattr

from proselint_t.text.printable import as_xml

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'


def opening(name: str, /, **attributes: object) -> str:
    """The start tag of an element."""
    written = "".join(f" {key}={_quoted(str(value))}" for key, value in attributes.items())
    return f"<{name}{written}>"


def empty(name: str, /, **attributes: object) -> str:
    """An element without content."""
    return opening(name, **attributes)[:-1] + "/>"


def _quoted(value: str) -> str:
    return as_xml(quoteattr(_FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", value)))
