"""`python -m assistant.cli`: the same as the command `waterlijn`."""

import sys

from assistant.cli import main

sys.exit(main())
