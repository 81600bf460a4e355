"""The command that shows the program on a lively, believable pipeline."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from funneltui.cli.application import command
from funneltui.cli.session import Session, session_of
from funneltui.errors import RefusedError
from funneltui.i18n import N_, translate as _
from funneltui.paths import typed_path


@command(
    "demo",
    help=N_("Try funneltui with sample data. It opens in a temporary file; your own data is not touched."),
    examples=("demo", N_("demo --lang fr"), N_("demo --keep ~/demo.db --no-open")),
)
def demo(
    context: typer.Context,
    keep: Annotated[
        str, typer.Option("--keep", metavar=N_("PATH"), help=N_("Create the file there and keep it afterwards."))
    ] = "",
    no_open: Annotated[bool, typer.Option("--no-open", help=N_("Create the file and print its path."))] = False,
    seed: Annotated[int, typer.Option("--seed", metavar=N_("N"), help=N_("Random seed for the demo data."))] = 7,
) -> None:
    session = session_of(context)
    if keep or no_open:
        path = typed_path(keep) if keep else Path(tempfile.mkdtemp(prefix="funneltui-demo-")) / "demo.db"
        _make(session, path, seed)
        if no_open:
            session.out.line(str(path))
            return
        session.open_program(str(path))
        return
    folder = tempfile.mkdtemp(prefix="funneltui-demo-")
    try:
        path = Path(folder) / "demo.db"
        _make(session, path, seed)
        session.open_program(str(path))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _make(session: Session, path: Path, seed: int) -> None:
    from funneltui.clock import clock_from_environment
    from funneltui.services.demo import build

    if path.exists() or path.is_symlink():
        raise RefusedError(N_("{path} already exists. Choose another name."), path=path)
    if session.out.talks_to_a_person:
        session.out.say(_("Creating the demo…"))
    build(path, clock=clock_from_environment(), language=session.language, seed=seed)
