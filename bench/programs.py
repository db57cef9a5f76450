"""bench/programs.py: small real programs on arrays, each written once for any module like NumPy.

    python bench/arrays.py --only programs numpy numpy_hpy

`prepare(np)` makes what a program starts from, which is not timed and must stay as it is;
`run(np, start)` is the program, whose result is compared with NumPy's. Where rounding must not
decide what happens, programs do only what is rounded alike everywhere: + - * / and comparisons.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any, NamedTuple

from sleds import run_sleds

Module = Any
Array = Any


class Program(NamedTuple):
    """What is prepared and what is run, and by what share of the largest number it may differ."""

    prepare: Callable[[Module], Any]
    run: Callable[[Module, Any], Any]
    tolerance: float = 0.0


def gauss(count: int, width: int, seed: int) -> list[list[float]]:
    """Return rows of normally distributed numbers, the same ones for everybody."""
    randomness = random.Random(seed)
    return [[randomness.gauss(0.0, 1.0) for _ in range(width)] for _ in range(count)]


# ---- Bodies that attract each other: arrays of 24 x 24 x 3, broadcasting, sums over axes

BODIES = 24
BODY_STEPS = 50
BODY_TIME = 0.001
SOFTENING = 0.05


def prepare_bodies(np: Module) -> tuple[Array, Array, Array]:
    """Return positions, velocities and masses."""
    masses = [1.0 + abs(row[0]) for row in gauss(BODIES, 1, seed=3)]
    return np.array(gauss(BODIES, 3, seed=1)), np.array(gauss(BODIES, 3, seed=2)), np.array(masses)


def accelerate(np: Module, positions: Array, masses: Array) -> Array:
    """Return the acceleration of every body by all the others."""
    distances = positions[np.newaxis, :, :] - positions[:, np.newaxis, :]
    squares = (distances * distances).sum(axis=2) + SOFTENING
    pulls = masses / (squares * np.sqrt(squares))
    return (distances * pulls[:, :, np.newaxis]).sum(axis=1)


def run_bodies(np: Module, start: tuple[Array, Array, Array]) -> Array:
    """Advance the bodies by leapfrog and return where they are."""
    positions, velocities, masses = start[0].copy(), start[1].copy(), start[2]
    pull = accelerate(np, positions, masses)
    for _ in range(BODY_STEPS):
        velocities += pull * (BODY_TIME / 2)
        positions += velocities * BODY_TIME
        pull = accelerate(np, positions, masses)
        velocities += pull * (BODY_TIME / 2)
    return positions


# ---- The game of life: small integers, shifted views, masks

WORLD = 180
GENERATIONS = 20


def prepare_life(np: Module) -> Array:
    """Return a world of which a third is alive, within a dead border."""
    randomness = random.Random(4)
    rows = [[int(randomness.random() < 1 / 3) for _ in range(WORLD)] for _ in range(WORLD)]
    world = np.zeros((WORLD + 2, WORLD + 2), dtype=np.uint8)
    world[1:-1, 1:-1] = np.array(rows)
    return world


def run_life(np: Module, start: Array) -> Array:
    """Let some generations pass and return the world."""
    world = start.copy()
    inner = world[1:-1, 1:-1]
    for _ in range(GENERATIONS):
        rows = world[:-2] + world[1:-1] + world[2:]
        near = rows[:, :-2] + rows[:, 1:-1] + rows[:, 2:] - inner
        stay = (near == 2) & (inner == 1)
        inner[...] = 0
        inner[stay | (near == 3)] = 1
    return world


# ---- The Mandelbrot set: what has escaped is taken out of the arrays

PICTURE = (120, 160)
ITERATIONS = 50


def prepare_mandelbrot(np: Module) -> tuple[Array, Array]:
    """Return the real and the imaginary part of each point of the picture."""
    height, width = PICTURE
    real = np.arange(width) * (3.0 / width) - 2.0
    imaginary = np.arange(height) * (2.0 / height) - 1.0
    zero = np.zeros(PICTURE)
    return zero + real, zero + imaginary[:, np.newaxis]


def run_mandelbrot(np: Module, start: tuple[Array, Array]) -> Array:
    """Return after how many iterations each point escapes."""
    real, imaginary = start[0].ravel(), start[1].ravel()
    counts = np.full(real.size, ITERATIONS)
    where = np.arange(real.size)
    x, y = real, imaginary
    for iteration in range(ITERATIONS):
        squares_x, squares_y = x * x, y * y
        inside = squares_x + squares_y <= 4.0
        counts[where[~inside]] = iteration
        where, real, imaginary = where[inside], real[inside], imaginary[inside]
        y = 2.0 * x[inside] * y[inside] + imaginary
        x = squares_x[inside] - squares_y[inside] + real
    return counts.reshape(PICTURE)


# ---- Logistic regression: products of a matrix and vectors, exp

SAMPLES = 500
FEATURES = 8
DESCENTS = 100


def prepare_regression(np: Module) -> tuple[Array, Array]:
    """Return the samples and which class each is of."""
    rows = gauss(SAMPLES, FEATURES, seed=5)
    classes = [
        float(row[0] - 2 * row[1] + noise[0] > 0) for row, noise in zip(rows, gauss(SAMPLES, 1, 6))
    ]
    return np.array(rows), np.array(classes)


def run_regression(np: Module, start: tuple[Array, Array]) -> Array:
    """Return the weights that gradient descent finds."""
    samples, classes = start
    weights = np.zeros(FEATURES)
    for _ in range(DESCENTS):
        chances = 1.0 / (1.0 + np.exp(-(samples @ weights)))
        weights -= 0.5 * (samples.T @ (chances - classes)) / SAMPLES
    return weights


# ---- k-means: broadcasting, argmin, masks, means

POINTS = 2000
CENTRES = 6
ASSIGNMENTS = 15


def prepare_clusters(np: Module) -> Array:
    """Return points in the plane."""
    return np.array(gauss(POINTS, 2, seed=7))


def run_clusters(np: Module, points: Array) -> Array:
    """Return the centres that Lloyd's algorithm comes to."""
    centres = points[:CENTRES].copy()
    for _ in range(ASSIGNMENTS):
        distances = ((points[:, np.newaxis, :] - centres) ** 2).sum(axis=2)
        nearest = distances.argmin(axis=1)
        for centre in range(CENTRES):
            centres[centre] = points[nearest == centre].mean(axis=0)
    return centres


# ---- Sleds: arrays of four items, see sleds.py

SLEDS = 2
SLED_STEPS = 100


def run_sleds_of(np: Module, _: None) -> list[list[float]]:
    """Return where the sleds end."""
    return run_sleds(np, SLEDS, SLED_STEPS)


PROGRAMS = {
    "n-body": Program(prepare_bodies, run_bodies, 1e-12),
    "game of life": Program(prepare_life, run_life),
    "Mandelbrot": Program(prepare_mandelbrot, run_mandelbrot),
    "logistic regression": Program(prepare_regression, run_regression, 1e-12),
    "k-means": Program(prepare_clusters, run_clusters, 1e-12),
    "sleds": Program(lambda np: None, run_sleds_of),
}
