"""Every mistake of a deck file is named: the line, what stands there, and what is allowed."""

import re
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tamtam import assets
from tamtam.authoring import deck_file
from tamtam.authoring.deck_file import DeckMistake
from tamtam.language.errors import TamtamError

DECK = """\
id: small
version: 1
title: {fr: Un atelier, en: A workshop}
languages: [fr, en]
parts:
  - id: opening
    title: {fr: Ouverture, en: Opening}
activities:
  - id: baseline
    step: 0B
    part: opening
    kind: agreement
    title: {fr: Le départ, en: The start}
    question: {fr: "D’accord ?", en: "Do you agree?"}
    minutes: 5
    phases: [before]
    items:
      - id: client
        text: {fr: Un client, en: A client}
      - id: colleagues
        text: {fr: Des collègues, en: Colleagues}
    wording:
      alone:
        items:
          client: {fr: Mon client, en: My client}
    live: false
  - id: flows
    step: 3B
    part: opening
    kind: flows
    title: {fr: Des flux, en: Flows}
    question: {fr: "Quelle place ?", en: "How much room?"}
    minutes: 13
    phases: [today, wanted]
    items:
      - id: trust
        text: {fr: La confiance, en: Trust}
cuts:
  half_day: {baseline: 5, reserve: 2}
"""

#: One statement drawn against another activity's.
QUADRANTS = """    options:
      quadrants:
        across:
          activity: {activity}
          item: trust
          phase: today
          low: {{fr: Peu, en: Little}}
          high: {{fr: Beaucoup, en: Much}}
        up:
          item: {item}
          low: {{fr: Peu, en: Little}}
          high: {{fr: Beaucoup, en: Much}}
        names:
          both: {{fr: Un, en: One}}
          across: {{fr: Deux, en: Two}}
          up: {{fr: Trois, en: Three}}
          neither: {{fr: Quatre, en: Four}}"""
COLLEAGUES = "{fr: Des collègues, en: Colleagues}"
TRUST = "{fr: La confiance, en: Trust}"

#: An activity that asks one statement of the first again.
AGAIN = """\
  - id: exit
    step: 4D
    part: opening
    kind: change
    title: {{fr: La fin, en: The end}}
    question: {{fr: "D’accord ?", en: "Do you agree?"}}
    minutes: 3
    phases: [after]
    options: {{since: baseline}}
    items:
      - id: client
        text: {text}
    wording:
      alone:
        items:
          client: {{fr: {worded}, en: My client}}{mark}
cuts:
"""

#: What stands in DECK, what is written instead ("# !" marks the line at fault), what must be said of
#: it, and what must be said to be allowed.
WRONG = {
    # what is asked twice
    "a sentence asked again in other words": (
        "cuts:\n",
        AGAIN.format(text="{fr: Un client, en: A customer} # !", worded="Mon client", mark=""),
        "“client” is asked in “baseline” in other words",
        "'en': 'A client'",
    ),
    "a sentence that one audience is asked again in other words": (
        "cuts:\n",
        AGAIN.format(text="{fr: Un client, en: A client}", worded="Notre client", mark=" # !"),
        "“client” is asked in “baseline” in other words",
        "“alone”: {'fr': 'Mon client'",
    ),
    "a sentence asked again that was not asked": (
        "cuts:\n",
        AGAIN.replace("- id: client", "- id: clients # !")
        .replace("client: {{", "clients: {{")
        .format(text=TRUST, worded="Mon client", mark=""),
        "no “clients”",
        "client, colleagues",
    ),
    # the shape
    "an unknown key": ("version: 1", "version: 1\nvertion: 2 # !", "no “vertion”", "title"),
    "a misspelt key": (
        "    minutes: 5",
        "    minutes: 5\n    expects: {fr: a, en: b} # !",
        "(“expect”?)",
        "say, expect",
    ),
    "a missing key": (
        "  - id: flows\n    step: 3B",
        "  - id: flows # !",
        "“step” is missing",
        "text",
    ),
    "a missing text": (
        "    title: {fr: Des flux, en: Flows}\n",
        "",
        "“title” is missing",
        "a text for each of fr, en",
    ),
    "a text where a number belongs": ("minutes: 5", "minutes: five # !", "“five”", "a number"),
    "a number where a text belongs": ("step: 0B", "step: 12 # !", "“12”", "a text"),
    "a fraction where a whole number belongs": ("version: 1", "version: 1.5 # !", "1.5", "whole"),
    "a word that YAML takes for no": (
        "step: 0B",
        "step: no # !",
        "“no”, read as false",
        'in quotes: "no"',
    ),
    "a word that YAML takes for yes": (TRUST, "{fr: Oui, en: Yes} # !", "“Yes”", 'quotes: "Yes"'),
    "a word that YAML takes for nothing": (TRUST, "{fr: ~, en: a} # !", "“~”", 'quotes: "~"'),
    "a text with nothing behind its language": (TRUST, "{fr: , en: Trust} # !", "nothing", "text"),
    "a number with noughts before it": (TRUST, "{fr: 007, en: a} # !", "“007”, read as 7", '"007"'),
    "a number counted in eights": ("minutes: 13", "minutes: 010 # !", "“010” is read as 8", "8"),
    "a number in groups": ("minutes: 13", "minutes: 1_3 # !", "“1_3” is read as 13", "13, written"),
    "a number in sixteens": ("version: 1", "version: 0x1F # !", "read as 31", "31, written so"),
    "a number with an exponent": ("minutes: 13", "minutes: 1e3 # !", "“1e3”", "a number"),
    "a number with a comma": ("minutes: 13", "minutes: 1,5 # !", "“1,5”", "a number: 1.5"),
    "a number with its unit": ("minutes: 13", "minutes: 5 min # !", "“5 min”", "a number: 5"),
    "minutes as a clock shows them": ("minutes: 13", "minutes: 1:30 # !", "“1:30”", "number: 1.5"),
    "a text cut by a sign": (
        f"text: {TRUST}",
        "text:\n          fr: Le client #1 # !\n          en: The client",
        "what follows # is left out: “#1",
        '"Le client #1',
    ),
    "texts cut by a sign": (TRUST, "{fr: Le client #1, en: The client #1} # !", "#1", "in quotes"),
    "a comma inside a text": (
        TRUST,
        "{fr: Oui, bien sûr, en: Sure} # !",
        "“bien sûr” stands behind a comma",
        'fr: "Oui, bien sûr"',
    ),
    "no space after a language": (TRUST, "{fr:Oui, en: Sure} # !", "a space", "fr: Oui"),
    "a colon inside a text of its own line": (
        f"text: {TRUST}",
        "text:\n          fr: Ceci : cela # !\n          en: This",
        "a colon stands inside a text",
        'fr: "Ceci : cela"',
    ),
    "an anchor": (TRUST, "{fr: &co Compagnie, en: Co} # !", "“&co”", "in quotes where"),
    "a tag": (TRUST, "{fr: !Vite oui, en: Quick} # !", "“!Vite”", "in quotes where"),
    "a text that begins with a sign": (TRUST, "{fr: @home, en: Home} # !", "'@'", "in quotes"),
    "a text that begins with a dash": (TRUST, "{fr: - a, en: b} # !", "with a sign", "in quotes"),
    "an apostrophe inside quotes": (TRUST, "{fr: 'l'eau', en: a} # !", "ends before", "’ for"),
    "a line too far in": ("    minutes: 13", "     minutes: 13 # !", "further in", "spaces"),
    "a text with a space at its end": (TRUST, "{fr: 'Oui ', en: a} # !", "a space", '"Oui"'),
    "a character that draws nothing": (TRUST, "{fr: O\u200bui, en: a} # !", "draws", "anew"),
    # the wording
    "options that read the same": (
        COLLEAGUES,
        "{fr: UN CLIENT., en: Colleagues} # !",
        "“UN CLIENT.” stands in line 19 too",
        "nobody takes",
    ),
    "a title that fills a phone": (
        "title: {fr: Des flux, en: Flows}",
        f"title: {{fr: Des flux, en: {'Flows ' * 20}}} # !",
        "119 characters",
        "80 at most",
    ),
    "an option that fills a phone": (TRUST, f"{{fr: a, en: {'so ' * 70}}} # !", "209", "200 at"),
    "a word that leaves a phone": (TRUST, f"{{fr: a, en: {'so' * 25}}} # !", "50 letters", "40"),
    "nothing": ("step: 0B", "step: # !", "nothing stands here", "a text"),
    "an empty text": ("step: 0B", 'step: " " # !', "the text is empty", "some words"),
    "a list where a text belongs": ("step: 0B", "step: [0, B] # !", "a list", "a text"),
    "a text where a list belongs": ("[before]", "before # !", "“before”", "a list"),
    "a text where true or false belongs": (
        "live: false",
        'live: "no" # !',
        "“no”",
        "true or false",
    ),
    "true or false where minutes belong": ("minutes: 5", "minutes: no # !", "false", "a number"),
    "true or false where a version belongs": (
        "version: 1",
        "version: no # !",
        "false",
        "a whole",
    ),
    "a text where a mapping belongs": (
        "\n        items:\n          client: {fr: Mon client, en: My client}",
        " client # !",
        "“client”",
        "question, question_d, prompt, items",
    ),
    "a list where a mapping belongs": (
        "{baseline: 5, reserve: 2}",
        "[baseline] # !",
        "a list",
        "key: value",
    ),
    # texts in their languages
    "a language left out": (TRUST, "{fr: La confiance} # !", "“en” is missing", "fr, en"),
    "a language that the deck hasn't": (
        TRUST,
        "{fr: La confiance, en: Trust, de: Vertrauen} # !",
        "no language “de”",
        "fr, en",
    ),
    "one text for all languages": (TRUST, "Trust # !", "“Trust”", "each of fr, en"),
    "a number where words belong": (TRUST, "{fr: 5, en: Trust} # !", "“5”", "in quotes"),
    "empty words": (TRUST, '{fr: "", en: Trust} # !', "empty", "some words"),
    "an unknown language": ("languages: [fr, en]", "languages: [fr, en, it] # !", "“it”", "fr, en"),
    "no language": ("languages: [fr, en]", "languages: [] # !", "no language", "at least one"),
    # the sense
    "a version below one": ("version: 1", "version: 0 # !", "“0”", "from 1"),
    "an id with capitals": ("id: trust", "id: Trust # !", "“Trust” can't be an id", "a–z"),
    "an id with a full stop": ("id: colleagues", "id: col.leagues # !", "can't be an id", "a–z"),
    "an id that stands twice": ("id: colleagues", "id: client # !", "taken, in line 18", "its own"),
    "an activity's id that stands twice": (
        "  - id: flows\n",
        "  - id: baseline # !\n",
        "taken",
        "its own",
    ),
    "an id that a proposed item may have": (
        f"id: colleagues\n        text: {COLLEAGUES}",
        f"id: p2 # !\n        text: {COLLEAGUES}\n    collect: {{prompt: {COLLEAGUES}}}",
        "may be what a proposed item is called",
        "any id but p and a number",
    ),
    "an id with a meaning in cuts": (
        "  - id: flows\n",
        "  - id: reserve # !\n",
        "has a meaning",
        "any id but",
    ),
    "something to drop first that isn't asked": (
        "  half_day: {baseline: 5, reserve: 2}\n",
        "  half_day: {baseline: 5, reserve: 2}\ndrop_first: {half_day: [baselin]} # !\n",
        "(“baseline”?) in the cut “half_day”",
        "baseline",
    ),
    "what to drop first in a cut there isn't": (
        "  half_day: {baseline: 5, reserve: 2}\n",
        "  half_day: {baseline: 5, reserve: 2}\ndrop_first:\n  half_dy: [baseline] # !\n",
        "(“half_day”?)",
        "half_day",
    ),
    "something to drop first twice": (
        "  half_day: {baseline: 5, reserve: 2}\n",
        "  half_day: {baseline: 5, reserve: 2}\ndrop_first: {half_day: [baseline, baseline]} # !\n",
        "twice",
        "each activity once",
    ),
    "a trial that isn't asked": (
        "  half_day: {baseline: 5, reserve: 2}\n",
        "  half_day: {baseline: 5, reserve: 2}\nclosing:\n  trial: flow # !\n",
        "(“flows”?)",
        "baseline, flows",
    ),
    "an unknown part": (
        "    step: 3B\n    part: opening",
        "    step: 3B\n    part: openning # !",
        "(“opening”?)",
        "opening",
    ),
    "an unknown kind": ("kind: flows", "kind: flow # !", "(“flows”?)", "agreement"),
    "an option that the kind hasn't": (
        "    live: false",
        "    live: false\n    options:\n      low: 0 # !",
        "no “low”",
        "quadrants",
    ),
    "a statement drawn against an activity there isn't": (
        "    live: false",
        QUADRANTS.format(activity="flow", item="client").replace("options:", "options: # !"),
        "no “flow” (“flows”?)",
        "baseline, flows",
    ),
    "a statement drawn that isn't asked": (
        "    live: false",
        QUADRANTS.format(activity="flows", item="clients # !"),
        "“options.quadrants.up.item”",
        "one of the statements",
    ),
    "no time": ("minutes: 13", "minutes: 0 # !", "“0”", "more than 0"),
    "a negative time": ("minutes: 13", "minutes: -3 # !", "“-3”", "more than 0"),
    "endless time": ("minutes: 13", "minutes: .inf # !", "“inf”", "more than 0"),
    "a time that is no number": ("minutes: 13", "minutes: .nan # !", "“nan”", "more than 0"),
    "minutes and seconds": ("minutes: 13", "minutes: 5:30 # !", "“5:30”", "a number"),
    "a number that can't be read": ("minutes: 13", "minutes: !!int five # !", "“five”", "a number"),
    "neither true nor false": (
        "live: false",
        "live: !!bool perhaps # !",
        "“perhaps”",
        "true or false",
    ),
    "an unknown phase": ("[before]", "[befor] # !", "(“before”?)", "round_1"),
    "a phase that stands twice": ("[before]", "[before, before] # !", "twice", "each phase once"),
    "no phase": ("[before]", "[] # !", "“phases” isn't what", "at least one phase"),
    "too few phases for the kind": (
        "[today, wanted]",
        "[today] # !",
        "the kind “flows”",
        "[today, wanted]",
    ),
    "an unknown audience": (
        "      alone:",
        "      aloone: # !",
        "(“alone”?)",
        "team, mixed, alone",
    ),
    "wording for an unknown item": (
        "          client:",
        "          clients: # !\n           ",
        "(“client”?)",
        "client, colleagues",
    ),
    "a question for what is never claimed": (
        "    live: false",
        '    debrief:\n      claims:\n        split.clients: {fr: "Qui ?", en: "Who?"} # !',
        "(“split.client”?)",
        "a claim (majority, plurality, shared, split)",
    ),
    "a check with two right answers": (
        "    title: {fr: Ouverture, en: Opening}",
        "    title: {fr: Ouverture, en: Opening}\n    study:\n      checks:\n"
        "        - question: {fr: Quoi, en: What} # !\n          choices:\n"
        "            - {text: {fr: A, en: A}, why: {fr: B, en: B}, right: true}\n"
        "            - {text: {fr: C, en: C}, why: {fr: D, en: D}, right: true}",
        "2 choices are right",
        "exactly one",
    ),
    "an echo of an answer that is never given": (
        "    title: {fr: Ouverture, en: Opening}",
        "    title: {fr: Ouverture, en: Opening}\n    study:\n      echoes:\n"
        "        - first: baseline.clients # !\n          second: baseline.each",
        "(“client”?)",
        "baseline.client",
    ),
    "a language that stands twice": (
        "languages: [fr, en]",
        "languages: [fr, en, fr] # !",
        "“fr” stands twice",
        "each language once",
    ),
    "nothing that anybody could write": (
        "    live: false",
        "    collect:\n      prompt: {fr: Quoi, en: What}\n      most: 0 # !",
        "“0” stands here",
        "from 1 to 20",
    ),
    "letters for no word": (
        "    live: false",
        "    collect:\n      prompt: {fr: Quoi, en: What}\n      longest: -5 # !",
        "“-5” stands here",
        "from 10 to 500",
    ),
    "an unknown cut": ("  half_day:", "  halfday: # !\n   ", "(“half_day”?)", "two_hours"),
    "an unknown activity in a cut": ("baseline: 5,", "base: 5, # !\n   ", "no “base”", "welcome"),
    "no minutes in a cut": ("reserve: 2}", "reserve: 0} # !", "“0”", "leave out"),
    "endless minutes in a cut": ("reserve: 2}", "reserve: .inf} # !", "“inf”", "leave out"),
    # the writing
    "a key that stands twice": (
        "version: 1",
        "version: 1\nversion: 2 # !",
        "first in line 2",
        "once",
    ),
    "a key in brackets": (
        "    minutes: 5",
        "    minutes: 5\n    {minutes}: 5 # !",
        "a key in brackets",
        "a name",
    ),
    "a tab": ("    step: 0B", "\tstep: 0B # !", "a tab", "spaces"),
    "an alias": (TRUST, "*words # !", "an alias", "the words themselves"),
    "bottomless nesting": (TRUST, "[" * 2_000 + "]" * 2_000 + " # !", "too deeply", "six levels"),
    "a colon inside a text": (
        "step: 0B",
        "step: 0B: the start # !",
        "a colon",
        'step: "0B: the start"',
    ),
    "a character that can't be shown": (
        "step: 0B",
        "step: 0\x00B # !",
        "can't be shown",
        "plain text",
    ),
    "a second document": ("activities:", "---  # !\nactivities:", "another document", "YAML"),
}


def mistakes_in(text: str | bytes, folder: Path) -> list[DeckMistake]:
    path = folder / deck_file.FILE
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return deck_file.mistakes(path)


def written(old: str, new: str, deck: str = DECK) -> str:
    assert old in deck
    return deck.replace(old, new, 1)


def marked_lines(text: str) -> list[int]:
    return [number for number, line in enumerate(text.split("\n"), start=1) if "# !" in line]


def test_a_deck_in_a_language_that_nobody_speaks_here_has_that_one_mistake(tmp_path: Path) -> None:
    text = written("languages: [fr, en]", "languages: [it]")
    text = re.sub(r"\{fr: (.*?), en: .*?\}", r"{it: \1}", text)
    [mistake] = mistakes_in(text, tmp_path)
    assert mistake.where == "languages.1" and "fr, en" in mistake.allowed


def test_a_good_deck_has_none(tmp_path: Path) -> None:
    assert mistakes_in(DECK, tmp_path) == []
    deck = deck_file.read(tmp_path / deck_file.FILE)
    assert [activity.id for activity in deck.activities] == ["baseline", "flows"]
    assert deck.activities[1].title == {"fr": "Des flux", "en": "Flows"}


@pytest.mark.parametrize("path", sorted(assets.workshops().glob(f"*/{deck_file.FILE}")))
def test_the_shipped_decks_have_none(path: Path) -> None:
    assert deck_file.mistakes(path) == []
    assert deck_file.read(path).id == path.parent.name


@pytest.mark.parametrize(("old", "new", "what", "allowed"), WRONG.values(), ids=WRONG)
def test_a_mistake_is_named_with_its_line_and_what_is_allowed(
    old: str, new: str, what: str, allowed: str, tmp_path: Path
) -> None:
    text = written(old, new)
    [mistake] = mistakes_in(text, tmp_path)
    assert what in mistake.what and allowed in mistake.allowed
    if "# !" in text:
        assert [mistake.line] == marked_lines(text)
    assert str(mistake).startswith(f"{tmp_path / deck_file.FILE}:{mistake.line}: ")


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        (b"", 1, "empty"),
        (b"# only a comment\n", 1, "empty"),
        (DECK.encode("cp1252"), 13, "isn't UTF-8"),
        (b"- id: small\n", 1, "a list stands here"),
        (b"just words\n", 1, "just words"),
        (b"id: [small\n", 2, "expected"),
    ],
)
def test_a_file_that_is_no_deck_is_told_so(
    text: bytes, line: int, what: str, tmp_path: Path
) -> None:
    [mistake, *_] = mistakes_in(text, tmp_path)
    assert (mistake.line, what in mistake.what) == (line, True)


def test_where_no_item_has_an_id_the_wording_is_told_so(tmp_path: Path) -> None:
    text = written(
        "id: client\n        text:", "text:", written("id: colleagues\n        ", "", DECK)
    )
    found = mistakes_in(text, tmp_path)
    assert ("there is no “client”", "items, which are missing") in [
        (mistake.what, mistake.allowed) for mistake in found
    ]


def test_a_mistake_says_where_it_is_by_ids(tmp_path: Path) -> None:
    text = written("{fr: Des collègues, en: Colleagues}", "{fr: Des collègues}")
    [mistake] = mistakes_in(text, tmp_path)
    assert mistake.where == "activities.baseline.items.colleagues.text"
    assert "activities.baseline.items.colleagues.text: " in str(mistake)


#: Mistakes that stand apart from each other, and don't keep the rest from being read.
TOGETHER = (
    "an unknown key",
    "a text where minutes belong",
    "an id that stands twice",
    "a number where a text belongs",
    "a language left out",
    "an unknown kind",
    "a negative time",
    "an unknown audience",
    "an unknown activity in a cut",
    "a phase that stands twice",
)


def test_sentences_of_a_conversation_held_elsewhere_may_be_long_and_alike(tmp_path: Path) -> None:
    assert mistakes_in(DECK, tmp_path) == []
    deck = deck_file.read(tmp_path / deck_file.FILE)
    item = deck.activities[1].items[0]
    long = msgspec.structs.replace(item, id="long", text=dict.fromkeys(("fr", "en"), "so " * 90))
    flows = msgspec.structs.replace(
        deck.activities[1], items=(item, msgspec.structs.replace(item, id="again"), long)
    )
    held = msgspec.structs.replace(deck, activities=(deck.activities[0], flows))
    deck_file.check(held, authored=False)
    with pytest.raises(
        TamtamError, match=r"“Trust” stands at activities\[1\]\.items\[0\]\.text\.en too"
    ):
        deck_file.check(held)


def test_several_mistakes_are_all_named_in_the_order_of_their_lines(tmp_path: Path) -> None:
    text = DECK
    chosen = [WRONG[name] for name in TOGETHER if name in WRONG]
    for old, new, *_ in chosen:
        text = written(old, new, text)
    found = mistakes_in(text, tmp_path)
    assert [mistake.line for mistake in found] == marked_lines(text)
    for _, _, what, allowed in chosen:
        what = "taken" if "taken" in what else what  # its line has moved
        assert any(what in one.what and allowed in one.allowed for one in found), what


def test_reading_a_deck_with_mistakes_names_them_all(tmp_path: Path) -> None:
    path = tmp_path / deck_file.FILE
    path.write_text(written("minutes: 5", "minutes: five", written("kind: flows", "kind: flow")))
    with pytest.raises(TamtamError) as caught:
        deck_file.read(path)
    assert caught.value.code == "deck_has_mistakes"
    for language in ("fr", "en"):
        told = caught.value.message(language)
        assert all(f"{path}:{line}: " in told for line in (15, 30))


# --- whatever someone writes

scraps = st.sampled_from(
    ["", " ", "\n", "\n  ", "- ", ": ", ":", "[", "]", "{", "}", '"', "'", "&a ", "*a", "!!int "]
) | st.sampled_from(
    ["|", "? ", "~", "0x", "1:2", "<<: ", "%", "@", "\t", "# ", "\u2028", "é", "---\n", "null"]
)
edits = st.lists(
    st.tuples(st.integers(0, len(DECK)), st.integers(0, 12), st.lists(scraps, max_size=3)),
    min_size=1,
    max_size=4,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits)
def test_whatever_is_written_is_read_or_its_mistakes_are_named(
    tmp_path: Path, changes: list[tuple[int, int, list[str]]]
) -> None:
    text = DECK
    for start, length, scrap in changes:
        text = text[:start] + "".join(scrap) + text[start + length :]
    found = mistakes_in(text, tmp_path)
    for mistake in found:
        assert 1 <= mistake.line <= len(text.splitlines()) + 1
        assert mistake.what and mistake.allowed
        assert "Node(" not in str(mistake)
    if not found:
        deck_file.read(tmp_path / deck_file.FILE)


#: What may be meant so: what is written, the line's beginning, what is asked.
DOUBTS = {
    "a note behind a text": (
        "title: {fr: Des flux, en: Flows}",
        "title:\n      fr: Des flux\n      en: Plan # we want it",
        "en: Plan",
        'if it belongs to the text: "Plan # we want it"',
    ),
    "minutes for days": ("minutes: 13", "minutes: 5000", "minutes: 5000", "83.3 hours"),
    "seconds for minutes": ("minutes: 13", "minutes: 300", "minutes: 300", "seconds: 5"),
    "seconds of a length": ("reserve: 2", "reserve: 240", "half_day", "seconds: 4"),
}


@pytest.mark.parametrize("what", DOUBTS)
def test_what_may_be_meant_otherwise_is_named_with_its_line_and_is_no_mistake(
    what: str, tmp_path: Path
) -> None:
    before, after, begins, asked = DOUBTS[what]
    text = written(before, after)
    assert mistakes_in(text, tmp_path) == []
    [doubt] = deck_file.doubts(tmp_path / "deck.yaml")
    assert text.splitlines()[doubt.line - 1].strip().startswith(begins)
    assert asked in str(doubt)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("minutes: 13", "minutes: 13 # a note on what nobody reads"),
        (
            "title: {fr: Des flux, en: Flows}",
            'title:\n      fr: Des flux\n      en: "Flows" # plain',
        ),
    ],
)
def test_a_note_that_cuts_no_words_is_no_doubt(before: str, after: str, tmp_path: Path) -> None:
    assert mistakes_in(written(before, after), tmp_path) == []
    assert deck_file.doubts(tmp_path / "deck.yaml") == []
