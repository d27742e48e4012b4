"""How often trials in clusters without any effect are called significant at 5 %: the methods of ``trial compare``.

Run: python benchmarks/accuracy/clusters.py
"""

import numpy as np
from numpy.typing import NDArray

from gjenklang.core.trials import ordinary_least_squares, random_intercept

#: Clusters, people in each, and the correlation within one.
DESIGNS = ((6, 8, 0.05), (8, 6, 0.2), (10, 8, 0.05), (20, 6, 0.1), (38, 6, 0.1), (24, 2, 0.3), (24, 2, -0.3))
TRIALS = 2000


def scores(chance: np.random.Generator, clusters: int, size: int, icc: float) -> NDArray[np.float64]:
    """Return normal scores that correlate within clusters, shape (clusters * size,)."""
    root = np.linalg.cholesky(np.full((size, size), icc) + (1 - icc) * np.eye(size))
    return (chance.normal(size=(clusters, size)) @ root.T).ravel()


def called(chance: np.random.Generator, clusters: int, size: int, icc: float) -> tuple[bool, bool, bool]:
    """Whether one trial is called significant: mixed model, CR2, and least squares that knows of no clusters."""
    group = np.repeat(np.arange(clusters), size)
    pre = chance.normal(size=len(group))
    y = 0.5 * pre + scores(chance, clusters, size, icc)
    x, names = np.column_stack([np.ones(len(group)), group % 2, pre]), [str(one) for one in group]
    mixed = random_intercept(y, x, [0, 1, 0], names).estimate.p
    robust, blind = (ordinary_least_squares(y, x, [0, 1, 0], own).p for own in (names, None))
    return mixed < 0.05, robust < 0.05, blind < 0.05


def main() -> None:
    """Print the table of the README."""
    print("| clusters | people in each | correlation | Kenward-Roger | CR2 | blind to clusters |")
    print("|---|---|---|---|---|---|")
    for design in DESIGNS:
        chance = np.random.default_rng(1)
        shares = np.mean([called(chance, *design) for _ in range(TRIALS)], axis=0)
        print(
            "|", " | ".join([*map(str, design), *(f"{100 * one:.1f} %" for one in shares)]), "|", flush=True
        )


if __name__ == "__main__":
    main()
