"""Every number of counts.csv, found again from answers.csv with pandas alone.

    python recompute.py [FOLDER]

Needs Python and pandas, nothing of Tamtam. It ends with status 0 where every number is the same. Where one
isn't, it says which: a standing stays as the room saw it, so answers that were changed or erased after it
was shown make the answers of today count otherwise.
"""

import json
import re
import sys
from pathlib import Path

import pandas as pd

#: One standing: an activity, a time it was asked, an item and a phase of it.
PLACE = ["activity", "turn", "item", "phase"]
#: The name of a class, "6–10": told of fewer than twelve people.
CLASS = re.compile(r"(-?\d+)–(-?\d+)")
#: Classes of ways to decide, likewise.
WAYS = {"of_manager": ["manager", "manager_advice"], "of_person": ["person_advice", "person"]}
#: Where one says what one's own role is; roles of too few people are told together.
ROLE, OTHERS = "role", "others"


def read(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The counts and the answers; every cell is text."""
    tables = []
    for name in ("counts.csv", "answers.csv"):
        line = (folder / name).read_text("utf-8-sig").partition("\n")[0]
        part = ";" if ";" in line else ","
        table = pd.read_csv(folder / name, sep=part, dtype=str, keep_default_na=False)
        for column in {"answer", "value"} & {*table}:  # a mark for spreadsheets, which compute
            table[column] = table[column].str.removeprefix("'")
        tables.append(table)
    return tables[0], tables[1]


def of_slot(answers: pd.DataFrame, item: str, phase: str) -> pd.Series:
    """What each person answered to an item in a phase, or to the part of an item: "trust.trend"."""
    own = answers[(answers["item"] == item) & (answers["phase"] == phase)]
    if own.empty:
        own = answers[answers["item"] == f"{item}.{phase}"]
    return own.set_index("participant")["value"]


def of_parts(answers: pd.DataFrame, item: str, phase: str) -> pd.Series:
    """What each gave an item where all items are answered at once: its share, or its rank."""
    own = answers[answers["phase"] == phase].set_index("participant")["value"]
    told = own[own.str.startswith("{")].map(json.loads)
    if len(told := told[told.map(lambda parts: item in parts)]):
        return told.map(lambda parts: str(parts[item]))
    told = own[own.str.startswith("[")].map(json.loads)
    if len(told := told[told.map(lambda order: item in order)]):
        return told.map(lambda order: str(order.index(item) + 1))
    return pd.Series(dtype=str)


def of_options(answers: pd.DataFrame, item: str, options: set[str]) -> pd.Series:
    """Whether each picked an item (1) or another one (0), where one picks among items."""
    picked = answers.groupby("item")["value"].agg(lambda given: len(set(given) & options))
    if picked.empty or not picked.max():
        return pd.Series(dtype=str)
    own = answers[answers["item"] == picked.idxmax()].set_index("participant")["value"]
    return (own == item).astype(int).astype(str)


def of_before(answers: pd.DataFrame, here: pd.DataFrame, item: str, phase: str) -> pd.Series:
    """What those who answer an item now had answered to it before, in another activity."""
    own = answers[(answers["item"] == item) & (answers["phase"] == phase)]
    own = own[own["turn"] == own["turn"].max()].set_index("participant")["value"]
    return own[own.index.isin(here.loc[here["item"] == item, "participant"])]


def named(answers: pd.DataFrame, item: str, roles: list[str]) -> tuple[dict[str, int], int]:
    """How often each role is named by people of other roles, and how many people answered."""
    own = answers[answers["item"] == ROLE].set_index("participant")["value"]
    told = answers[(answers["item"] == item) & answers["participant"].isin(own.index)]
    names = told.set_index("participant")["value"].map(json.loads).explode().dropna()
    whole = {role: role if role in roles else OTHERS for role in {*own, *names}}
    pairs = pd.DataFrame({"by": names.index.map(own).map(whole), "role": names.map(whole)})
    counts = pairs[pairs["by"] != pairs["role"]]["role"].value_counts()
    return {role: int(counts.get(role, 0)) for role in roles}, len(told)


def counted(values: pd.Series, names: list[str]) -> dict[str, int]:
    """How many gave each value, or one of the class of this name."""
    found = {}
    for name in names:
        span = CLASS.fullmatch(name)
        if span:
            found[name] = int(values.astype(int).between(*map(int, span.groups())).sum())
        else:
            found[name] = int(values.isin(WAYS.get(name, [name])).sum())
    return found


def recomputed(shown: pd.DataFrame, answers: pd.DataFrame) -> tuple[dict[str, int], int]:
    """The counts of one standing from the answers, and how many answered; `shown` is one item's."""
    activity, turn, item, phase = shown[PLACE].iloc[0]
    here = answers[(answers["activity"] == activity) & (answers["turn"] == turn)]
    names = list(shown["answer"])
    if ROLE in set(here["item"]):
        return named(here, item, names)
    values = of_slot(here, item, phase)
    if values.empty:
        values = of_parts(here, item, phase)
    if values.empty and set(names) <= {"0", "1"}:
        values = of_options(here, item, set(shown.attrs["items"]))
    if values.empty:
        values = of_before(answers, here, item, phase)
    return counted(values, names), len(values)


def compared(folder: Path) -> pd.DataFrame:
    """counts.csv with what the answers say beside it: `count_again` and `n_again`."""
    counts, answers = read(folder)
    for _, shown in counts.groupby(PLACE, sort=False):
        activity = shown["activity"].iloc[0]
        shown.attrs["items"] = list(counts.loc[counts["activity"] == activity, "item"].unique())
        found, n = recomputed(shown, answers)
        counts.loc[shown.index, "count_again"] = shown["answer"].map(found)
        counts.loc[shown.index, "n_again"] = n
    return counts


def main(folder: Path) -> int:
    """Say how many numbers are found again, and which are not."""
    table = compared(folder)
    if table.empty:
        print("counts.csv holds no numbers: nothing was shown to the room.")
        return 0
    same = (table["count"].astype(int) == table["count_again"]) & (
        table["n"].astype(int) == table["n_again"]
    )
    print(f"{same.sum()} of {len(table)} counts are found again from answers.csv.")
    if same.all():
        return 0
    print("Not these; answers were changed or erased since they were shown:")
    print(table[~same].drop(columns="session").to_string(index=False))
    return 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent))
