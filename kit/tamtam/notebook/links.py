"""The secret links of a session: to the projector page, to lead from a phone, to look after proposals.

The projector page has two: one that opens it on this machine only, and one for another device.

A secret is drawn here and only its hash goes to the store. Whoever has lost one draws another; those
drawn before stay good until they are revoked together.
"""

import secrets
from collections.abc import Callable

from tamtam.server.access import digest, new_screen_key
from tamtam.session import commands as c


def uses(use: str) -> tuple[str, ...]:
    """The links that are shown and revoked together under the name of one of them.

    >>> uses("screen"), uses("clicker")
    (('screen', 'screen_elsewhere'), ('clicker',))
    """
    return tuple(one for one in c.LINKS if one.startswith(use))


class Links:
    """The links drawn in this process for the session `code`.

    `here` is the server's address for this machine, None where it runs elsewhere, `lan` that for phones;
    `run` has a command done.
    """

    def __init__(
        self,
        code: str,
        here: Callable[[], str | None],
        lan: Callable[[], str],
        run: Callable[[c.Command], None],
    ) -> None:
        self._code = code
        self._here = here
        self._lan = lan
        self._run = run
        self._secrets: dict[str, str] = {}

    def address(self, use: str) -> str:
        """The secret address for `use`, one of `commands.LINKS`, drawn when first asked for."""
        here = self._here() if use == "screen" else None
        if use == "screen" and here is None:  # it opens on the server's own machine only
            return self.address("screen_elsewhere")
        if use not in self._secrets:
            screen = use in uses("screen")
            drawn = new_screen_key(self._code) if screen else secrets.token_urlsafe(16)
            self._run(c.Grant(use, digest(drawn)))
            self._secrets[use] = drawn
        secret = self._secrets[use]
        if here is not None:  # on this computer, which the projector hangs on
            return f"{here}/screen/{secret}"
        if use == "screen_elsewhere":
            return f"{self._lan()}/screen/{secret}"
        page = {"moderator": "moderate"}.get(use, use)
        return f"{self._lan()}/{page}/{self._code}#{secret}"

    def revoke(self, use: str, begun: str = "") -> None:
        """Make every link for `use` worthless, those of earlier days too; all to a projector page.

        Pages that are open are told which session was `begun` instead.
        """
        for each in uses(use):
            self._secrets.pop(each, None)
            self._run(c.Revoke(each, begun))
