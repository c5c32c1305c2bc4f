"""Python runs this at its start where this folder is on its path: the clock begins at
``CLOCK_STARTS_AT`` and goes on from there. So a test sees the installed program on any day."""

import os
import sys
from datetime import datetime

# It looks for pytest, which takes longer to load than the program.
sys.modules["pytest"] = None
import time_machine  # noqa: E402

del sys.modules["pytest"]
time_machine.travel(datetime.fromisoformat(os.environ["CLOCK_STARTS_AT"])).start()
