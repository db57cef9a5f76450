"""bench/sleds.py: sleds on a bumpy slope, the benchmark program of piconumpy.

    python bench/sleds.py piconumpy_capi piconumpy_hpy
    python bench/sleds.py --sleds 100 --steps 2000 --rounds 5 piconumpy_capi piconumpy_hpy
    python bench/sleds.py piconumpy_capi universal=piconumpy_hpy@one cpython=piconumpy_hpy@other
    python bench/sleds.py universal=piconumpy_hpy@one debug=piconumpy_hpy@copy,debug

Each sled slides down a slope covered with moguls; its state is an array (x, y, u, v) of position
and velocity, advanced by the classic Runge-Kutta method of order four. A step evaluates the
right-hand side four times, in pure Python, and does 16 operations on arrays of four items, so what
is measured is the price of calls and of small objects, not of loops.

The implementations take turns in rounds, see rounds.py; the figure of each is its best round in
thread CPU time. All must reach the same final states to the last bit, or the run fails.
"""

from __future__ import annotations

import argparse
import importlib.util
import math
import random
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from rounds import (
    Contestant,
    Implementation,
    Result,
    describe_machine,
    load_implementation,
    play_rounds,
    write_record,
)

TIME_STEP = 0.01
GRAVITY = 9.81
DRAG = 0.5
INCLINATION = 0.25
MOGUL_HEIGHT = 0.5
WAVE_X = 2 * math.pi / 10.0
WAVE_Y = 2 * math.pi / 4.0

State = Any
Slope = Callable[[State], State]


def make_right_hand_side(array: Callable[[list[float]], State]) -> Slope:
    """Return the function that gives d(x, y, u, v)/dt as an `array` of four items.

    The height of the slope is  -INCLINATION x - MOGUL_HEIGHT cos(WAVE_X x) cos(WAVE_Y y); a sled
    feels its gradient (gx, gy), its curvature (cxx, cxy, cyy), gravity and the drag of the snow.
    """
    cos, sin = math.cos, math.sin

    def right_hand_side(state: State) -> State:
        x = state[0]
        y = state[1]
        u = state[2]
        v = state[3]
        gx = -INCLINATION + MOGUL_HEIGHT * WAVE_X * sin(WAVE_X * x) * cos(WAVE_Y * y)
        gy = MOGUL_HEIGHT * WAVE_Y * cos(WAVE_X * x) * sin(WAVE_Y * y)
        cxx = MOGUL_HEIGHT * WAVE_X * WAVE_X * cos(WAVE_X * x) * cos(WAVE_Y * y)
        cxy = -MOGUL_HEIGHT * WAVE_X * WAVE_Y * sin(WAVE_X * x) * sin(WAVE_Y * y)
        cyy = MOGUL_HEIGHT * WAVE_Y * WAVE_Y * cos(WAVE_X * x) * cos(WAVE_Y * y)
        bend = cxx * u * u + 2.0 * cxy * u * v + cyy * v * v
        force = (GRAVITY + bend) / (1.0 + gx * gx + gy * gy)
        return array([u, v, -force * gx - DRAG * u, -force * gy - DRAG * v])

    return right_hand_side


def slide(right_hand_side: Slope, state: State, steps: int) -> State:
    """Advance one sled by `steps` Runge-Kutta steps and return its final state."""
    dt = TIME_STEP
    for _ in range(steps):
        k1 = dt * right_hand_side(state)
        k2 = dt * right_hand_side(state + k1 / 2)
        k3 = dt * right_hand_side(state + k2 / 2)
        k4 = dt * right_hand_side(state + k3)
        state = state + (k1 + 2 * k2 + 2 * k3 + k4) / 6
    return state


def run_sleds(module: ModuleType, sleds: int, steps: int) -> list[list[float]]:
    """Let `sleds` sleds start side by side and return their final states."""
    randomness = random.Random(20)
    right_hand_side = make_right_hand_side(module.array)
    finals = []
    for _ in range(sleds):
        state = module.zeros(4)
        state[1] = randomness.gauss(0.0, 1.0)
        state[2] = 3.5
        finals.append(slide(right_hand_side, state, steps).tolist())
    return finals


def copy_program() -> ModuleType:
    """Return this module once more: PyPy compiles code for the types that it has seen there."""
    spec = importlib.util.spec_from_file_location("sleds_copy", __file__)
    if spec is None or spec.loader is None:
        raise ImportError(f"{__file__} cannot be imported again")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measure(
    implementations: list[Implementation], sleds: int, steps: int, rounds: int
) -> list[Result]:
    """Run `rounds` rounds of all implementations in turn, after one round of warming up.

    Raises RuntimeError if the implementations come to different results.
    """
    expected = run_sleds(implementations[0].module, sleds, steps)
    for implementation in implementations:
        if run_sleds(implementation.module, sleds, steps) != expected:
            raise RuntimeError(
                f"{implementation.label} and {implementations[0].label} disagree about where the "
                "sleds end; one of them computes wrongly, so their times mean nothing"
            )
    contestants = [
        Contestant(
            i.label,
            partial(copy_program().run_sleds, sleds=sleds, steps=steps),
            i.module,
            lambda finals: bool(finals == expected),
        )
        for i in implementations
    ]
    return play_rounds(contestants, rounds)


def find_baseline(results: list[Result], label: str | None) -> Result:
    """Return the result called `label`, or the first one."""
    if label is None:
        return results[0]
    for result in results:
        if result.label == label:
            return result
    known = ", ".join(result.label for result in results)
    raise ValueError(f"--baseline {label!r} is not among the implementations measured: {known}")


def format_table(results: list[Result], baseline: Result, total_steps: int) -> str:
    """Lay the results out as a table: best time, time per step, ratio to the baseline."""
    width = max(len(result.label) for result in results)
    lines = [f"{'implementation':<{max(width, 14)}}  {'best ms':>9}  {'us/step':>8}  {'ratio':>6}"]
    for result in results:
        lines.append(
            f"{result.label:<{max(width, 14)}}  {result.best * 1e3:9.2f}  "
            f"{result.best / total_steps * 1e6:8.3f}  {result.best / baseline.best:6.3f}"
        )
    return "\n".join(lines)


def as_record(results: list[Result], baseline: Result, options: argparse.Namespace) -> Any:
    """Return all that was measured, ready to be written as JSON."""
    return {
        "program": "sleds",
        **describe_machine(),
        "sleds": options.sleds,
        "steps": options.steps,
        "rounds": options.rounds,
        "baseline": baseline.label,
        "results": [
            {
                "label": result.label,
                "best": result.best,
                "ratio": result.best / baseline.best,
                "seconds": result.seconds,
            }
            for result in results
        ],
    }


def parse_options(arguments: list[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description="Compare array modules by the sled benchmark of piconumpy."
    )
    parser.add_argument(
        "implementations",
        nargs="+",
        metavar="[LABEL=]MODULE[@DIRECTORY][,MODE]",
        help="a module with array() and zeros(), from a directory, in a mode of HPy",
    )
    parser.add_argument("--sleds", type=int, default=10, help="sleds per run (default: 10)")
    parser.add_argument("--steps", type=int, default=200, help="steps per sled (default: 200)")
    parser.add_argument("--rounds", type=int, default=25, help="rounds (default: 25)")
    parser.add_argument("--baseline", metavar="LABEL", help="what ratios refer to (default: first)")
    parser.add_argument("--json", metavar="FILE", type=Path, help="write every round to FILE too")
    options = parser.parse_args(arguments)
    if min(options.sleds, options.steps, options.rounds) < 1:
        parser.error("--sleds, --steps and --rounds must be at least 1")
    return options


def main(arguments: list[str] | None = None) -> None:
    """Measure, print the table, and write the JSON file if one is wanted."""
    options = parse_options(arguments)
    implementations = [load_implementation(text) for text in options.implementations]
    results = measure(implementations, options.sleds, options.steps, options.rounds)
    baseline = find_baseline(results, options.baseline)
    print(format_table(results, baseline, options.sleds * options.steps))
    if options.json:
        record = as_record(results, baseline, options)
        write_record(options.json, record)


if __name__ == "__main__":
    main()
