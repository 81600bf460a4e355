"""Arguments and options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

from funneltui.i18n import N_

Id = Annotated[str, typer.Argument(metavar="ID", help=N_("Deal number: 12 or #12."))]
Csv = Annotated[bool, typer.Option("--csv", help=N_("Print CSV."))]
DryRun = Annotated[bool, typer.Option("--dry-run", help=N_("Show what would happen without changing anything."))]
Force = Annotated[bool, typer.Option("--force", help=N_("Overwrite an existing file."))]
Json = Annotated[bool, typer.Option("--json", help=N_("Print JSON."))]
Limit = Annotated[int | None, typer.Option("--limit", metavar=N_("N"), help=N_("Limit the number of rows."))]
NewName = Annotated[str | None, typer.Option("--name", metavar=N_("TEXT"), help=N_("New name."))]
Next = Annotated[str, typer.Option("--next", metavar=N_('"DATE WHAT"'), help=N_("Next action, the date first."))]
