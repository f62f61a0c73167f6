"""Measures the heads on the validation sentences."""

import numpy as np
from dataset import DOMAINS, HAZARDS, LANGUAGES, Sentence

BINS = 10


def report(found: dict[str, np.ndarray], sentences: list[Sentence]) -> dict:
    """`found` is what each head says, [sentences, labels], in the order of the sentences."""
    languages = np.array([sentence.language for sentence in sentences])
    domains = np.array([DOMAINS.index(sentence.domain) for sentence in sentences])
    hazards = np.array([HAZARDS.index(sentence.hazard) for sentence in sentences])
    return {
        "validation": {"sentences": len(sentences)},
        "domain": _head(found["domain"], domains, DOMAINS, languages),
        "hazard": {
            **_head(found["hazard"], hazards, HAZARDS, languages),
            "sensitiveOrDestructive": _hazardous(found["hazard"].argmax(axis=1), hazards),
        },
    }


def _head(
    probabilities: np.ndarray, truth: np.ndarray, labels: tuple[str, ...], languages: np.ndarray
) -> dict:
    answer = probabilities.argmax(axis=1)
    right = answer == truth
    confusion = np.zeros((len(labels), len(labels)), int)
    np.add.at(confusion, (truth, answer), 1)
    return {
        "accuracy": _rounded(right.mean()),
        "accuracyByLanguage": {
            language: _rounded(right[languages == language].mean()) for language in LANGUAGES
        },
        "recallByLabel": {
            label: _rounded(right[truth == index].mean()) for index, label in enumerate(labels)
        },
        "expectedCalibrationError": _rounded(_calibration(probabilities.max(axis=1), right)),
        "confusion": {
            label: dict(zip(labels, row.tolist())) for label, row in zip(labels, confusion)
        },
    }


def _calibration(confidence: np.ndarray, right: np.ndarray) -> float:
    """Mean gap between confidence and accuracy over equally wide bins, weighted by their size."""
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    gaps = [
        (bins == one).mean() * abs(confidence[bins == one].mean() - right[bins == one].mean())
        for one in np.unique(bins)
    ]
    return float(np.sum(gaps))


def _hazardous(answer: np.ndarray, truth: np.ndarray) -> dict:
    hits = ((answer > 0) & (truth > 0)).sum()
    return {
        "recall": _rounded(hits / (truth > 0).sum()),
        "precision": _rounded(hits / max(1, (answer > 0).sum())),
    }


def _rounded(value: float) -> float:
    return round(float(value), 3)


def show(report: dict) -> None:
    for name in ("domain", "hazard"):
        one = report[name]
        print(f"{name}: accuracy {one['accuracy']} {one['accuracyByLanguage']}")
        print(f"  recall {one['recallByLabel']}")
        print(f"  expected calibration error {one['expectedCalibrationError']}")
        for label, row in one["confusion"].items():
            print(f"  {label:>14} -> {row}")
    print(f"sensitive or destructive: {report['hazard']['sensitiveOrDestructive']}", flush=True)
