"""Arguments and options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

from funneltui.i18n import N_

Id = Annotated[str, typer.Argument(metavar="ID", help=N_("Deal number: 12 or #12."))]
Json = Annotated[bool, typer.Option("--json", help=N_("Print JSON."))]
Limit = Annotated[int | None, typer.Option("--limit", metavar=N_("N"), help=N_("Limit the number of rows."))]
Next = Annotated[str, typer.Option("--next", metavar=N_('"DATE WHAT"'), help=N_("Next action, the date first."))]
