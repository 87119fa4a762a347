"""What a server has to say: lines for a person, or JSON for a machine; nobody's name and no secret in it."""

import json
import logging
from datetime import UTC, datetime
from typing import Literal

#: How it may be said.
Sort = Literal["text", "json"]


class JsonLines(logging.Formatter):
    """One JSON object a line: `at` (UTC), `level`, `logger`, `message`, and `problem` where one was met."""

    def format(self, record: logging.LogRecord) -> str:
        """A record as such a line."""
        told = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            told["problem"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False)


def begin(sort: str) -> None:
    """Say things so from now on."""
    handler = logging.StreamHandler()
    text = logging.Formatter("%(asctime)s %(levelname)s %(message)s")
    handler.setFormatter(JsonLines() if sort == "json" else text)
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.getLogger("uvicorn.access").disabled = True  # addresses hold codes
