"""`python -m pipeline COMMAND`, and `hmicfrs-update COMMAND` where it is installed."""

import gc
import os
import sys
from typing import NoReturn


def run() -> NoReturn:
    """Run the command of the command line, and end with its exit code."""
    # A run is short and keeps nearly all that it makes: looking for waste took a tenth of it and
    # found none, and taking all apart piece by piece at its end another.
    gc.disable()
    from pipeline.commands.cli import main
    from pipeline.commands.screen import silence

    code = main(sys.argv[1:])
    silence()
    os._exit(code)


if __name__ == "__main__":
    run()
