"""Writes the JSON Schemas of the configuration and of rule files to where their `$id` says that they are.

python docs/write_schema.py           write them
python docs/write_schema.py --check   exit with 1 when one is not current
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from generated import keep

from proselint_t.config.schema import schema

HERE = Path(__file__).parent


def main() -> int:
    found = [schema(which) for which in ("config", "rule")]
    texts = {one["$id"].rpartition("/")[2]: json.dumps(one, ensure_ascii=False, indent=1) for one in found}
    return max(keep(HERE / name, f"{text}\n") for name, text in texts.items())


if __name__ == "__main__":
    sys.exit(main())
