"""The end of a session as it is shown: buttons to write the results and to end it, or words for a script."""

from tamtam.notebook.output import CellNote, in_notebook, show, tell
from tamtam.notebook.session import Session


def wrap_up(session: Session, folder: str, texts: str = "wrap_up") -> None:
    """Show how to end a session; nothing is ended before somebody says so.

    Results go into `folder`; `texts` is where the words stand among the notebook's.
    """
    words = session.say(f"{texts}.words", code=session.code)
    if not in_notebook():
        tell(words)
        return
    from tamtam.notebook.widgets.wrap_up import WrapUp

    show(WrapUp(session, folder, texts).widget)
    CellNote(words)
