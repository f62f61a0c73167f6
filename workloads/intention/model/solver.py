"""Kernel logistic regression by L-BFGS in float64."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from head import softmax

MEMORY = 15
ITERATIONS = 1000
TOLERANCE = 1e-8
JITTER = 1e-9


def fit(similarities: np.ndarray, classes: np.ndarray, labels: int, penalty: float) -> "Fit":
    """`similarities` is the kernel matrix of the training rows; `penalty` is L2."""
    count = len(classes)
    # Any factor whose square is the kernel turns the problem into a linear one.
    factor = np.linalg.cholesky(similarities + JITTER * np.eye(count))
    targets = np.eye(labels)[classes]

    def probabilities(flat: np.ndarray) -> np.ndarray:
        both = flat.reshape(labels, count + 1)
        return softmax(factor @ both[:, :count].T + both[:, count])

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat.reshape(labels, count + 1)[:, :count]
        found = probabilities(flat)
        value = -np.log(found[np.arange(count), classes]).mean() + penalty / 2 * (weights**2).sum()
        error = (found - targets) / count
        slope = np.column_stack([error.T @ factor + penalty * weights, error.sum(axis=0)])
        return value, slope.ravel()

    best = _minimise(loss, np.zeros(labels * (count + 1)))
    # At the optimum a row's coefficient is its remaining error over the penalty.
    coefficients = (targets - probabilities(best)).T / count / penalty
    return Fit(coefficients, best.reshape(labels, count + 1)[:, count])


@dataclass(frozen=True)
class Fit:
    """`coefficients` [labels, rows] of the kernel expansion, `bias` [labels]."""

    coefficients: np.ndarray
    bias: np.ndarray

    def logits(self, similarities: np.ndarray) -> np.ndarray:
        return similarities @ self.coefficients.T + self.bias


def temperature(logits: np.ndarray, classes: np.ndarray) -> float:
    """The divisor of the logits under which the true classes are likeliest (golden section)."""

    def loss(log_temperature: float) -> float:
        probabilities = softmax(logits / np.exp(log_temperature))
        return -np.log(probabilities[np.arange(len(classes)), classes]).mean()

    low, high = np.log(0.05), np.log(20.0)
    ratio = (np.sqrt(5) - 1) / 2
    for _ in range(60):
        left, right = high - ratio * (high - low), low + ratio * (high - low)
        if loss(left) < loss(right):
            high = right
        else:
            low = left
    return float(np.exp((low + high) / 2))


def _minimise(loss: Callable, point: np.ndarray) -> np.ndarray:
    value, slope = loss(point)
    history: deque = deque(maxlen=MEMORY)
    for _ in range(ITERATIONS):
        if np.abs(slope).max() < TOLERANCE:
            break
        direction = -_newton_step(slope, history)
        length = 1.0 if history else 1 / np.abs(slope).sum()
        next_value, next_slope = loss(point + length * direction)
        while next_value > value + 1e-4 * length * (slope @ direction) and length > 1e-12:
            length /= 2
            next_value, next_slope = loss(point + length * direction)
        moved, bent = length * direction, next_slope - slope
        if moved @ bent > 1e-16:
            history.append((moved, bent))
        point, value, slope = point + moved, next_value, next_slope
    return point


def _newton_step(slope: np.ndarray, history: deque) -> np.ndarray:
    step = slope.copy()
    shares = []
    for moved, bent in reversed(history):
        share = moved @ step / (moved @ bent)
        shares.append(share)
        step -= share * bent
    if history:
        moved, bent = history[-1]
        step *= moved @ bent / (bent @ bent)
    for (moved, bent), share in zip(history, reversed(shares)):
        step += (share - bent @ step / (moved @ bent)) * moved
    return step
