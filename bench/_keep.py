"""Runs every measurement and keeps what it prints in bench/results.md: .venv/bin/python bench/_keep.py"""

import re
import subprocess
import sys
from datetime import UTC, datetime

from _site import ROOT

HEAD = """# Measured

What `make bench` printed on {day}, whole. The percentage is how much of its limit a figure takes. Times
are those of the machine named; where it had other work (its load stands under each part), they are too long.
`.venv/bin/python bench/_keep.py` measures again and writes this page.

```
{said}
```
"""

done = subprocess.run([ROOT / "bin" / "bench"], cwd=ROOT, stdout=subprocess.PIPE, text=True)
print(done.stdout)
said = re.sub(r"(?m)^ +\S+, (Python )", r"         \1", done.stdout).strip()  # the kernel's name says nothing
page = HEAD.format(day=datetime.now(UTC).date(), said=said)
(ROOT / "bench" / "results.md").write_text(page, encoding="utf-8")
sys.exit(done.returncode)
