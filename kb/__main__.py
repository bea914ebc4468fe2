"""The command line: ``python -m kb check | show | export | audit | fingerprint``."""

import sys

from kb.commands import main

if __name__ == "__main__":
    sys.exit(main())
