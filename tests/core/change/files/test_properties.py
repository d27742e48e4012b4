"""What holds of every method whatever the scores: drawn files and drawn rules."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from gjenklang.core.change import Category, Criterion
from gjenklang.core.change.files import (
    CUT_OFFS,
    SHARES,
    SLOPES,
    FileChange,
    FileRule,
    Method,
    NotComputable,
    Pairs,
    WrongRule,
    change_of_people,
    tally,
)
from gjenklang.core.instruments import Better, Boundary, Edge

SCORES = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)), min_size=3, max_size=25)
TENTHS = st.integers(1, 120).map(lambda tenths: tenths / 10)
WITHOUT_ERROR = SHARES | {Method.FIXED, Method.CUTOFF}
TURNED = {
    Boundary.AT_IS_ABOVE: Boundary.AT_IS_BELOW,
    Boundary.AT_IS_BELOW: Boundary.AT_IS_ABOVE,
    Boundary.AT_IS_NEITHER: Boundary.AT_IS_NEITHER,
}


@st.composite
def limits(draw: st.DrawFn, method: Method) -> dict[str, object]:
    """Draw a cut-off, a criterion or neither, as the method lets one."""
    if method is Method.PERCENTAGE:
        return {}
    kinds = ["cut_off", "criterion"] if method in CUT_OFFS else ["none", "cut_off", "criterion"]
    match draw(st.sampled_from(kinds)):
        case "cut_off":
            return {"cut_off": draw(st.integers(0, 400)) / 10}
        case "criterion":
            functional = {"functional_mean": draw(st.integers(0, 400)) / 10, "functional_sd": draw(TENTHS)}
            return {"criterion": draw(st.sampled_from(Criterion)), **functional}
    return {}


@st.composite
def file_rules(draw: st.DrawFn, methods: tuple[Method, ...] = tuple(set(Method) - SLOPES)) -> FileRule:
    """Draw a rule of any method that needs no model of all times."""
    method = draw(st.sampled_from(sorted(methods)))
    unit = 20 if method is Method.PERCENTAGE else 1
    return FileRule(
        method=method,
        better=draw(st.sampled_from(Better)),
        reliability=None if method in WITHOUT_ERROR else draw(st.sampled_from([0.3, 0.5, 0.8, 0.95])),
        fixed=draw(TENTHS) if method is Method.FIXED else None,
        least=draw(TENTHS) / unit if method in SHARES else None,
        least_worse=draw(st.one_of(st.none(), TENTHS.map(lambda one: one / unit)))
        if method in SHARES
        else None,
        edge=draw(st.sampled_from([None, *Edge])),
        at_cut_off=draw(st.sampled_from(Boundary)),
        needs_clinical_start=draw(st.booleans()),
        **draw(limits(method)),
    )


def pairs_from(scores: list[tuple[int, int]]) -> Pairs:
    """Take tenths."""
    return Pairs(np.array([one / 10 for one, _ in scores]), np.array([one / 10 for _, one in scores]))


def judged(pairs: Pairs, rule: FileRule) -> FileChange:
    """Judge; leave out files without an answer, and those where someone is so near a limit that doubles decide."""
    try:
        result = change_of_people(pairs, rule)
    except (NotComputable, WrongRule):
        assume(False)
        raise
    if result.index is not None and result.critical is not None:
        assume(np.all(np.abs(np.abs(result.index) - result.critical) > 1e-9))
    if result.cut_off is not None and rule.criterion is not None:
        scores = np.concatenate([pairs.pre, pairs.post])
        assume(np.all(np.abs(scores - result.cut_off) > 1e-9))
    return result


def moved(rule: FileRule, shift: float = 0.0, way: int = 1) -> FileRule:
    """Return the same rule for scores that were all turned (-1) or shifted."""

    def there(value: float | None) -> float | None:
        return None if value is None else round(way * value + shift, 6)

    better = rule.better if way == 1 else (Better.LOWER if rule.better is Better.HIGHER else Better.HIGHER)
    return replace(
        rule,
        better=better,
        cut_off=there(rule.cut_off),
        functional_mean=there(rule.functional_mean),
        at_cut_off=rule.at_cut_off if way == 1 else TURNED[rule.at_cut_off],
    )


@given(scores=SCORES, rule=file_rules())
def test_the_counts_add_up_to_the_people(scores: list[tuple[int, int]], rule: FileRule) -> None:
    result = judged(pairs_from(scores), rule)
    counted = tally(result)
    assert counted.n == len(scores) == sum(share.count for share in counted.shares.values())
    assert set(result.categories()) <= set(result.possible)
    if not rule.has_cut_off or rule.method in CUT_OFFS:
        assert Category.RECOVERED not in counted.shares


@given(scores=SCORES, rule=file_rules(), members=st.lists(st.booleans(), min_size=25, max_size=25))
def test_two_groups_make_the_whole(
    scores: list[tuple[int, int]], rule: FileRule, members: list[bool]
) -> None:
    result = judged(pairs_from(scores), rule)
    within = np.array(members[: len(scores)])
    for category, share in tally(result).shares.items():
        assert share.count == sum(tally(result, one).shares[category].count for one in (within, ~within))


@given(scores=SCORES, rule=file_rules())
def test_a_mirrored_file_gives_the_same_categories(scores: list[tuple[int, int]], rule: FileRule) -> None:
    here = judged(pairs_from(scores), rule)
    there = judged(pairs_from([(-first, -last) for first, last in scores]), moved(rule, way=-1))
    assert there.categories() == here.categories()
    assert there.crossed.tolist() == here.crossed.tolist()
    assert there.started_above.tolist() == here.started_above.tolist()


@given(
    scores=SCORES,
    rule=file_rules(tuple(set(Method) - SLOPES - {Method.PERCENTAGE})),
    shift=st.integers(-900, 900),
)
def test_adding_a_constant_changes_nothing(scores: list[tuple[int, int]], rule: FileRule, shift: int) -> None:
    here = judged(pairs_from(scores), rule)
    there = judged(
        pairs_from([(first + shift, last + shift) for first, last in scores]), moved(rule, shift / 10)
    )
    assert there.categories() == here.categories()


@given(scores=SCORES, rule=file_rules((Method.PERCENTAGE,)), times=st.integers(1, 9))
def test_a_percentage_is_that_of_any_unit(scores: list[tuple[int, int]], rule: FileRule, times: int) -> None:
    """Adding a constant changes a share of the first score; another unit does not."""
    here = judged(pairs_from(scores), rule)
    there = judged(pairs_from([(times * first, times * last) for first, last in scores]), rule)
    assert there.categories() == here.categories()


@given(scores=SCORES, rule=file_rules(), chance=st.randoms(use_true_random=False))
def test_shuffling_the_people_changes_nothing(scores: list[tuple[int, int]], rule: FileRule, chance) -> None:
    order = list(range(len(scores)))
    chance.shuffle(order)
    here = judged(pairs_from(scores), rule).categories()
    there = judged(pairs_from([scores[place] for place in order]), rule).categories()
    assert there == [here[place] for place in order]


@given(scores=SCORES, rule=file_rules((Method.JT,)))
def test_more_confidence_never_makes_more_people_change(
    scores: list[tuple[int, int]], rule: FileRule
) -> None:
    unchanged = []
    for confidence in (0.5, 0.8, 0.95, 0.999):
        result = judged(pairs_from(scores), replace(rule, confidence=confidence))
        unchanged.append(
            {place for place, one in enumerate(result.categories()) if one is Category.UNCHANGED}
        )
    assert all(less <= more for less, more in pairwise(unchanged))


@given(scores=SCORES, rule=file_rules())
def test_who_crossed_is_among_the_unchanged(scores: list[tuple[int, int]], rule: FileRule) -> None:
    result = judged(pairs_from(scores), rule)
    for crossed, category in zip(result.crossed, result.categories(), strict=True):
        assert not crossed or category is Category.UNCHANGED
