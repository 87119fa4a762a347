"""The end of a session as it is shown: buttons to write the results and to end it, or words for a script."""

from tamtam.notebook.output import CellNote, in_notebook, show, tell
from tamtam.notebook.session import Session


def wrap_up(session: Session) -> None:
    """Show how to end a session; nothing is ended before somebody says so."""
    words = session.say("wrap_up.words", code=session.code)
    if not in_notebook():
        tell(words)
        return
    from tamtam.notebook.widgets.wrap_up import WrapUp

    show(WrapUp(session, f"results-{session.code}").widget)
    CellNote(words)
