"""Triage on real messages: learned, by rules alone, with few labels, and from corrections.

python -m benchmarks.triage [FOLDER]   (one core; OMP_NUM_THREADS=1)
"""

import csv
import json
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import mean
from typing import Any

import numpy as np
import python_calamine
from rich.table import Table
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import StratifiedShuffleSplit, train_test_split

from benchmarks.report import machine, show
from sanwen.listen.triage import shipped
from sanwen.methods.calibration import curve, expected_error
from sanwen.methods.conformal import judged, members
from sanwen.methods.grams import Vocabulary
from sanwen.methods.kept import from_bytes, to_bytes
from sanwen.methods.training import learn
from sanwen.methods.triage import SURE, Model

HERE = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("SANWEN_DATA", HERE.parent / "shared/data"))
NAMES = [
    *("城乡建设", "劳动和社会保障", "教育文体", "商贸旅游", "环境保护", "卫生计生", "交通运输")
]
# Where the branches of our tree stand in theirs; longer codes go before shorter ones.
THEIRS = {
    **dict.fromkeys(("01", "02", "03", "10", "12", "13", "14", "15"), 0),
    "04": 6,
    "05": 4,
    "06": 1,
    "07": 2,
    "08": 5,
    "09": 3,
    "11": 1,
    "010104": 3,
    "0903": 5,
    "0305": 3,
    "120301": 3,
    "120302": 3,
}
DEV_SEED, FEW = 495, 30


def main(data: Path) -> None:
    rows: list[tuple[str, ...]] = []
    rows += splits(*segmented(data))
    rows += rules_and_few(data)
    rows += english(data)
    made = Table("figure", "target", "measured", title="Triage", caption=machine())
    for row in rows:
        made.add_row(*row)
    show(made)


def segmented(data: Path) -> tuple[list[str], list[str]]:
    sheet = sheet_of(data / "messages/labelled_9210_segmented.xlsx")
    return ["".join(str(row[0]).split()) for row in sheet], [str(row[1]) for row in sheet]


def raw(data: Path) -> tuple[list[str], np.ndarray]:
    sheet = sheet_of(data / "messages/labelled_495_raw.xlsx")[1:]
    rows = [row for row in sheet if str(row[2]).strip()]
    texts = [f"{str(row[2]).strip()}\n{''.join(str(row[4]).split())}" for row in rows]
    return texts, np.array([NAMES.index(str(row[5])) for row in rows])


def sheet_of(path: Path) -> list[list[Any]]:
    return python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


def splits(texts: list[str], labels: list[str]) -> list[tuple[str, ...]]:
    found: list[dict[str, float]] = []
    for train, test in StratifiedShuffleSplit(5, test_size=0.2, random_state=0).split(
        texts, labels
    ):
        found.append(one_split(texts, labels, train.tolist(), test.tolist()))
        print(found[-1], file=sys.stderr, flush=True)

    def of(name: str) -> float:
        return mean(one[name] for one in found)

    lowest, highest = min(one["f1"] for one in found), max(one["f1"] for one in found)
    return [
        ("macro-F1, five splits", "≥ 0.925", f"{of('f1'):.4f} ({lowest:.3f} to {highest:.3f})"),
        ("size on disk, MB", "≤ 20", f"{of('size'):.1f}"),
        ("messages a second", "≥ 3,000", f"{of('speed'):,.0f}"),
        ("training, s of CPU", "≤ 15", f"{of('training'):.1f}"),
        ("expected calibration error", "≤ 0.02", f"{of('error'):.4f}"),
        ("sets cover, %", "95 ± 1", f"{100 * of('covered'):.1f}"),
        ("mean size of a set", "≤ 1.3", f"{of('set'):.3f}"),
        ("unsure, %", "", f"{100 * of('unsure'):.1f}"),
    ]


def one_split(
    texts: list[str], labels: list[str], train: list[int], test: list[int]
) -> dict[str, float]:
    begin = time.process_time()
    made = learn([texts[at] for at in train], [labels[at] for at in train])
    training = time.process_time() - begin
    kept = to_bytes(made)
    model = from_bytes(kept)
    asked = [texts[at] for at in test]
    truth = np.array([model.names.index(labels[at]) for at in test])
    begin = time.process_time()
    p = model.probabilities(asked)
    speed = len(asked) / (time.process_time() - begin)
    sets = judged(members(p, model.thresholds[-1]), truth)
    best = p.argmax(axis=1)
    return {
        "f1": f1_score(truth, best, average="macro"),
        "size": len(kept) / 1e6,
        "speed": speed,
        "training": training,
        "error": expected_error(curve(p.max(axis=1), best == truth, 15)),
        "covered": sets.covered,
        "set": sets.size,
        "unsure": float((p.max(axis=1) < SURE).mean()),
    }


def rules(texts: Sequence[str]) -> np.ndarray:
    """The shipped words alone, our branches summed into their seven labels."""
    lexicon, codes = shipped.lexicon(), [row.code for row in shipped.rows()]
    p = np.zeros((len(texts), len(NAMES)))
    for row, text in enumerate(texts):
        for category, share in lexicon.shares(lexicon.hear(text)).items():
            p[row, theirs(codes[category])] += share
    return p + (1 - p.sum(axis=1, keepdims=True)) / len(NAMES)


def theirs(code: str) -> int:
    return next(THEIRS[code[:length]] for length in (6, 4, 2) if code[:length] in THEIRS)


def rules_and_few(data: Path) -> list[tuple[str, ...]]:
    texts, truth = raw(data)
    dev, test = train_test_split(
        np.arange(len(texts)), test_size=0.5, random_state=DEV_SEED, stratify=truth
    )
    others, their_truth = not_among(texts, *segmented(data))
    p, q = rules(texts), rules(others)
    few = [few_labels(texts, truth, p, seed) for seed in range(5)]
    more = [few_labels(others, their_truth, q, seed) for seed in range(5)]
    return [
        ("no label, 495 raw", "≥ 0.75", both(truth, p.argmax(1))),
        ("… its half that words were chosen on", "", both(truth[dev], p[dev].argmax(1))),
        ("… its other half", "≥ 0.75", both(truth[test], p[test].argmax(1))),
        (f"no label, the other {len(others):,}", "≥ 0.75", both(their_truth, q.argmax(1))),
        ("210 labels, rest of 495 raw, 5 seeds", "≥ 0.83", means(few)),
        (f"210 labels, rest of the other {len(others):,}", "≥ 0.83", means(more)),
        *corrections(others, their_truth, q),
    ]


def not_among(
    texts: Sequence[str], others: Sequence[str], labels: Sequence[str]
) -> tuple[list[str], np.ndarray]:
    """Those of the great set that are not the small set's messages with words left out."""
    vocabulary = Vocabulary.of(others, (2,))
    alike = (vocabulary.rows(others) @ vocabulary.rows(texts).T).max(axis=1).toarray().ravel()
    kept = np.flatnonzero(alike < 0.5)
    return [others[at] for at in kept], np.array([NAMES.index(labels[at]) for at in kept])


def few_labels(
    texts: Sequence[str], truth: np.ndarray, p: np.ndarray, seed: int
) -> tuple[float, float]:
    chance = np.random.default_rng(seed)
    train = np.concatenate(
        [chance.permutation(np.flatnonzero(truth == one))[:FEW] for one in range(len(NAMES))]
    )
    rest = np.setdiff1d(np.arange(len(texts)), train)
    model = taught(texts, truth, p, train)
    best = model.probabilities([texts[at] for at in rest], p[rest]).argmax(axis=1)
    return scores(truth[rest], best)


def taught(texts: Sequence[str], truth: np.ndarray, p: np.ndarray, train: np.ndarray) -> Model:
    labels = [NAMES[truth[at]] for at in train]
    return learn([texts[at] for at in train], labels, names=NAMES, rules=p[train])


def corrections(texts: Sequence[str], truth: np.ndarray, p: np.ndarray) -> list[tuple[str, ...]]:
    """As a desk's months go by: learned from so many, asked about the last 2,000."""
    order = np.random.default_rng(1).permutation(len(texts))
    asked, found = order[-2000:], []
    for count in (100, 500, 2000, 6000):
        model = taught(texts, truth, p, order[:count])
        made = model.probabilities([texts[at] for at in asked], p[asked])
        sets = judged(members(made, model.thresholds[-1]), truth[asked])
        told = f"{both(truth[asked], made.argmax(1))}, sets {sets.covered:.3f} / {sets.size:.2f}"
        found.append((f"after {count:,} corrections", "", told))
    return found


def english(data: Path) -> list[tuple[str, ...]]:
    texts, labels = [], []
    with (data / "english311/nhv2.3.csv").open(encoding="utf-8", errors="replace") as file:
        for row in csv.DictReader(file):
            if text := words_of(row):
                texts.append(text)
                labels.append(row["summary"].strip().lower())
    kinds, counts = np.unique(labels, return_counts=True)
    common = set(kinds[counts >= 100].tolist())
    kept = [at for at, label in enumerate(labels) if label in common]
    texts, labels = [texts[at] for at in kept], [labels[at] for at in kept]
    train, test = train_test_split(
        np.arange(len(texts)), test_size=0.2, random_state=0, stratify=labels
    )
    model = learn([texts[at] for at in train], [labels[at] for at in train])
    truth = np.array([model.names.index(labels[at]) for at in test])
    p = model.probabilities([texts[at] for at in test])
    sets = judged(members(p, model.thresholds[-1]), truth)
    told = f"{both(truth, p.argmax(1))}, sets {sets.covered:.3f} / {sets.size:.2f}"
    return [(f"English, {len(texts):,} requests, {len(common)} kinds", "", told)]


def words_of(row: dict[str, str]) -> str:
    """What the resident wrote, without the kind that the form put before it."""
    try:
        said = str(json.loads(row["category"])["user_value"])
    except (ValueError, KeyError, TypeError):
        return ""
    return said.removeprefix(row["summary"]).strip()


def scores(truth: np.ndarray, best: np.ndarray) -> tuple[float, float]:
    present = np.unique(truth)
    return (
        float(accuracy_score(truth, best)),
        float(f1_score(truth, best, average="macro", labels=present)),
    )


def both(truth: np.ndarray, best: np.ndarray) -> str:
    accuracy, f1 = scores(truth, best)
    return f"accuracy {accuracy:.3f}, macro-F1 {f1:.3f}"


def means(found: Sequence[tuple[float, float]]) -> str:
    return f"accuracy {mean(a for a, _ in found):.3f}, macro-F1 {mean(f for _, f in found):.3f}"


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DATA)
