"""The one exception of Tamtam: a code, the values that explain it, and an HTTP status.

The words stand in ``assets/locale/{language}/errors.json`` under the code, as ``message`` (what
happened) and ``hint`` (what to do next), so that a phone, a notebook and a terminal say the same.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tamtam.language import texts

#: Every code and the HTTP status it becomes. A test holds that each has its words in each language.
STATUS: dict[str, int] = {
    # whom and what
    "no_such_session": 404,
    "no_such_activity": 404,
    "no_such_page": 404,
    "no_such_participant": 404,
    "not_in_session": 401,
    "wrong_words": 401,
    "wrong_key": 401,
    "wrong_host": 421,
    "wrong_page": 403,
    "bad_token_name": 422,
    "token_exists": 409,
    "no_such_token": 404,
    # too late, too early, twice
    "closed": 409,
    "session_over": 409,
    "key_reused": 409,
    "alias_taken": 409,
    "moved": 409,
    "words_expired": 401,
    "door_closed": 403,
    "not_open": 409,
    "nothing_shown": 409,
    "nothing_to_reveal": 409,
    "standing_stale": 409,
    "standing_frozen": 409,
    "bet_is_over": 409,
    "no_runtime": 422,
    "needs_room": 501,
    "no_hand_in": 422,
    "no_cohort": 409,
    "no_reference": 422,
    "nothing_to_hand_in": 409,
    "no_own_answers": 422,
    "no_shift": 409,
    "not_by_table": 409,
    "no_table": 403,
    "extra_time_runs": 409,
    "moved_on": 409,
    "too_few_answers": 409,
    "already_revealed": 409,
    "not_a_rehearsal": 409,
    "nobody_rehearses": 409,
    "collects_nothing": 409,
    "enough_proposed": 409,
    "enough_asked": 409,
    "seats_are_kept": 409,
    "only_watches": 409,
    "items_answered": 409,
    "paper_no_file": 422,
    "paper_spreadsheet": 422,
    "paper_no_table": 422,
    "paper_not_ready": 422,
    "paper_game": 409,
    "paper_names": 409,
    "paper_sentences": 409,
    "paper_pairs": 409,
    "not_on_cards": 409,
    "only_talked_about": 409,
    "paper_own": 409,
    "paper_too_early": 409,
    "paper_collects": 409,
    "paper_rows": 409,
    # what was sent
    "store_gone": 503,
    "file_there": 409,
    "session_there": 409,
    "no_archive": 404,
    "no_results": 404,
    "nothing_again": 409,
    "other_workshop": 409,
    "no_former_session": 409,
    "no_former_answers": 404,
    "not_asked_again": 409,
    "no_picture": 422,
    "archive_not_whole": 409,
    "log_not_whole": 500,
    "too_large": 413,
    "not_json": 415,
    "unreadable": 422,
    "which_question": 422,
    "no_such_item": 422,
    "no_such_phase": 422,
    "cannot_merge": 422,
    "not_a_whole_number": 422,
    "out_of_range": 422,
    "not_an_option": 422,
    "not_a_choice": 422,
    "not_a_split": 422,
    "not_spent": 422,
    "not_picked": 422,
    "not_a_ranking": 422,
    "too_many_named": 422,
    "text_too_long": 422,
    "text_empty": 422,
    "bad_alias": 422,
    # not now
    "too_many_tries": 429,
    "too_many_newcomers": 429,
    "too_fast": 429,
    "busy": 503,
    "disk_full": 503,
    "disk_fails": 503,
    "database_away": 503,
    # on the facilitator's machine
    "deck_has_mistakes": 422,
    "still_to_mend": 422,
    "not_a_table": 422,
    "not_a_picture": 422,
    "no_such_workshop": 404,
    "server_did_not_start": 503,
    "server_runs": 409,
    "server_hangs": 409,
    "server_unreachable": 503,
    "bad_public_url": 422,
    "certificate_unusable": 422,
    "server_address": 422,
    "server_other_version": 409,
    "server_no_token": 422,
    "folder_not_writable": 422,
    "folder_exists": 409,
    "no_conversation": 404,
    "conversation_several": 422,
    "conversation_empty": 422,
    "conversation_twice": 422,
    "conversation_sign": 422,
    "conversation_unreadable": 422,
    "bad_address": 422,
    "bad_workshop_name": 422,
    "wrong_call": 422,
    "wrong_argument": 422,
    "argument_out_of_range": 422,
    "bad_kind_name": 422,
    "no_such_kind": 404,
    "kind_not_allowed": 403,
    "kind_gone": 409,
    "kind_lacks": 409,
    "kind_misnamed": 409,
    "kind_broken": 409,
    "kind_failed": 500,
    "kind_exists": 409,
    "no_checkout": 409,
    "no_such_language": 404,
    "source_language": 422,
    "not_words": 422,
    "guide_without_marks": 422,
    "unknown_store": 422,
    "store_not_reached": 503,
    "postgres_missing": 422,
    "store_is_newer": 409,
    "store_is_older": 409,
    "store_empty": 409,
    "store_moved": 409,
    "no_store": 404,
    "store_damaged": 409,
    "store_not_writable": 409,
    "log_damaged": 409,
}


class TamtamError(Exception):
    """Something that was asked can't be done; says why and what to do next.

    `code` is a key of `STATUS`; `field` names the part of a request it is about, if one;
    `values` fill the placeholders of its words.

    >>> error = TamtamError("out_of_range", field="value", low=1, high=5)
    >>> error.status
    422
    """

    def __init__(self, code: str, /, *, field: str | None = None, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.values = values

    @property
    def status(self) -> int:
        """The HTTP status, 400 to 599."""
        return STATUS[self.code]

    def message(self, language: str) -> str:
        """What happened, in `language`."""
        return texts.text(language, f"errors.{self.code}.message", **self.values)

    def hint(self, language: str) -> str:
        """What to do next, in `language`."""
        return texts.text(language, f"errors.{self.code}.hint", **self.values)

    def to_json(self, language: str) -> dict[str, str]:
        """The body of an error answer: `{error, message, hint}`, and `field` where there is one."""
        body = {
            "error": self.code,
            "message": self.message(language),
            "hint": self.hint(language),
        }
        return body | ({"field": self.field} if self.field else {})

    def __str__(self) -> str:
        language = texts.language_of_machine()
        return f"{self.message(language)} {self.hint(language)}".strip()


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Where something is written into `folder`: what the machine refuses is said as a TamtamError."""
    try:
        yield
    except OSError as error:
        problem = error.strerror or str(error)
        raise TamtamError("folder_not_writable", folder=folder, problem=problem) from error
