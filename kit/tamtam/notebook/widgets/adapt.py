"""Adapting the questions: words, items, minutes and order in a form, beside what a phone would show."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets

from tamtam import kinds
from tamtam.deck.deck import Activity, Item
from tamtam.language import spoken, texts
from tamtam.notebook.adaptation import Adaptation
from tamtam.notebook.widgets.alert import Alert
from tamtam.notebook.widgets.elements import button, panel, words
from tamtam.notebook.widgets.form import FormWidget

if TYPE_CHECKING:
    from tamtam.notebook.form_texts import FormState

#: Characters in a line of a field.
A_LINE = 38


class Adapt:
    """The form of one activity at a time, as `widget`. Nothing is kept before it is saved."""

    def __init__(self, adaptation: Adaptation, language: str) -> None:
        self._adaptation = adaptation
        self._kept = adaptation.plain
        self._saved = ""
        self._language = language
        self._filling = False
        self._which = widgets.Dropdown(description=self._say("which"), layout={"width": "30em"})
        self._which.observe(self._chosen, "value")
        self._asked = widgets.Checkbox(description=self._say("asked"), indent=False)
        self._asked.observe(lambda change: self._last(change["new"]), "value")
        self._minutes = widgets.BoundedFloatText(
            description=self._say("minutes"), min=0.5, max=240, step=0.5, layout={"width": "12em"}
        )
        self._minutes.observe(lambda _: self._last(self._asked.value), "value")
        place = _row(
            self._asked,
            self._minutes,
            button(self._say("earlier"), lambda: self._move(-1)),
            button(self._say("later"), lambda: self._move(1)),
        )
        self._told = widgets.HTML()
        self._fields = widgets.VBox()
        self._preview = widgets.VBox(layout={"width": "420px", "margin": "0 0 0 24px"})
        self._alert = Alert(language)
        save = button(self._say("save"), self._alert.attempting(self._save), "primary")
        sides = widgets.HBox([self._fields, self._preview])
        self.widget = panel(
            _row(self._which), place, self._told, sides, _row(save), self._alert.widget
        )
        self._offer()
        self._fill()

    def finish(self) -> str | None:
        """Save what isn't yet, and what was said of it; None where it can't be: the form says why."""
        if self._adaptation.plain == self._kept:
            return self._saved
        refused = self._alert.attempt(self._save)
        return None if refused else self._saved

    @property
    def _languages(self) -> tuple[str, ...]:
        """The deck's languages, one's own first."""
        known = self._adaptation.deck.languages
        return tuple(sorted(known, key=lambda one: one != self._language))

    @property
    def _id(self) -> str:
        return str(self._which.value)

    # --- what is shown

    def _offer(self) -> None:
        """The activities to choose one of, in their order."""
        chosen = self._which.value
        self._filling = True
        self._which.options = [
            (f"{activity.step} · {texts.pick(activity.title, self._language)}", activity.id)
            for activity in self._adaptation.deck.activities
        ]
        self._which.value = chosen or self._first()
        self._filling = False

    def _first(self) -> str:
        """The first activity that is asked in the length chosen: what is left out isn't looked at first."""
        ids = [activity.id for activity in self._adaptation.deck.activities]
        return next((id for id in ids if self._adaptation.minutes(id) is not None), ids[0])

    def _chosen(self, _: object) -> None:
        if not self._filling:
            self._alert.clear()
            self._fill()

    def _fill(self) -> None:
        """Fill every field anew for the activity that is chosen."""
        self._filling = True
        activity, minutes = self._adaptation.activity(self._id), self._adaptation.minutes(self._id)
        begun = self._id in self._adaptation.begun
        self._asked.value = minutes is not None
        self._minutes.value = minutes or activity.minutes
        self._minutes.disabled = minutes is None
        kept = self._adaptation.keeps_items(self._id)
        self._told.value = words(self._told_of(begun, kept), "muted")
        question = [
            self._field(language, activity.question, self._asking(language), begun)
            for language in self._languages
        ]
        items = [self._item(item, kept) for item in activity.items]
        add = [] if kept else [button(self._say("add"), self._add)]
        label, prompted, listed = (
            widgets.HTML(words(self._say(name), "muted"))
            for name in ("question", "prompt", "items")
        )
        prompt = self._prompt(activity, begun)
        if prompt:
            prompt.insert(0, prompted)
        self._fields.children = [label, *question, *prompt, listed, *items, *add]
        self._filling = False
        self._show()

    def _told_of(self, begun: bool, kept: bool) -> str:
        """What can't be changed any more, or changes elsewhere too; empty where there is nothing to say."""
        if begun:
            return self._say("begun")
        found = (self._adaptation.activity(other) for other in self._adaptation.together(self._id))
        titles = [f"{one.step} {texts.pick(one.title, self._language)}".strip() for one in found]
        if not titles:
            return ""
        return self._say("kept" if kept else "both", titles=", ".join(titles))

    def _prompt(self, activity: Activity, begun: bool) -> list[widgets.Widget]:
        """What asks the room for items, where it is asked for them."""
        if activity.collect is None:
            return []
        return [
            self._field(language, activity.collect.prompt, self._prompting(language), begun)
            for language in self._languages
        ]

    def _field(
        self, language: str, said: dict[str, str], change: Callable[[str], None], locked: bool
    ) -> widgets.Textarea:
        """A text in one language; what is typed goes into the deck."""
        name = spoken.name(language)
        field = widgets.Textarea(
            (typed := texts.pick(said, language)),
            description=name,
            rows=max(2, -(-len(typed) // A_LINE)),
            continuous_update=False,
            disabled=locked,
            layout={"width": "30em"},
        )
        field.observe(lambda typed: self._change(change, typed["new"]), "value")
        return field

    def _item(self, item: Item, begun: bool) -> widgets.HBox:
        fields = [
            self._field(language, item.text, self._saying(item.id, language), begun)
            for language in self._languages
        ]
        remove = button(self._say("remove"), lambda: self._remove(item.id))
        remove.tooltip = f"{self._say('remove')} – {texts.pick(item.text, self._language)}"
        row = _row(widgets.VBox(fields), *([] if begun else [remove]))
        row.add_class("tamtam-item")
        return row

    def _show(self) -> None:
        """What a phone would show of it; answers given in it go nowhere."""
        shown = self._adaptation.preview(self._id)

        def keep(*_: Any) -> "FormState":
            return shown

        kind = str(shown["activity"]["kind"])
        form = FormWidget(kind, shown["activity"], self._language, keep=keep, propose=keep)
        form.own = False  # as in a room
        form.show(shown)
        activity = self._adaptation.activity(self._id)
        collect, rounds = activity.collect, kinds.get(activity.kind).rounds(activity)
        first = collect is not None and bool(rounds) and rounds[0].collects  # asked for items alone
        asked = collect.prompt if collect and first else activity.question
        question = texts.pick(asked, self._language)
        head = words(self._say("preview"), "muted") + words(question, "title")
        self._preview.children = [widgets.HTML(head), form]

    # --- what is done

    def _asking(self, language: str) -> Callable[[str], None]:
        return lambda typed: self._adaptation.ask(self._id, language, typed)

    def _prompting(self, language: str) -> Callable[[str], None]:
        return lambda typed: self._adaptation.prompt(self._id, language, typed)

    def _saying(self, item: str, language: str) -> Callable[[str], None]:
        return lambda typed: self._adaptation.say(self._id, item, language, typed)

    def _change(self, change: Callable[[str], None], typed: str) -> None:
        if not self._filling:
            change(typed)
            self._alert.clear()
            self._show()

    def _last(self, asked: bool) -> None:
        if not self._filling:
            minutes = self._minutes.value if asked else None
            self._minutes.disabled = not asked
            self._adaptation.last(self._id, minutes)

    def _move(self, by: int) -> None:
        self._adaptation.move(self._id, by)
        self._offer()
        place = [id for _, id in self._which.options].index(self._id) + 1
        self._alert.say(self._say("moved", place=place, of=len(self._which.options)))

    def _add(self) -> None:
        known = self._adaptation.deck.languages
        new = {each: texts.text(each, "notebook.adapt.new_item") for each in known}
        self._adaptation.add_item(self._id, new)
        self._fill()

    def _remove(self, item: str) -> None:
        self._adaptation.drop_item(self._id, item)
        self._fill()

    def _save(self) -> None:
        saved = self._adaptation.save()
        key = "saved_in_session" if self._adaptation.revise else "saved"
        said = [self._say(key, path=saved.path)]
        if saved.renewed:
            said.append(self._say("renewed", n=len(saved.renewed)))
        if saved.left:
            said.append(self._say("left", pages=", ".join(page.name for page in saved.left)))
        self._kept, self._saved = self._adaptation.plain, " ".join(said)
        self._alert.say(self._saved)

    def _say(self, key: str, **values: Any) -> str:
        return texts.text(self._language, f"notebook.adapt.{key}", **values)


def _row(*children: widgets.Widget) -> widgets.HBox:
    row = widgets.HBox(list(children))
    row.add_class("tamtam-buttons")
    return row
