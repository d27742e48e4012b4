"""Invented services beside the figures that real ones report. Prints the table of README.md."""

from dataclasses import dataclass

import numpy as np

from gjenklang.core.fictional.many import CLASSES, ENDINGS, ManyEpisodes, simulate_many

__all__ = ["main"]

N, SEED = 200_000, 1
CUT_OFF, RELIABLE = 25.0, 6.0
Row = tuple[str, str, str]


def outcomes(block: ManyEpisodes) -> tuple[np.ndarray, np.ndarray]:
    """Episode and score of the clients' own outcomes, in order."""
    own = ~block.rating_alliance & ~block.rating_other
    rows = block.rating_session[own]
    order = np.lexsort((block.session_number[rows], block.session_episode[rows]))
    return block.session_episode[rows][order], block.rating_tenths[own][order] / 10


def therapist_icc(left: np.ndarray, therapist: np.ndarray) -> float:
    """One-way random effects by the mean squares."""
    _, place, many = np.unique(therapist, return_inverse=True, return_counts=True)
    mean = np.bincount(place, left) / many
    within = float(((left - mean[place]) ** 2).sum() / (len(left) - len(many)))
    between = float((many * mean**2).sum() / (len(many) - 1))
    return (between - within) / (between + (float(many.mean()) - 1) * within)


def next_outcome_on_alliance(block: ManyEpisodes) -> tuple[float, float]:
    """Slope and R² of the next session's outcome on this session's alliance."""
    alliance, outcome = np.full((2, len(block.session_day)), np.nan)
    own = ~block.rating_alliance & ~block.rating_other
    alliance[block.rating_session[block.rating_alliance]] = block.rating_tenths[block.rating_alliance] / 10
    outcome[block.rating_session[own]] = block.rating_tenths[own] / 10
    held = np.flatnonzero(block.session_status == 0)
    held = held[np.lexsort((block.session_number[held], block.session_episode[held]))]
    same = np.diff(block.session_episode[held]) == 0
    before, after = alliance[held[:-1]][same], outcome[held[1:]][same]
    whole = np.isfinite(before) & np.isfinite(after)
    slope = float(np.polyfit(before[whole], after[whole], 1)[0])
    return slope, float(np.corrcoef(before[whole], after[whole])[0, 1] ** 2)


@dataclass(frozen=True, slots=True)
class Ends:
    """The first and the last score of those with two or more, and what else is known of them; arrays (n,)."""

    episode: np.ndarray
    first: np.ndarray
    last: np.ndarray
    ratings: np.ndarray


def ends(episode: np.ndarray, score: np.ndarray) -> Ends:
    """Take everyone with two or more own outcomes."""
    place = np.flatnonzero(np.concatenate([[True], np.diff(episode) != 0]))
    last = np.append(place[1:], len(episode)) - 1
    two = last > place
    return Ends(episode[place][two], score[place][two], score[last][two], (last - place + 1)[two])


def visit_figures(block: ManyEpisodes) -> list[Row]:
    """How long people come, and whether they do."""
    held = block.session_status == 0
    visits = np.bincount(block.session_episode[held], minlength=len(block.kind))
    outcome = ~block.rating_alliance & ~block.rating_other
    over = block.ending != ENDINGS.index("open")
    unplanned = (block.ending[over] == ENDINGS.index("unplanned")).mean()
    return [
        ("visits, mean (SD)", "5.8 (4.2)", f"{visits.mean():.2f} ({visits.std():.2f})"),
        ("visits, median", "5", f"{np.median(visits):.0f}"),
        ("one visit", "9.7 %", percent(visits == 1)),
        ("two visits or fewer", "22 %", percent(visits <= 2)),
        ("20 visits or more", "under 5 %; 1.1 % in the fit", percent(visits >= 20)),
        ("feedback sessions skipped", "under 10 %", f"{100 * (1 - outcome.sum() / held.sum()):.1f} %"),
        ("no-shows", "under 20 %", percent(block.session_status == 1)),
        ("unplanned, of the ended", "aim 12 to 15 %; 19.7 % in trials", f"{100 * unplanned:.1f} %"),
    ]


def score_figures(block: ManyEpisodes, episode: np.ndarray, score: np.ndarray) -> list[Row]:
    """Where people begin, and how far they come."""
    begins = score[np.concatenate([[True], np.diff(episode) != 0])]
    both = ends(episode, score)
    gain = both.last - both.first
    closed = block.ending[both.episode] != ENDINGS.index("open")
    well = both.last >= CUT_OFF
    line = np.polyfit(both.first[closed & well], both.last[closed & well], 1)
    target = both.last[closed] >= np.polyval(line, both.first[closed])
    typical = both.last[closed] >= np.polyval(np.polyfit(both.first, both.last, 1), both.first[closed])
    left = both.last - np.polyval(np.polyfit(both.first, both.last, 1), both.first)
    near = np.diff(episode) == 0
    retest = np.corrcoef(score[:-1][near], score[1:][near])[0, 1]
    return [
        ("intake, mean (SD)", "16 to 19 (7.75)", f"{begins.mean():.2f} ({begins.std():.2f})"),
        ("intake above 25", "17 to 22 %", percent(begins > CUT_OFF)),
        (
            "closed, at the mean end of those who ended at 25 or above",
            "64 to 74 % (a vendor's target; how it is made is not published)",
            percent(target),
        ),
        ("closed, at the mean end of everyone", "the same", percent(typical)),
        ("pre-post d (two or more)", "0.59; 0.74; about 0.71; 1.12", f"{gain.mean() / both.first.std():.2f}"),
        (
            "improved by 6 or more, of those who began under 25",
            "over two thirds improved or recovered (Dutch private practice, d 1.12)",
            percent(gain[both.first < CUT_OFF] >= RELIABLE),
        ),
        ("worse by 6 or more", "5 to 14 %", percent(gain <= -RELIABLE)),
        (
            "therapist ICC after intake",
            "0.05 (0.01 to 0.08)",
            f"{therapist_icc(left, block.therapist[both.episode]):.3f}",
        ),
        ("one session to the next, r", "about .6 (retest over days)", f"{retest:.2f}"),
    ]


def median_sessions(episode: np.ndarray, score: np.ndarray) -> int:
    """Kaplan-Meier median of ratings until the first that is 6 better and 25 or above, of those who began under 25."""
    new = np.concatenate([[True], np.diff(episode) != 0])
    place = np.arange(len(score)) - np.flatnonzero(new)[np.cumsum(new) - 1]
    begin = score[new][np.cumsum(new) - 1]
    there = (score >= CUT_OFF) & (score - begin >= RELIABLE)
    number = np.cumsum(new) - 1
    n = int(number[-1]) + 1
    reached = np.full(n, np.iinfo(np.int64).max)
    np.minimum.at(reached, number[there], place[there] + 1)
    lasts = np.bincount(number)
    some = score[new] < CUT_OFF
    event, time = (reached <= lasts)[some], np.minimum(reached, lasts)[some]
    still = 1.0
    for moment in range(1, int(time.max()) + 1):
        at_risk = (time >= moment).sum()
        still *= 1 - (event & (time == moment)).sum() / max(at_risk, 1)
        if still <= 0.5:
            return moment
    raise SystemExit("Fewer than half ever got there.")


def shape_figures(block: ManyEpisodes, episode: np.ndarray, score: np.ndarray) -> list[Row]:
    """What courses look like, and how alliance and outcome go together."""
    both = ends(episode, score)
    gain = both.last - both.first
    good = (both.first < CUT_OFF) & (both.last >= CUT_OFF) & (gain >= RELIABLE)
    pace = gain / (both.ratings - 1)
    short, long = good & (both.ratings <= 4), good & (both.ratings >= 10)
    shares = np.bincount(block.kind, minlength=len(CLASSES)) / len(block.kind)
    named = dict(zip(CLASSES, shares, strict=True))
    slope, explained = next_outcome_on_alliance(block)
    firsts = block.rating_alliance & (block.session_number[block.rating_session] == 1)
    return [
        (
            "ratings to a reliable and clinical gain, median",
            "4 with feedback, 6 without",
            f"{median_sessions(episode, score)} (Kaplan-Meier)",
        ),
        (
            "slow (with those who get worse), early, dip first",
            "78.3, 17.6, 4.1 %; every other week 80.4, 13.5, 6.1 %",
            f"{100 * (named['slow'] + named['worse']):.1f}, {100 * named['early']:.1f}, {100 * named['dip']:.1f} %",
        ),
        (
            "gain for each session, good enough by 4 ratings and at 10 or more",
            "short episodes change fast, long ones slowly",
            f"{pace[short].mean():.1f} and {pace[long].mean():.1f} points",
        ),
        (
            "ratings of those who ended good enough, mean (SD), median",
            "6.46 (4.14), 5 (sessions, n 4,676)",
            f"{both.ratings[good].mean():.2f} ({both.ratings[good].std():.2f}), {np.median(both.ratings[good]):.0f}",
        ),
        ("SRS to next ORS, slope", "0.403 (.045 to .762)", f"{slope:.2f}"),
        ("SRS to next ORS, R²", ".065", f"{explained:.3f}"),
        ("first SRS under 36", "about a quarter", percent(block.rating_tenths[firsts] < 360)),
    ]


def figures(block: ManyEpisodes) -> list[Row]:
    """What it is, what is published, what came out."""
    episode, score = outcomes(block)
    other = "not simulated: another measure than four lines"
    return [
        *visit_figures(block),
        *score_figures(block, episode, score),
        *shape_figures(block, episode, score),
        ("PHQ-9 on a waiting list", "13.6, 11.9, 11.4, 8.0, 7.0 (weeks 0 to 16)", other),
        ("PHQ-9 and GAD-7 in NHS Talking Therapies", "15.4 to 9.4; 14 to 8.4", other),
    ]


def percent(flags: np.ndarray) -> str:
    """Write a share."""
    return f"{100 * flags.mean():.1f} %"


def main() -> None:
    """Print the table."""
    print(
        f"| figure | published (measures.md 3.6, 8) | {N:,} invented episodes, seed {SEED} |\n|---|---|---|"
    )
    for name, published, found in figures(simulate_many(N, np.random.default_rng(SEED))):
        print(f"| {name} | {published} | {found} |")


if __name__ == "__main__":
    main()
