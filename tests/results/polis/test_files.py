"""The format of pol.is: a real conversation read, written and read again; each trap of the format."""

import csv
import gzip
from pathlib import Path

import pytest
from tamtam.language.errors import TamtamError
from tamtam.results.polis import files as polis
from tamtam.results.polis.files import PolisConversation, PolisStatement
from tamtam.results.polis.votes import PolisVote

from tests.refusals import refused

GOLDEN = Path(__file__).parents[2] / "golden" / "polis"

#: The traps of a text: quotes, commas, line ends, a formula, markup.
TALK = PolisConversation(
    statements=(
        PolisStatement(0, "Oiseaux, « forêts » et rivières", 1, 1, 1_700_000_000_000),
        PolisStatement(3, 'He said "no",\nthen left', 2, -1, 1_700_000_001_000),
        PolisStatement(7, "=1+1 is <b>two</b>", 2, 0, 1_700_000_002_000),
    ),
    votes=(
        PolisVote(1_700_000_010_000, 0, 1, 1),
        PolisVote(1_700_000_011_000, 0, 2, 1),
        PolisVote(1_700_000_012_000, 7, 2, 0),
        PolisVote(1_700_000_013_000, 3, 4, 1),
        PolisVote(1_700_000_014_000, 0, 1, -1),
    ),
    groups={1: 0, 2: 1},
    summary={"topic": "Où ?", "url": "https://pol.is/x", "conversation-description": "a\nb"},
)


def table(path: Path) -> list[dict[str, str]]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def files(folder: Path, **texts: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name.replace('_', '-')}.csv").write_text(text, encoding="utf-8")
    return folder


COMMENTS = (
    "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
    "1568101622999,,5,0,2,1,1,One\n1568101622999,,12,0,1,0,-1,Two\n"
)
VOTES = (
    "timestamp,datetime,comment-id,voter-id,vote\n"
    "1568101623000,,5,0,1\n1568101624000,,5,1,1\n1568101625000,,5,2,-1\n1568101626000,,12,1,1\n"
)


def test_a_real_conversation_is_read() -> None:
    talk = polis.read(GOLDEN)
    assert len(talk.statements) == 316
    assert sum(one.moderated == -1 for one in talk.statements) == 162
    assert talk.statements[0].text == "I am under 30 years of age"
    assert talk.summary["topic"] == "Protecting and Restoring NZ’s Biodiversity"
    assert sorted(set(talk.groups.values())) == [0, 1]
    assert len(talk.groups) == 443
    assert len(talk.votes) == 1511
    assert all(a.at <= b.at for a, b in zip(talk.votes, talk.votes[1:], strict=False))


def test_the_votes_that_count_are_those_of_the_matrix(tmp_path: Path) -> None:
    (tmp_path / "comments.csv.gz").write_bytes((GOLDEN / "comments.csv.gz").read_bytes())
    name = "participants-votes.csv.gz"
    (tmp_path / name).write_bytes((GOLDEN / name).read_bytes())
    by_matrix, by_votes = polis.read(tmp_path), polis.read(GOLDEN)
    assert len(by_matrix.latest) == 29_719
    some = {key: value for key, value in by_matrix.latest.items() if key[0] < 30}
    assert by_votes.latest == some


def test_the_matrix_of_a_real_conversation_is_written_as_it_was_published(tmp_path: Path) -> None:
    (tmp_path / "comments.csv.gz").write_bytes((GOLDEN / "comments.csv.gz").read_bytes())
    name = "participants-votes.csv"
    (tmp_path / f"{name}.gz").write_bytes((GOLDEN / f"{name}.gz").read_bytes())
    polis.write(polis.read(tmp_path), tmp_path / "out")
    published, written = table(GOLDEN / f"{name}.gz"), table(tmp_path / "out" / name)
    assert len(written) >= len(published) == 536
    by_person = {row["participant"]: row for row in written}
    for row in published:
        ours = by_person[row["participant"]]
        ours["n-comments"] = row["n-comments"]  # published before some of them were written
        assert {column: ours[column] for column in row} == row


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    written = polis.write(TALK, tmp_path)
    assert [path.name for path in written] == [
        *("summary.csv", "comments.csv", "votes.csv", "participants-votes.csv")
    ]
    again = polis.read(tmp_path)
    assert (again.statements, again.votes, again.groups) == (
        *(TALK.statements, TALK.votes),
        TALK.groups,
    )
    assert TALK.summary.items() <= again.summary.items()


def test_the_files_agree_with_each_other(tmp_path: Path) -> None:
    polis.write(TALK, tmp_path)
    comments, people = table(tmp_path / "comments.csv"), table(tmp_path / "participants-votes.csv")
    assert [(row["agrees"], row["disagrees"]) for row in comments] == [
        *(("1", "1"), ("1", "0"), ("0", "0"))
    ]
    assert people[0] == {
        "participant": "1",
        "group-id": "0",
        "n-comments": "1",
        "n-votes": "1",
        "n-agree": "0",
        "n-disagree": "1",
        "0": "-1",
        "3": "",
        "7": "",
    }
    assert sum(int(row["n-agree"]) for row in people) == sum(int(row["agrees"]) for row in comments)
    assert (
        comments[0]["datetime"] == "Tue Nov 14 2023 22:13:20 GMT+0000 (Coordinated Universal Time)"
    )


def test_no_text_is_a_formula_and_no_mark_stands_before_the_first_column(tmp_path: Path) -> None:
    polis.write(TALK, tmp_path)
    assert (tmp_path / "comments.csv").read_bytes().startswith(b"timestamp,")
    assert ",'=1+1 is" in (tmp_path / "comments.csv").read_text("utf-8")


def test_groups_of_our_own_may_take_the_place_of_theirs(tmp_path: Path) -> None:
    polis.write(TALK, tmp_path, groups={4: 2})
    assert polis.read(tmp_path).groups == {4: 2}


def test_statements_are_known_by_the_name_of_their_column(tmp_path: Path) -> None:
    people = (
        "participant,xid,group-id,n-comments,n-votes,n-agree,n-disagree,5,12\n"
        "0,,,2,1,1,0,1,\n1,,1,0,2,2,0,1,1.0\n2,,0,0,1,0,1,-1,\n"
    )
    talk = polis.read(files(tmp_path, comments=COMMENTS, participant_votes=people))
    assert talk.latest == {(0, 5): 1, (1, 5): 1, (1, 12): 1, (2, 5): -1}
    assert talk.groups == {1: 1, 2: 0}


def test_files_may_have_a_prefix_more_columns_and_a_mark(tmp_path: Path) -> None:
    votes = VOTES.replace("vote\n", "vote,important\n", 1)
    (tmp_path / "2025-06-19-x-votes.csv").write_text(votes, encoding="utf-8-sig")
    (tmp_path / "2025-06-19-x-participant-votes.csv").write_text("participant\n", encoding="utf-8")
    (tmp_path / "2025-06-19-x-comment-groups.csv").write_text("comment-id\n", encoding="utf-8")
    with gzip.open(tmp_path / "2025-06-19-x-comments.csv.gz", "wt", encoding="utf-8") as file:
        file.write(COMMENTS)
    talk = polis.read(tmp_path)
    assert (len(talk.votes), [one.id for one in talk.statements]) == (4, [5, 12])


def test_votes_in_seconds_and_in_another_order_are_put_right(tmp_path: Path) -> None:
    votes = (
        "timestamp,datetime,comment-id,voter-id,vote\n"
        "1568101629,,5,0,1\n1568101623,,5,0,-1\n1568101624,,12,0,1\n"
    )
    talk = polis.read(files(tmp_path, comments=COMMENTS, votes=votes))
    assert [vote.at for vote in talk.votes] == [1568101623000, 1568101624000, 1568101629000]
    assert talk.latest[0, 5] == 1
    finer = votes.replace(",,", "000000,,")
    assert polis.read(files(tmp_path, comments=COMMENTS, votes=finer)).votes == talk.votes


def test_votes_in_another_order_than_time_are_not_turned_by_counts(tmp_path: Path) -> None:
    """The counts are of each one's last vote: by the order of lines they would seem the other way round."""
    comments = COMMENTS.splitlines()[0] + "\n1568101622999,,5,0,1,0,1,One\n"
    votes = VOTES.splitlines()[0] + "\n1568101629000,,5,0,1\n1568101623000,,5,0,-1\n"
    assert polis.read(files(tmp_path, comments=comments, votes=votes)).latest == {(0, 5): 1}


def test_votes_from_the_database_are_turned_to_our_sign(tmp_path: Path) -> None:
    raw = "\n".join(
        f"{line.rpartition(',')[0]},{-int(line.rpartition(',')[2])}"
        for line in VOTES.splitlines()[1:]
    )
    head = VOTES.splitlines()[0]
    talk = polis.read(files(tmp_path, comments=COMMENTS, votes=f"{head}\n{raw}\n"))
    assert talk.latest == polis.read(files(tmp_path / "as", comments=COMMENTS, votes=VOTES)).latest
    assert talk.latest[1, 12] == 1


def test_a_statement_without_words_counts_as_rejected(tmp_path: Path) -> None:
    votes = VOTES + "1568101627000,,99,1,1\n"
    talk = polis.read(files(tmp_path, comments=COMMENTS, votes=votes))
    assert talk.statements[-1] == PolisStatement(99, "", -1, -1)


def test_counts_of_zero_turn_nothing(tmp_path: Path) -> None:
    for number, line in enumerate((",5,0,0,0,1,One", ",5,0,,,1,One")):
        head = COMMENTS.splitlines()[0]
        comments = f"{head}\n1568101622999,{line}\n"
        votes = f"{VOTES}1568101627000,,5,3,-1\n".replace(",,12,", ",,5,")
        talk = polis.read(files(tmp_path / str(number), comments=comments, votes=votes))
        assert sorted(talk.latest.values()) == [-1, -1, 1, 1]


def test_votes_of_some_people_are_not_turned_by_counts_of_all(tmp_path: Path) -> None:
    """Those in the file happen to disagree more, as do all."""
    comments = COMMENTS.replace(",5,0,2,1,", ",5,0,40,90,").replace(",12,0,1,0,", ",12,0,80,20,")
    votes = VOTES.splitlines()[0] + "".join(
        f"\n15681016230{who:02},,{id},{who},{vote}"
        for who in range(9)
        for id, vote in ((5, -1 if who < 6 else 1), (12, 1 if who < 7 else -1))
    )
    talk = polis.read(files(tmp_path, comments=comments, votes=votes))
    assert sum(talk.latest.values()) == (3 - 6) + (7 - 2)


def test_counts_that_contradict_each_other_are_refused(tmp_path: Path) -> None:
    people = "participant,group-id,n-agree,n-disagree,5\n" + "".join(
        f"{who},,0,1,1\n" for who in range(4)
    )
    with refused("conversation_sign"):
        polis.read(files(tmp_path, comments=COMMENTS, participants_votes=people))


def coded(folder: Path, agree: int, disagree: int, counts: tuple[int, int]) -> Path:
    """Thirty who agree with one sentence and ten who don’t, written by whatever numbers."""
    head, first, *_ = COMMENTS.splitlines()
    comments = f"{head}\n{first.replace(',2,1,', f',{counts[0]},{counts[1]},')}\n"
    votes = VOTES.splitlines()[0] + "".join(
        f"\n15681016230{who:02},,5,{who},{agree if who < 30 else disagree}" for who in range(40)
    )
    return files(folder, comments=comments, votes=votes)


@pytest.mark.parametrize(("agree", "disagree"), [(1, 0), (-1, 0)])
def test_who_disagrees_written_as_0_is_refused_where_counts_tell(
    tmp_path: Path, agree: int, disagree: int
) -> None:
    with refused("conversation_sign"):
        polis.read(coded(tmp_path, agree, disagree, (30, 10)))


@pytest.mark.parametrize("sign", [1, -1])
def test_where_nobody_disagrees_no_side_is_missed(tmp_path: Path, sign: int) -> None:
    talk = polis.read(coded(tmp_path, sign, sign, (40, 0)))
    assert set(talk.latest.values()) == {1}


@pytest.mark.parametrize(
    "names",
    [
        ("2025-a-comments", "2025-b-comments", "2025-a-votes"),
        ("2025-a-comments", "2025-b-votes"),
        ("a-comments", "b-participants-votes", "a-votes"),
        ("comments", "mine", "votes"),
    ],
)
def test_files_of_several_conversations_are_refused_by_name(
    tmp_path: Path, names: tuple[str, ...]
) -> None:
    people = "participant,group-id,5\n0,,1\n"
    for name in names:
        text = people if "people" in name or "participants" in name else VOTES
        text = COMMENTS if "comments" in name or name == "mine" else text
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    with pytest.raises(TamtamError) as caught:
        polis.read(tmp_path)
    assert caught.value.code == "conversation_several"
    assert names[1] in caught.value.message("fr")


def test_files_of_one_conversation_handed_out_a_minute_apart_belong_together(
    tmp_path: Path,
) -> None:
    (tmp_path / "2025-06-19-1130-city-comments.csv").write_text(COMMENTS, encoding="utf-8")
    (tmp_path / "2025-06-19-1131-city-votes.csv").write_text(VOTES, encoding="utf-8")
    assert len(polis.read(tmp_path).votes) == 4


def test_renamed_files_are_known_by_their_columns(tmp_path: Path) -> None:
    (tmp_path / "comments (1).csv").write_text(COMMENTS, encoding="utf-8")
    (tmp_path / "Abstimmung.CSV").write_text(VOTES, encoding="utf-8")
    (tmp_path / "else.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert len(polis.read(tmp_path).votes) == 4


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("between", [";", "\t", ","])
def test_files_that_went_through_a_spreadsheet_are_read(
    tmp_path: Path, encoding: str, between: str
) -> None:
    said = "sep=;\n" if between == ";" else ""
    for name, text in (("comments", COMMENTS.replace("One", "Été")), ("votes", VOTES)):
        written = said + text.replace(",", between)
        (tmp_path / f"{name}.csv").write_bytes(written.encode(encoding))
    talk = polis.read(tmp_path)
    assert talk.statements[0].text == "Été"
    assert len(talk.votes) == 4


def test_what_a_spreadsheet_or_a_browser_leaves_in_files_is_no_matter(tmp_path: Path) -> None:
    """Lines of nothing, instants with a comma, no counts, and a file unpacked that is still called .gz."""
    comments = COMMENTS.replace(",2,1,", ",NaN,,") + ",,,,,,,\n\n"
    votes = VOTES.replace(",", ";").replace("1568101623000", "1,568101623E+12") + ";;;;\n"
    (tmp_path / "comments.csv.gz").write_text(comments, encoding="utf-8")
    (tmp_path / "votes.csv").write_text(votes, encoding="utf-8")
    assert sorted(polis.read(tmp_path).latest.values()) == [-1, 1, 1, 1]


def test_two_people_with_long_numbers_stay_two(tmp_path: Path) -> None:
    votes = VOTES.replace(",0,1\n", ",9007199254740993,1\n").replace(
        ",2,-1\n", ",9007199254740992,-1\n"
    )
    assert len(polis.read(files(tmp_path, comments=COMMENTS, votes=votes)).latest) == 4


def test_a_matrix_as_a_data_frame_writes_it_is_read(tmp_path: Path) -> None:
    matrix = "participant,group-id,n-votes,n-agree,n-disagree,5.0,12.0\n0,0.0,1,1,0,1.0,\n1,,1,2,0,1.0,1.0\n"
    talk = polis.read(files(tmp_path, comments=COMMENTS, participants_votes=matrix))
    assert talk.latest == {(0, 5): 1, (1, 5): 1, (1, 12): 1}


@pytest.mark.parametrize("one", ["1.0", "1,0", " 1 ", "+1"])
def test_votes_as_a_data_frame_writes_them_are_read(tmp_path: Path, one: str) -> None:
    votes = VOTES.replace(",", ";").replace(";1\n", f";{one}\n").replace(";-1\n", ";-1.0\n")
    talk = polis.read(files(tmp_path, comments=COMMENTS, votes=votes))
    assert sorted(talk.latest.values()) == [-1, 1, 1, 1]


@pytest.mark.parametrize("vote", ["0.5", "2", "agree", "nan", "inf", "", "-"])
def test_a_vote_that_is_none_is_refused_with_its_line(tmp_path: Path, vote: str) -> None:
    votes = VOTES + f"1568101627000,,5,7,{vote}\n"
    with pytest.raises(TamtamError) as caught:
        polis.read(files(tmp_path, comments=COMMENTS, votes=votes))
    assert caught.value.values == {"file": "votes.csv", "line": 6}


@pytest.mark.parametrize("empty", ["", "\n", None])
@pytest.mark.parametrize("name", ["comments", "votes"])
def test_an_empty_file_is_named(tmp_path: Path, name: str, empty: str | None) -> None:
    there = {"comments": COMMENTS, "votes": VOTES}
    there[name] = there[name].splitlines()[0] if empty is None else empty
    with pytest.raises(TamtamError) as caught:
        polis.read(files(tmp_path, **there))
    assert (caught.value.code, caught.value.values["file"]) == ("conversation_empty", f"{name}.csv")


def test_where_no_vote_is_in_votes_the_matrix_counts(tmp_path: Path) -> None:
    people = "participant,group-id,5\n0,,1\n1,,-1\n"
    head = VOTES.splitlines()[0]
    talk = polis.read(files(tmp_path, comments=COMMENTS, votes=head, participants_votes=people))
    assert talk.latest == {(0, 5): 1, (1, 5): -1}


@pytest.mark.parametrize("name", ["comments", "participants_votes"])
def test_a_number_that_stands_twice_is_named(tmp_path: Path, name: str) -> None:
    people = "participant,group-id,5\n0,,1\n"
    there = {"comments": COMMENTS, "participants_votes": people}
    there[name] += there[name].splitlines()[1] + "\n"
    with refused("conversation_twice"):
        polis.read(files(tmp_path, **there))


@pytest.mark.parametrize("there", [{}, {"comments": COMMENTS}, {"votes": VOTES}])
def test_a_folder_without_a_conversation_is_named(tmp_path: Path, there: dict[str, str]) -> None:
    for folder in (files(tmp_path / "some", **there), tmp_path / "nowhere"):
        with pytest.raises(TamtamError) as caught:
            polis.read(folder)
        assert caught.value.code == "no_conversation"
        assert str(folder) in caught.value.message("en")


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("votes", VOTES + "1568101627000,,5,1,2\n", 6),
        ("votes", VOTES + "1568101627000,,5\n", 6),
        ("votes", VOTES.replace("voter-id", "who"), 2),
        ("comments", COMMENTS.replace(",12,0,1", ",twelve,0,1"), 3),
        ("comments", COMMENTS.replace("Two", "Two, without quotes"), 3),
    ],
)
def test_a_line_that_pol_is_would_not_write_is_named(
    tmp_path: Path, name: str, text: str, line: int
) -> None:
    folder = files(tmp_path, **{"comments": COMMENTS, "votes": VOTES, name: text})
    with pytest.raises(TamtamError) as caught:
        polis.read(folder)
    assert caught.value.code == "conversation_unreadable"
    assert caught.value.values == {"file": f"{name}.csv", "line": line}


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    files(tmp_path, votes=VOTES)
    (tmp_path / "comments.csv.gz").write_bytes(gzip.compress(COMMENTS.encode())[:-12])
    with pytest.raises(TamtamError) as caught:
        polis.read(tmp_path)
    assert caught.value.values["file"] == "comments.csv.gz"
