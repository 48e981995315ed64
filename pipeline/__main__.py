"""`python -m pipeline COMMAND`, and `hmicfrs-update COMMAND` where it is installed."""

import gc
import sys

from pipeline.commands.cli import main


def run() -> None:
    """Run the command of the command line, and end with its exit code."""
    # A run is short and keeps nearly all that it makes: looking for waste took a tenth of it.
    gc.set_threshold(200_000, 20, 20)
    sys.exit(main(sys.argv[1:]))


if __name__ == "__main__":
    run()
