"""`tamtam doctor` in a terminal: what was found, and a wait for the phone that proves it."""

import time

import click

from tamtam.cli import console
from tamtam.cli.options import confirm, text
from tamtam.language import texts
from tamtam.notebook.jupyterlab import qr_in_terminal
from tamtam.server import doctor, run
from tamtam.server.doctor import Finding, Verdict
from tamtam.session.log import Store, now_ms, open_store

#: How often to look whether a phone has come, or the address has changed (seconds).
TICK = 0.5
_COLOURS: dict[Verdict, str] = {"good": "green", "unsure": "yellow", "bad": "red"}


def hold(
    place: str | None, port: int | None, language: str, wait: bool, address: str | None = None
) -> int:
    """Look at everything, wait for a phone with `wait`; returns the exit status, 0 if nothing is bad.

    Starts the server of the store at `place` so that phones get in, and leaves it as it was found.
    """
    store, since = open_store(place), now_ms()
    if (pid := run.hanging(store)) is not None:
        _tell(Finding("server", "hangs", "bad", {"pid": str(pid)}), language)
        if not wait:
            return 1
        confirm(text("hangs", pid=str(pid)), yes=False)
        run.end(store)
    with run.borrowed(store, lan=True, port=port, address=address) as running:
        found = doctor.examine(store, running, since)
        for finding in found:
            _tell(finding, language)
        if wait:
            found[-1] = _wait(store, since, language)
    if any(finding.verdict == "bad" for finding in found):
        click.echo(texts.text(language, "doctor.not_well"))
        return 1
    if found[-1].verdict == "good":
        click.echo(texts.text(language, "doctor.well"))
    return 0


def _tell(finding: Finding, language: str) -> None:
    click.secho(finding.told(language), fg=_COLOURS[finding.verdict])


def _wait(store: Store, since: int, language: str) -> Finding:
    """Show the code to scan, anew when the address changes, until a phone has come or Ctrl-C."""
    shown = ""
    click.echo(texts.text(language, "doctor.waiting"))
    try:
        while (phone := doctor.examine(store, run.start(store), since)[-1]).verdict != "good":
            if phone.values["url"] != shown:
                if shown:
                    click.echo("\n" + texts.text(language, "doctor.moved"))
                shown = phone.values["url"]
                code = qr_in_terminal(shown)
                click.echo(f"{code}\n{shown}" if console.shows(code) else shown)
            click.echo(".", nl=False)
            time.sleep(TICK)
    except KeyboardInterrupt:
        click.echo()
        return phone
    click.echo()
    _tell(phone, language)
    return phone
