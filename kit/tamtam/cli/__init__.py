"""The command line: start a workshop, look after sessions. Each command loads only what it needs."""

import os
import signal
import sys
from types import FrameType
from typing import Any, NoReturn

import click

from tamtam.cli import alone, console, results, running, sessions, tokens, translating, workshops
from tamtam.language.errors import TamtamError

__all__ = ["main"]


class _Commands(click.Group):
    """The group of all commands; without one it starts a workshop. Refusals are told, not traced."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; say what is wrong in words, and leave with status 1."""
        console.prepare()
        signal.signal(signal.SIGTERM, _terminated)
        hung_up = getattr(signal, "SIGHUP", None)  # its window was closed; under nohup it goes on
        if hung_up is not None and signal.getsignal(hung_up) is signal.SIG_DFL:
            signal.signal(hung_up, _terminated)
        try:
            return super().invoke(ctx)
        except TamtamError as error:
            raise click.ClickException(str(error)) from error
        except ModuleNotFoundError as error:
            if (error.name or "tamtam").split(".")[0] == "tamtam":
                raise
            raise click.ClickException(str(TamtamError("needs_room", name=error.name))) from error


def _terminated(number: int, frame: FrameType | None) -> NoReturn:
    """Leave as from an interrupt, so that whatever a command started is ended by it."""
    sys.exit(128 + number)


#: How a shell learns to complete commands and options (click's own mechanism).
_COMPLETION = """\b
Completion with the Tab key, once the line for your shell stands in its settings:
  bash  eval "$(_TAMTAM_COMPLETE=bash_source tamtam)"
  zsh   eval "$(_TAMTAM_COMPLETE=zsh_source tamtam)"
  fish  _TAMTAM_COMPLETE=fish_source tamtam | source"""


@click.group(cls=_Commands, invoke_without_command=True, epilog=_COMPLETION)
@click.version_option(package_name="tamtam", prog_name="tamtam")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Lead a room of people with phones through a workshop.

    \b
    tamtam                        start: JupyterLab opens on the facilitator's notebook
    tamtam start --language en    the same, in English
    tamtam rehearse --people 40   try it out with simulated participants
    tamtam sessions               what was run, with codes
    tamtam export K7P2QX results  the results of a session, to hand out
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(running.start)


for _command in (
    *(running.start, running.serve, running.stop, running.rehearse, running.doctor),
    *(alone.study, alone.site, alone.gather),
    *(workshops.new, workshops.new_kind, workshops.trust_, workshops.check),
    *(workshops.write, workshops.print_, translating.translate),
    *(
        sessions.sessions,
        sessions.verify,
        results.export,
        results.compare,
        results.replay,
        results.import_,
        results.import_polis,
        sessions.forget,
        sessions.prune,
        sessions.backup,
        sessions.rescue,
    ),
    tokens.token,
):
    main.add_command(_command)

if os.name == "nt":  # consoles that can't show QR blocks or accents otherwise
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
