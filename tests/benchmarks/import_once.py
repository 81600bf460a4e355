"""One import and its undo in a fresh process, timed: prints the seconds of both."""

import sys
import time
from pathlib import Path

from funneltui.bootstrap import open_funnel
from funneltui.services.importing.values import ImportOptions
from funneltui.settings import Settings


def main() -> None:
    table, database = map(Path, sys.argv[1:])
    for suffix in ("", "-wal", "-shm"):
        Path(f"{database}{suffix}").unlink(missing_ok=True)
    funnel = open_funnel(database, settings=Settings())
    importing, history = funnel.services.importing, funnel.services.history
    started = time.perf_counter()
    report = importing.run(importing.preview(table, ImportOptions()))
    took = time.perf_counter() - started
    assert report.created > 0
    started = time.perf_counter()
    history.undo()
    sys.stdout.write(f"{took} {time.perf_counter() - started}\n")
    funnel.close()


main()
