"""Pages as a browser gets them: what they may load, and who may show them."""

from collections.abc import Callable

import pytest
from tamtam.session import commands as c

from tests.server.conftest import Served


@pytest.fixture(scope="module")
def served(server: Callable[[], Served]) -> Served:
    return server()


@pytest.mark.parametrize("path", ["/", "/{code}", "/spare/{code}", "/clicker/{code}"])
def test_no_other_page_may_frame_one_of_ours(served: Served, path: str) -> None:
    answer = served.wire.get(path.format(code=served.code))
    policy = answer.headers["content-security-policy"]
    assert answer.status_code == 200
    assert "frame-ancestors 'none'" in policy and "default-src 'none'" in policy


def test_nor_the_wall(served: Served) -> None:
    from tamtam.server.access import digest, new_screen_key

    key = new_screen_key(served.code)
    served.do(c.Grant("screen", digest(key)))
    answer = served.wire.get(f"/screen/{key}")
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
