"""`python -m funneltui`."""

import sys

from funneltui.entry import main

sys.exit(main())
