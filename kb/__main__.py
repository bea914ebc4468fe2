"""The command line: ``python -m kb check | show | export | audit | curate | fingerprint``."""

import sys

from kb.commands import main

if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        # Escape characters that the terminal cannot encode.
        stream.reconfigure(errors="backslashreplace")
    sys.exit(main())
