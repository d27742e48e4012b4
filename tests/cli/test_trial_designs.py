"""``gjenklang trial compare``: clusters, several times, more arms, and couples that parted."""

from itertools import product

import pytest

WORDS = ("--arm", "arm", "--id", "who", "--when", "t", "--score", "s", "--pre", "0", "--better", "higher")
#: Person, cluster, arm, and scores at times 0, 1, 2; clusters differ by more than the people in them.
PEOPLE = [
    *(("a", "x", "fb", (18, 24, 27)), ("b", "x", "fb", (21, 28, 30)), ("c", "y", "fb", (15, 17, 19))),
    *(("d", "y", "fb", (17, 20, 18)), ("e", "z", "tau", (19, 21, 21)), ("f", "z", "tau", (14, 15, 18))),
    *(("g", "w", "tau", (20, 27, 26)), ("h", "w", "tau", (22, 26, 29)), ("i", "v", "fb", (23, 26, 30))),
    *(("j", "v", "fb", (16, 22, 23)), ("k", "u", "tau", (18, 17, None)), ("l", "u", "tau", (21, 20, 22))),
]


def table(parted: dict[str, str] | None = None) -> str:
    rows = ["who,c,arm,t,s,p"]
    for (who, cluster, arm, scores), time in product(PEOPLE, (0, 1, 2)):
        score = "" if scores[time] is None else scores[time]
        rows.append(f"{who},{cluster},{arm},{time},{score},{(parted or {}).get(who, '')}")
    return "\n".join(rows) + "\n"


def test_a_cluster_design_is_answered_by_the_mixed_model_with_cr2_beside_it(type_in, written) -> None:
    words = ("trial", "compare", written(table()), *WORDS, "--post", 2, "--cluster", "c")
    found = type_in(*words, "--json").json
    adjusted = found["tracked"]["adjusted"]
    assert adjusted["method"] == "mixed model, random intercept for the cluster (REML), Kenward-Roger"
    assert adjusted["robust"]["method"] == "least squares, CR2 with Satterthwaite's degrees of freedom"
    assert (adjusted["n"], adjusted["clusters"]) == (11, 6)
    assert 0 < adjusted["variance"]["icc"] < 1
    assert found["arms"]["tau"] == {
        "n_read": 6,
        "n_used": 5,
        "left_out": 1,
        "clusters": 3,
        "scores_at": {"2": 5},
    }
    assert found["not_compared"] == {"people_of_other_arms": 0, "rows_at_other_times": 12}
    said = type_in(*words).result.stdout
    assert "fewer than 40 clusters: errors and df are those for small numbers" in said
    assert "tau: 5 of 6 people have both scores, in 3 clusters" in said
    assert "not compared: 12 rows at other times" in said
    assert "intervals of 95 %" in said


def test_several_later_times_have_the_person_as_random(type_in, written) -> None:
    words = ("trial", "compare", written(table()), *WORDS, "--post", 1, "--post", 2)
    found = type_in(*words, "--json").json
    adjusted = found["tracked"]["adjusted"]
    assert adjusted["method"] == "mixed model, random intercept for the person (REML), Kenward-Roger"
    assert (adjusted["n"], adjusted["clusters"], found["tracked"]["n_scores"]) == (12, None, 23)
    assert found["arms"]["tau"]["scores_at"] == {"1": 6, "2": 5}
    said = type_in(*words).result.stdout
    assert "tau: 6 of 6 people have the first score and a later one (6 at 1, 5 at 2)" in said
    both = type_in(*words, "--cluster", "c").result.stdout
    assert "no mixed model: clusters and several times are two levels; it has one." in both
    assert "n 12 in 6 clusters; least squares, CR2" in both


def test_the_order_of_rows_changes_nothing(type_in, written) -> None:
    head, *rows = table().splitlines()
    words = (*WORDS, "--post", 2, "--cluster", "c", "--json")
    here = type_in("trial", "compare", written(table()), *words).json["tracked"]["adjusted"]
    turned = written("\n".join([head, *reversed(rows)]) + "\n", "turned.csv")
    there = type_in("trial", "compare", turned, *words).json["tracked"]["adjusted"]
    for name in ("value", "se", "df", "low", "high"):
        assert there[name] == pytest.approx(here[name], rel=1e-5)


def test_two_of_three_arms_are_compared_and_the_rest_is_counted(type_in, written) -> None:
    path = written(table() + "m,q,wait,0,20,\nm,q,wait,2,21,\n")
    words = ("trial", "compare", path, *WORDS, "--post", 2)
    assert type_in(*words).line.startswith("The file has 3 arms (fb, tau, wait); name two with --first and")
    found = type_in(*words, "--first", "tau", "--second", "fb", "--json").json
    assert (found["first"], found["second"]) == ("tau", "fb")
    assert found["not_compared"]["people_of_other_arms"] == 1
    assert "1 people of other arms" in type_in(*words, "--first", "tau", "--second", "fb").result.stdout
    assert type_in(*words, "--second", "wit").line == "There is no arm 'wit'. There are: fb, tau, wait."
    assert "arms of 1 and 6 people" in type_in(*words, "--second", "fb", "--first", "wait", "--json").line


COUPLES = ("--post", 2, "--couple", "c", "--rci", 5, "--cutoff", 22, "--separated", "p")


def test_separation_has_bounds_for_those_who_did_not_answer(type_in, written) -> None:
    path = written(table({"a": "no", "c": "yes", "e": "Nei", "f": "no", "g": "ja", "i": "NA"}))
    words = ("trial", "compare", path, *WORDS, *COUPLES)
    found = type_in(*words, "--json").json["couples"]["separated"]
    assert found["arms"] == {
        "fb": {"count": 1, "answered": 2, "randomised": 3},
        "tau": {"count": 1, "answered": 2, "randomised": 3},
    }
    assert (found["missing"]["low"], found["missing"]["high"]) == pytest.approx((-1 / 3, 1 / 3))
    assert "in_words" not in found
    said = type_in(*words).result.stdout
    assert "separated at follow-up: p; fewer is benefit" in said
    assert "1 and 1 did not answer: difference -0.3333 to 0.3333 whatever became of them" in said


def test_fewer_separations_are_a_benefit(type_in, written) -> None:
    path = written(table({"a": "no", "c": "no", "i": "no", "e": "yes", "g": "yes", "k": "no"}))
    found = type_in("trial", "compare", path, *WORDS, *COUPLES, "--json").json["couples"]["separated"]
    assert (found["arms"]["fb"]["count"], found["arms"]["tau"]["count"]) == (0, 2)
    assert found["table"]["number_needed"]["kind"] == "benefit"


def test_couples_are_judged_at_the_last_time(type_in, written) -> None:
    """k has no score at 2, so the couple is unknown there, whatever stands at 1."""
    words = ("trial", "compare", written(table()), *WORDS, *COUPLES[2:-2], "--json")
    found = type_in(*words, "--post", 1, "--post", 2).json["couples"]
    assert (found["rule"]["time"], found["arms"]["tau"]["unknown"]) == ("2", 1)
    assert type_in(*words, "--post", 2, "--post", 1).json["couples"]["arms"]["tau"]["unknown"] == 0


def test_separation_without_an_answer_says_so(type_in, written) -> None:
    words = ("trial", "compare", written(table({"a": "no"})), *WORDS, *COUPLES)
    assert "not_computable" in type_in(*words, "--json").json["couples"]["separated"]
    assert "0/0 is no count of an arm" in type_in(*words).result.stdout


@pytest.mark.parametrize(
    ("parted", "more", "sentence"),
    [
        ({"b": "perhaps"}, (), "Row 5, column 'p': 'perhaps' is neither yes nor no."),
        ({"a": "yes", "b": "no"}, (), "Row 5, column 'p': couple 'x' has said both yes and no."),
        ({}, ("--separated", "parted"), "The file has no column 'parted'."),
        ({}, ("--rci", "nan"), "--rci must be a finite number, not nan."),
        ({}, ("--confidence", "nan"), "--confidence must be a finite number, not nan."),
        ({}, ("--post", "3"), "No row is '3' in column 't'. There are: 0, 1, 2."),
        ({}, ("--post", "2.0"), "--post is twice the same time, '2.0'."),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_line(type_in, written, parted, more, sentence) -> None:
    words = ("trial", "compare", written(table(parted)), *WORDS, *COUPLES, *more)
    assert type_in(*words).line.startswith(sentence)


def test_separation_belongs_to_couples(type_in, written) -> None:
    words = ("trial", "compare", written(table()), *WORDS, "--post", 2, "--separated", "p")
    assert type_in(*words).line == "--separated belongs to --couple."


def test_a_person_without_a_name_is_refused(type_in, written) -> None:
    path = written(table().replace("a,x,fb,1", ",x,fb,1"))
    line = type_in("trial", "compare", path, *WORDS, "--post", 2).line
    assert line == "Row 3, column 'who': nothing is written."


def test_couples_are_counted_where_the_scores_have_no_answer(type_in, written) -> None:
    """A first score that is the same for all: no ANCOVA, and couples nevertheless."""
    rows = [line.split(",") for line in table().splitlines()]
    same = "\n".join(",".join([*row[:4], "20", row[5]] if row[3] == "0" else row) for row in rows) + "\n"
    words = ("trial", "compare", written(same), *WORDS, *COUPLES)
    found = type_in(*words, "--json").json
    assert found["tracked"]["not_computable"].startswith("every first score is 20")
    assert found["couples"]["arms"]["fb"]["judged"] == 3
    assert "every first score is 20" in type_in("trial", "compare", written(same), *WORDS, "--post", 2).line


def test_fewer_of_what_is_unwanted_is_benefit(type_in) -> None:
    words = ("trial", "table", "14/76", "25/73")
    assert type_in(*words, "--json").json["number_needed"]["kind"] == "harm"
    found = type_in(*words, "--unwanted", "--json").json["number_needed"]
    assert found["kind"] == "benefit"
    assert [one["kind"] for one in found["intervals"]] == ["benefit"]
    alike = type_in("trial", "table", "5/10", "4/10", "--unwanted", "--json").json["number_needed"]
    assert (alike["kind"], [one["kind"] for one in alike["intervals"]]) == ("harm", ["harm", "benefit"])
