"""The facilitator's notebooks: the one to lead from, one a part, that for results, that to study alone.

Thin: a part's aim and story in words, and one cell a step. Code is alike in all languages.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from tamtam.authoring.pages import LONGEST, asked, heading, notebook_names, say
from tamtam.deck.deck import Activity, Deck, Part
from tamtam.language import texts


def notebooks(deck: Deck, workshop: str, language: str) -> Iterator[tuple[str, str]]:
    """Name (without ending) and text of each notebook; `workshop` is the name it is opened under."""
    page = _Page(deck, workshop, language)
    page.cockpit()
    yield say(language, "file.lead"), page.text()
    names = notebook_names(deck, language)
    following = iter([*names.values()][1:])
    for part in deck.parts:
        if part.id in names:
            page = _Page(deck, workshop, language)
            page.lead(part, next(following))
            yield names[part.id], page.text()
    page = _Page(deck, workshop, language)
    page.results()
    yield names[""], page.text()
    page = _Page(deck.worded("alone"), workshop, language)
    page.alone()
    yield say(language, "file.alone"), page.text()


def hash_of(cells: Iterable[str]) -> str:
    """A hash of what the cells of a notebook say, whatever ran in them."""
    return hashlib.sha256("\0".join(cells).encode()).hexdigest()[:16]


def is_as_written(notebook: str) -> bool | None:
    """Whether no text of a cell was changed since it was written from a deck; None where it wasn't."""
    try:
        read = json.loads(notebook)
        written = read["metadata"]["tamtam"]["written"]
        return bool(written == hash_of("".join(cell["source"]) for cell in read["cells"]))
    except (ValueError, KeyError, TypeError):
        return None


class _Page:
    """One notebook while it is written."""

    def __init__(self, deck: Deck, workshop: str, language: str) -> None:
        self._deck = deck
        self._workshop = workshop
        self._language = language
        self._cells: list[dict[str, Any]] = []

    def cockpit(self) -> None:
        """The notebook to lead from: one cell, whose output is the cockpit."""
        self._words(f"# {self._say('lead.name')}", self._say("lead.run"))
        cut = self._deck.cut("two_hours")
        lead = f'Workshop("{self._workshop}", language="{self._language}", cut="{cut}").lead()'
        self._code(f"from tamtam import Workshop\n{lead}")
        name, title = self._say("file.alone"), self._say("alone.name")
        self._words(
            f"## {self._say('lead.others')}",
            self._say("lead.alone", title=title, name=name),
            self._say("lead.parts", links=" · ".join(self._links())),
        )

    def _links(self) -> Iterator[str]:
        """A link to each part's notebook, and to that for results."""
        titles = {part.id: self._pick(part.title) for part in self._deck.parts}
        for part, name in notebook_names(self._deck, self._language).items():
            yield f"[{titles.get(part) or self._say('results.name')}]({name}.ipynb)"

    def lead(self, part: Part, following: str) -> None:
        """The notebook that leads a room through a part; `following` is the one to go on with."""
        aim = self._say("aim", text=self._pick(part.aim)) if part.aim else ""
        self._title(self._pick(part.title), aim)
        activities = [activity for activity, _ in asked(self._deck, part, LONGEST)]
        text = self._say("open.text", lead=self._say("file.lead"))
        self._words(f"## {self._say('open.title')}", text, self._say("open.part"))
        shows = ["lobby", "screen", "clicker", "agenda", "questions"]
        if any(activity.collect for activity in activities):
            shows.insert(3, "comoderator")
        self._code("\n".join([self._opened(), *(f"room.{name}()" for name in shows)]))
        if part.story:
            self._words(f"## {self._say('story')}", self._pick(part.story))
        for activity in activities:
            self._step(activity)
        self._words(
            f"## {self._say('next.title')}", self._say("next.text", notebook=f"{following}.ipynb")
        )
        self._code("room.wrap_up()")

    def _step(self, activity: Activity) -> None:
        """One cell, which shows all it takes to lead the step: what to say, its minutes, what to ask."""
        self._words(f"## {heading(activity, self._language)}")
        collects = ["room.moderation()"] if activity.collect else []
        self._code("\n".join([f'room.ask("{activity.id}")', *collects]))

    def results(self) -> None:
        """The notebook to end with, in one cell: what was revealed, what was agreed, what to hand out."""
        aim = self._say("aim", text=self._say("results.aim"))
        run = self._say("results.run", lead=self._say("file.lead"))
        self._title(self._say("results.name"), aim, run)
        for section in ("summary", "agreement", "wrap_up"):
            self._section(section)
        self._code(f"{self._opened()}\ndisplay(room.summary())\nroom.agreement()\nroom.wrap_up()")
        self._section("after")

    def alone(self) -> None:
        """The whole workshop for one person."""
        self._title(self._say("alone.name"), self._say("alone.aim"))
        self._words(f"## {self._say('alone.begin')}")
        self._code(f"from tamtam import Workshop\nstudy = {self._workshop_in_code()}.study()")
        for part in self._deck.parts:
            steps = list(asked(self._deck, part, "alone"))
            if steps:
                story = self._pick(part.story_alone).replace("\n", "\n\n")  # its paragraphs
                self._words(f"## {self._pick(part.title)}", story)
            for activity, minutes in steps:
                self._words(
                    f"## {self._pick(activity.title)} ({self._say('minutes', n=minutes)})",
                    f"*{self._pick(activity.question)}*",
                )
                self._code(f'study.ask("{activity.id}")')
                if activity.question_d:
                    self._words(self._say("alone.ask", text=self._pick(activity.question_d)))
            if steps:
                self._looked_back(part)
        self._section("alone.wrap_up")
        self._code("study.wrap_up()")

    def _looked_back(self, part: Part) -> None:
        """What a part ends with alone: whether it was understood, what speaks against it, what to read."""
        study = part.study
        if study.checks or study.echoes:
            self._words(f"### {self._say('alone.check')}")
            self._code(f'study.check("{part.id}")')
        if study.critic:
            self._words(f"### {self._say('alone.critic')}", self._pick(study.critic))
        if study.reading:
            works = "\n".join(f"- {self._pick(one)}" for one in study.reading)
            self._words(f"### {self._say('alone.reading')}", works)

    def text(self) -> str:
        """The notebook as it is stored: cells numbered, code folded, no outputs."""
        for number, cell in enumerate(self._cells):
            cell["id"] = f"cell-{number:02}"
        kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
        written = hash_of(["".join(cell["source"]) for cell in self._cells])
        notebook = {
            "cells": self._cells,
            "metadata": {
                "kernelspec": kernel,
                "language_info": {"name": "python"},
                "tamtam": {"written": written},
            },
            "nbformat": 4,
            "nbformat_minor": 5,
        }
        return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"

    def _title(self, title: str, lead: str, run: str = "") -> None:
        deck = f"*{self._pick(self._deck.title)}*"
        self._words(f"# {title}", deck, lead, run or self._say("run"))

    def _section(self, key: str, **values: object) -> None:
        self._words(f"## {self._say(f'{key}.title')}", self._say(f"{key}.text", **values))

    def _words(self, *paragraphs: str) -> None:
        source = "\n\n".join(filter(None, paragraphs))
        if source:
            self._cells.append(
                {"cell_type": "markdown", "metadata": {}, "source": source.splitlines(True)}
            )

    def _code(self, source: str) -> None:
        self._cells.append(
            {
                "cell_type": "code",
                "execution_count": None,
                "metadata": {"jupyter": {"source_hidden": True}},
                "outputs": [],
                "source": source.splitlines(True),
            }
        )

    def _opened(self) -> str:
        return f"from tamtam import Workshop\nroom = {self._workshop_in_code()}.open()"

    def _workshop_in_code(self) -> str:
        return f'Workshop("{self._workshop}", language="{self._language}")'

    def _pick(self, words: dict[str, str]) -> str:
        return texts.pick(words, self._language)

    def _say(self, key: str, **values: object) -> str:
        return say(self._language, key, **values)
