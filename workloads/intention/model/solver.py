"""Kernel ridge regression on the classes, and its held-out answers, both in closed form."""

from dataclasses import dataclass

import numpy as np
from head import softmax

BIAS = 1.0
"""Added to every similarity, so that the sum of the coefficients serves as a bias."""


@dataclass(frozen=True)
class Fit:
    """`coefficients` [labels, rows] of the kernel expansion, `bias` [labels]."""

    coefficients: np.ndarray
    bias: np.ndarray

    def scores(self, similarities: np.ndarray) -> np.ndarray:
        return similarities @ self.coefficients.T + self.bias


def inverse(similarities: np.ndarray, penalty: float) -> np.ndarray:
    """What every fit with this penalty needs; `similarities` is the rows' kernel matrix."""
    return np.linalg.inv(similarities + BIAS + penalty * np.eye(len(similarities)))


def fit(inverted: np.ndarray, classes: np.ndarray, labels: int) -> Fit:
    """The scores that come nearest to 1 for a row's class and 0 for the others."""
    coefficients = (inverted @ np.eye(labels)[classes]).T
    return Fit(coefficients, BIAS * coefficients.sum(axis=1))


def held_out_scores(
    inverted: np.ndarray, classes: np.ndarray, labels: int, groups: np.ndarray
) -> np.ndarray:
    """Scores of every row by the fit that never saw its group, without fitting again."""
    targets = np.eye(labels)[classes]
    coefficients = inverted @ targets
    scores = np.zeros_like(targets)
    for group in np.unique(groups):
        inside = groups == group
        within = inverted[np.ix_(inside, inside)]
        scores[inside] = targets[inside] - np.linalg.solve(within, coefficients[inside])
    return scores


def temperature(scores: np.ndarray, classes: np.ndarray) -> float:
    """The divisor of the scores under which the true classes are likeliest (golden section)."""

    def loss(log_temperature: float) -> float:
        probabilities = softmax(scores / np.exp(log_temperature))
        return -np.log(probabilities[np.arange(len(classes)), classes]).mean()

    low, high = np.log(0.01), np.log(20.0)
    ratio = (np.sqrt(5) - 1) / 2
    for _ in range(60):
        left, right = high - ratio * (high - low), low + ratio * (high - low)
        if loss(left) < loss(right):
            high = right
        else:
            low = left
    return float(np.exp((low + high) / 2))
