"""Invented services beside the figures that real ones report. Prints the table of README.md."""

import numpy as np

from gjenklang.core.fictional.many import ENDINGS, ManyEpisodes, simulate_many

__all__ = ["main"]

N, SEED = 200_000, 1


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


def next_outcome_on_alliance(block: ManyEpisodes) -> float:
    """Slope of the next session's outcome on this session's alliance."""
    alliance, outcome = np.full((2, len(block.session_day)), np.nan)
    own = ~block.rating_alliance & ~block.rating_other
    alliance[block.rating_session[block.rating_alliance]] = block.rating_tenths[block.rating_alliance] / 10
    outcome[block.rating_session[own]] = block.rating_tenths[own] / 10
    held = np.flatnonzero(block.session_status == 0)
    held = held[np.lexsort((block.session_number[held], block.session_episode[held]))]
    same = np.diff(block.session_episode[held]) == 0
    before, after = alliance[held[:-1]][same], outcome[held[1:]][same]
    whole = np.isfinite(before) & np.isfinite(after)
    return float(np.polyfit(before[whole], after[whole], 1)[0])


def figures(block: ManyEpisodes) -> list[tuple[str, str, str]]:
    """What it is, what is published, what came out."""
    held = block.session_status == 0
    visits = np.bincount(block.session_episode[held], minlength=len(block.kind))
    episode, score = outcomes(block)
    place = np.flatnonzero(np.concatenate([[True], np.diff(episode) != 0]))
    last = np.append(place[1:], len(episode)) - 1
    two = last > place
    first, final = score[place], score[last]
    gain = (final - first)[two]
    slope, intercept = np.polyfit(first[two], final[two], 1)
    left = final[two] - intercept - slope * first[two]
    icc = therapist_icc(left, block.therapist[episode[place]][two])
    near = np.diff(episode) == 0
    own = block.rating_alliance
    firsts = own & (block.session_number[block.rating_session] == 1)
    over = block.ending != ENDINGS.index("open")
    unplanned = (block.ending[over] == ENDINGS.index("unplanned")).mean()
    retest = np.corrcoef(score[:-1][near], score[1:][near])[0, 1]
    return [
        ("visits, mean (SD)", "5.8 (4.2)", f"{visits.mean():.2f} ({visits.std():.2f})"),
        ("one visit", "9.7 %", f"{100 * (visits == 1).mean():.1f} %"),
        ("20 visits or more", "under 5 %", f"{100 * (visits >= 20).mean():.1f} %"),
        ("intake, mean (SD)", "16 to 19 (7.75)", f"{first.mean():.2f} ({first.std():.2f})"),
        ("intake above 25", "17 to 22 %", f"{100 * (first > 25).mean():.1f} %"),
        ("no-shows", "under 20 %", f"{100 * (block.session_status == 1).mean():.1f} %"),
        (
            "forms skipped",
            "under 10 %",
            f"{100 * (1 - (~own & ~block.rating_other).sum() / held.sum()):.1f} %",
        ),
        ("unplanned, of the ended", "aim 12 to 15 %; 19.7 % in trials", f"{100 * unplanned:.1f} %"),
        ("pre-post d (two or more)", "0.59 to 1.12", f"{gain.mean() / first[two].std():.2f}"),
        ("worse by 6 or more", "5 to 14 %", f"{100 * (gain <= -6).mean():.1f} %"),
        (
            "therapist ICC after intake",
            "0.05 (0.01 to 0.08)",
            f"{icc:.3f}",
        ),
        ("one session to the next, r", "about .6 (retest over days)", f"{retest:.2f}"),
        ("SRS to next ORS, slope", "0.403 (.045 to .762)", f"{next_outcome_on_alliance(block):.2f}"),
        (
            "first SRS under 36",
            "about a quarter",
            f"{100 * (block.rating_tenths[firsts] < 360).mean():.1f} %",
        ),
    ]


def main() -> None:
    """Print the table."""
    print(
        f"| figure | published (measures.md 3.6, 8) | {N:,} invented episodes, seed {SEED} |\n|---|---|---|"
    )
    for name, published, found in figures(simulate_many(N, np.random.default_rng(SEED))):
        print(f"| {name} | {published} | {found} |")


if __name__ == "__main__":
    main()
