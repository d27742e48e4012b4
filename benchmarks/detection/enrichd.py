"""Who will not have got reliably better? Bands and forecast on ENRICHD, ten-fold by person, beside the plain rivals.

The data lie beside the checkout (``GJENKLANG_SHARED``, else ``../shared``). Prints JSON; ``--table`` prints the table
of README.md from the JSON on standard input.
"""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

__all__ = ["main", "table"]

ROOT = Path(__file__).resolve().parents[2]
COLUMNS = ("--id", "ID", "--time", "time", "--time-unit", "7", "--score", "BDI")
SCALE = ("--better", "lower", "--low", "0", "--high", "63")

HEAD = (
    "| after | n | base rate | AUC | intake | latest | change | intake and latest | difference from it "
    "(bootstrap 95 %) | Brier / its | slope | intercept | sens. | spec. | PPV | lead, weeks |"
)


def main() -> None:
    """Run the command that anyone can run, and print what it said."""
    data = Path(os.environ.get("GJENKLANG_SHARED", ROOT.parent / "shared")) / "data" / "enrichd_bdi_dev.csv"
    command = (
        "gjenklang",
        "trajectory",
        "evaluate",
        str(data),
        *COLUMNS,
        *SCALE,
        "--folds",
        "10",
        "--seed",
        "1",
        "--json",
    )
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    shown = " ".join(command).replace(str(data.parent), "../shared/data")
    print(
        json.dumps(
            {"command": shown, "date": datetime.now(UTC).date().isoformat(), **json.loads(said)}, indent=1
        )
    )


def table(found: dict[str, object]) -> str:
    """Lay the figures out for a reader."""
    lines = []
    for outcome in dict.fromkeys(one["outcome"] for one in found["detection"]):
        lines += [
            f"\n**{outcome[0].upper() + outcome[1:]}**\n",
            HEAD,
            "|---|" + "---|" * 15,
        ]
        for one in (one for one in found["detection"] if one["outcome"] == outcome):
            rivals = one["baselines"]
            best = rivals["intake and latest"]
            areas = " | ".join(
                f"{rivals[name]['auc']:.3f}" for name in ("intake", "latest", "change", "intake and latest")
            )
            lines.append(
                f"| {one['seen']} | {one['n']} | {one['base_rate']:.3f} | **{one['auc']:.3f}** | {areas} "
                f"| {best['auc_difference']:+.3f} ({best['low']:+.3f} to {best['high']:+.3f}) "
                f"| {one['brier']:.4f} / {best['brier']:.4f} | {one['calibration_slope']:.2f} "
                f"| {one['calibration_intercept']:+.2f} | {one['sensitivity']:.2f} | {one['specificity']:.2f} "
                f"| {one['ppv']:.2f} | {one['lead_time']:.1f} |"
            )
    lines += ["\n**Bands**: share of later ratings inside, each person counts once\n"]
    lines += ["| after | intake third | n | 50 % | 80 % | 90 % |", "|---|---|---|---|---|---|"]
    for one in found["coverage"]:
        for name, row in one["bands"].items():
            held = " | ".join(f"{100 * row[level]:.1f}" for level in ("50%", "80%", "90%"))
            lines.append(f"| {one['seen']} | {name} | {row['n']} | {held} |")
    return "\n".join(lines)


if __name__ == "__main__":
    if "--table" in sys.argv:
        print(table(json.load(sys.stdin)))
    else:
        main()
