"""Attack the program for some minutes: `python -m tests.attack --minutes 10 --seed 1`."""

from __future__ import annotations

import os
import sys

if __name__ == "__main__":
    # a process that forks should have one thread
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.pop("PIPELINE_SOFFICE", None)
    from tests.attack.campaign import main

    sys.exit(main(sys.argv[1:]))
