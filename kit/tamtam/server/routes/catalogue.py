"""Every route of a server, in one table: what it does, what it takes and answers, who may ask."""

from dataclasses import dataclass
from typing import Any, NotRequired, TypedDict

import msgspec

from tamtam.server import pages
from tamtam.server.routes import commands, control, follow, since
from tamtam.server.routes import phone as phone_routes
from tamtam.server.routes import wall as wall_routes
from tamtam.server.views import clicker, moderation, phone_types
from tamtam.session.cohort import HandIn
from tamtam.session.commands import AnyFacilitatorCommand, NewSession, RevealRequest

#: The media type of what is described by no type.
JSON = "application/json"


class ErrorView(TypedDict):
    """Why something is refused, in the reader's language; `hint` says what to do next."""

    error: str
    message: str
    hint: str
    field: NotRequired[str]


@dataclass(frozen=True, slots=True)
class Route:
    """One thing that can be asked. Answers are types (sent as JSON) or media types.

    `query` is what its handler reads from the address behind the "?", each parameter a field.

    `who` is who may ask: nobody in particular, "cookie" (a participant), "key" (the facilitator; with a
    token of their own for the sessions they opened) or "link" (whoever was given one, for what it is for).
    """

    method: str
    path: str
    does: str
    answers: dict[int, Any]
    body: Any = None
    refusals: tuple[int, ...] = ()
    who: tuple[str, ...] = ()
    query: type[msgspec.Struct] | None = None


_BODY = (413, 415, 422, 503)
ROUTES = (
    Route("get", "/", "The page on which a code is entered.", {200: "text/html"}),
    Route("get", "/{code}", "The phone page.", {200: "text/html", 404: "text/html"}),
    Route(
        "get",
        "/words/{language}.json",
        "What phone page and forms say in a language they didn't come with.",
        {200: JSON},
        refusals=(404,),
    ),
    Route("get", "/healthz", "Whether the server answers.", {200: "text/plain"}),
    Route("get", "/openapi.json", "This document.", {200: JSON}),
    Route(
        "get",
        "/metrics",
        "What whoever looks after the server measures of it, in Prometheus' text format.",
        {200: "text/plain"},
        refusals=(401,),
        who=("key",),
    ),
    Route(
        "get",
        "/forms/{kind}.js",
        "The form of a kind of activity, as a module.",
        {200: "text/javascript"},
        refusals=(404,),
    ),
    Route(
        "get",
        "/forms/{owner}/{kind}.js",
        "The form of a kind of one's own: of a workshop, or of a package.",
        {200: "text/javascript"},
        refusals=(404,),
    ),
    Route(
        "get",
        "/pictures/{code}/{name}",
        "A picture of a session's deck, by what it is called in the state: its hash.",
        {200: "image/*"},
        refusals=(404,),
    ),
    Route(
        "get",
        f"/assets/{pages.PLOTLY}",
        "What draws charts on the projector page.",
        {200: "text/javascript"},
    ),
    Route(
        "get",
        "/screen/{key}",
        "The projector page.",
        {200: "text/html", 404: "text/html"},
    ),
    Route(
        "get",
        "/screen/{key}/state",
        "What the room sees on the wall: the way in, the question, how many have answered, and "
        "charts of what was revealed, or at once of what is live.",
        {200: wall_routes.ScreenStateView},
        refusals=(401,),
    ),
    Route(
        "get",
        "/screen/{key}/events",
        "The same as a stream, at most four times a second, until the link is revoked.",
        {200: "text/event-stream"},
        refusals=(401,),
    ),
    Route(
        "post",
        "/api/{code}/join",
        "Come in: 201 makes a participant and sets a cookie. With that cookie, or with the three "
        "words of someone who is in, 200: the same participant again.",
        {200: phone_routes.JoinedView, 201: phone_routes.JoinedView},
        phone_routes.JoinBody,
        (401, 403, 404, 409, *_BODY, 429),
    ),
    Route(
        "get",
        "/api/{code}/state",
        "What everybody sees, and with the cookie what is one's own.",
        {200: phone_types.StateView},
        refusals=(404,),
    ),
    Route(
        "get",
        "/api/{code}/events",
        "The same as a stream (server-sent events): `shared` and `personal`, with the log's "
        "position as id, at most four times a second; a sign of life every 15 seconds.",
        {200: "text/event-stream"},
        refusals=(404,),
    ),
    Route(
        "get",
        "/api/{code}/aside",
        "What can be said at any time, as an activity called `aside`: answers and items are sent for it as "
        "for any other. Its items are the questions that were approved; `group` is what became of each.",
        {200: phone_types.ActivityView},
        refusals=(404,),
    ),
    Route(
        "get",
        "/api/{code}/about",
        "What becomes of what people give, as the organiser says it; to be read before coming in.",
        {200: phone_types.AboutView},
        refusals=(404,),
    ),
    Route(
        "get",
        "/api/{code}/notebook",
        "What a participant takes along: each activity that is open no more, with what was revealed of it.",
        {200: phone_routes.TakenView},
        refusals=(401, 404),
        who=("cookie",),
    ),
    Route(
        "post",
        "/api/{code}/answers",
        "Keep one answer; null takes it back. 201 once it is on disk; the same key and content "
        "again gives 200, and it is stored once. 409 after the activity was closed.",
        {200: phone_routes.SavedView, 201: phone_routes.SavedView},
        phone_routes.AnswerBody,
        (401, 403, 404, 409, *_BODY, 429),
        ("cookie",),
    ),
    Route(
        "post",
        "/api/{code}/hand-in",
        "Take into a cohort what somebody answered alone and chose to hand in; again under the same id, it "
        "takes the place of what was there. 201 once it is on disk, 200 if it was. 409 where the session is "
        "no cohort.",
        {200: phone_routes.HandedView, 201: phone_routes.HandedView},
        HandIn,
        (404, 409, *_BODY, 429),
    ),
    Route(
        "post",
        "/api/{code}/items",
        "Propose an item where they are collected, or take one's own back. 201 once it is on disk; the "
        "same key and text again gives 200, and it is one item. 409 once no more are collected.",
        {200: phone_routes.SavedView, 201: phone_routes.SavedView},
        phone_routes.ItemBody,
        (401, 403, 404, 409, *_BODY, 429),
        ("cookie",),
    ),
    Route(
        "post",
        "/api/{code}/failed",
        "Say that the form of an activity throws on this phone; who leads is told, nothing is written down.",
        {200: phone_routes.FailedView},
        phone_routes.FailedBody,
        (401, 403, 404, *_BODY, 429),
        ("cookie",),
    ),
    Route(
        "post",
        "/api/{code}/me",
        "Change one's alias or language, or be forgotten.",
        {200: phone_routes.MeView},
        phone_routes.MeBody,
        (401, 403, 404, 409, *_BODY, 429),
        ("cookie",),
    ),
    Route(
        "get",
        "/api/{code}/since",
        "Whether one is compared with oneself: with the next session, and with the former one.",
        {200: since.SinceView},
        refusals=(401, 404),
        who=("cookie",),
    ),
    Route(
        "post",
        "/api/{code}/since",
        "Let oneself be compared when the same is asked again; or say, by the three words one had in the "
        "former session, who one was there. 404 where nobody there wanted to be compared under such words.",
        {200: since.SinceView},
        since.SinceBody,
        (401, 403, 404, 409, *_BODY, 429),
        ("cookie",),
    ),
    Route(
        "get",
        "/control/server",
        "The server's version and address, and whose token that is.",
        {200: control.ServerView},
        refusals=(401,),
        who=("key",),
    ),
    Route(
        "get",
        "/control/sessions",
        "The sessions of whoever asks, the newest first; with `workshop` those of one workshop, each with "
        "its step.",
        {200: control.SessionListView},
        refusals=(401,),
        who=("key",),
        query=control.SessionsQuery,
    ),
    Route(
        "post",
        "/control/sessions",
        "Open a session; returns its join code.",
        {201: control.OpenedView},
        NewSession,
        (401, 409, *_BODY),
        ("key",),
    ),
    Route(
        "post",
        "/control/{code}/run",
        "Run a facilitator's command; returns the log's position after it. With a link only what "
        "that link is for.",
        {200: commands.RunView},
        AnyFacilitatorCommand,
        (401, 404, 409, *_BODY),
        ("key", "link"),
    ),
    Route(
        "post",
        "/control/{code}/reveal",
        "Close an activity, freeze where the group stands and show it: the chart, only the sentence, "
        "or nothing. Returns the log's position after it.",
        {200: commands.RunView},
        RevealRequest,
        (401, 404, 409, *_BODY),
        ("key", "link"),
    ),
    Route(
        "get",
        "/spare/{code}",
        "The page of a spare phone that is handed round: one person's at a time, it keeps nothing of them.",
        {200: "text/html", 404: "text/html"},
    ),
    Route(
        "get",
        "/clicker/{code}",
        "The page that leads from a phone; its secret stands in its address behind the #.",
        {200: "text/html", 404: "text/html"},
    ),
    Route(
        "get",
        "/control/{code}/clicker/state",
        "What a clicker leads by: what is asked, its time, how many have answered and are here, and "
        "what comes next.",
        {200: clicker.ClickerStateView},
        refusals=(401,),
        who=("link",),
    ),
    Route(
        "get",
        "/control/{code}/clicker/claims",
        "What can be said of what is asked now, before it is revealed, to choose what is said first.",
        {200: clicker.ClaimsView},
        refusals=(401, 409),
        who=("link",),
    ),
    Route(
        "get",
        "/control/{code}/clicker/events",
        "The same as a stream, at most four times a second, until the link is revoked.",
        {200: "text/event-stream"},
        refusals=(401,),
        who=("link",),
    ),
    Route(
        "get",
        "/moderate/{code}",
        "The page on which a co-facilitator looks after proposals; its secret stands behind the #.",
        {200: "text/html", 404: "text/html"},
    ),
    Route(
        "get",
        "/control/{code}/moderation/state",
        "What people proposed, those that wait first, and which say nearly the same; without names.",
        {200: moderation.ModerationStateView},
        refusals=(401,),
        who=("link",),
    ),
    Route(
        "get",
        "/control/{code}/moderation/events",
        "The same as a stream, at most four times a second, until the link is revoked.",
        {200: "text/event-stream"},
        refusals=(401,),
        who=("link",),
    ),
    Route(
        "get",
        "/control/{code}/log",
        "The session's events as they are stored, one a line, behind position `after`; where there are none "
        "yet, once there are, or after `wait` seconds none.",
        {200: "application/x-ndjson"},
        refusals=(401, 404, 422),
        who=("key",),
        query=follow.LogQuery,
    ),
    Route(
        "get",
        "/control/{code}/presence",
        "Who is connected, in no order that would tell anything.",
        {200: control.PresenceView},
        refusals=(401, 404),
        who=("key",),
    ),
    Route(
        "get",
        "/control/{code}/arrivals",
        "Who came in since the server started, by address and block of addresses, and when.",
        {200: control.ArrivalsView},
        refusals=(401, 404),
        who=("key",),
    ),
    Route(
        "get",
        "/control/health",
        "Which process serves, and how many sessions.",
        {200: control.HealthView},
        refusals=(401,),
        who=("key",),
    ),
    Route(
        "post",
        "/control/stop",
        "Stop the server: at once, or `after` so many seconds unless a session needs it by then.",
        {200: control.StoppingView},
        control.StopBody,
        (401, *_BODY),
        who=("key",),
    ),
)
