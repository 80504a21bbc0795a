"""What was published of the classic experiments, what can be expected of them, and what comes out
here, over many seeds. Run it with `python -m tests.benchmarks.classics`, or with names of studies
for some of them; runs are looked at every ten steps, or once a sweep where a step takes one case.
"""

from __future__ import annotations

import sys
from time import perf_counter

from tests.benchmarks.classic_bits import BITS
from tests.benchmarks.classic_codes import CODES
from tests.benchmarks.classic_xor import CHAPTER, TUTORIALS
from tests.benchmarks.length import SHORT
from tests.benchmarks.study import lines

STUDIES = {study.name: study for study in (*TUTORIALS, *CHAPTER, *BITS, *CODES)}


def main() -> None:
    """Print the table."""
    begun = perf_counter()
    names = [name for name in sys.argv[1:] if name != SHORT]
    unknown = [name for name in names if name not in STUDIES]
    if unknown:
        sys.exit(f"there is no study {unknown[0]!r}; choose from {', '.join(STUDIES)}")
    for line in lines(STUDIES[name] for name in names or STUDIES):
        print(line, flush=True)
    print(f"{len(names or STUDIES)} studies in {perf_counter() - begun:.1f} s")


if __name__ == "__main__":
    main()
