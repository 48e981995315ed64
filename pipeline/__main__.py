"""`python -m pipeline COMMAND`."""

import gc
import sys

from pipeline.commands.cli import main

gc.set_threshold(
    200_000, 20, 20
)  # a run is short and keeps nearly all that it makes: looking for waste took a tenth of it
sys.exit(main(sys.argv[1:]))
