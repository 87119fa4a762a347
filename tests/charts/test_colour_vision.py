"""Colours as eyes see them that lack one kind of cone: marks still differ, or differ by more than colour.

Simulated by the matrices of Machado, Oliveira & Fernandes (2009), "A physiologically-based model for
simulation of color vision deficiency", severity 1, on linear RGB; differences are ΔE*ab (CIE 1976).
"""

from itertools import combinations, pairwise

import numpy as np
import pytest
from tamtam.charts.opinions import SHAPES
from tamtam.charts.theme import palette

EYES = {
    "every cone": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
#: Linear RGB (sRGB primaries, D65) to XYZ, and the white of D65.
_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
_WHITE = _XYZ.sum(axis=1)
#: What lies beside each other is told apart from this difference on (just noticeable: about 2.3).
APART = 10
#: The steps of a scale lie beside each other in a bar, what is and what is wanted above each other.
SCALE = ("disagree", "rather_disagree", "between", "rather_agree", "agree")
BESIDE = [
    *pairwise(SCALE),
    ("disagree", "agree"),
    ("today", "wanted"),
    ("today_pale", "wanted_pale"),
]
#: Every mark has to be seen on its ground.
ON_PAPER = (
    "ink",
    "muted",
    "accent",
    "today",
    "wanted",
    "line",
    *(f"group_{n}" for n in range(1, 6)),
)


def linear(colour: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    channels = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def seen(colour: str, eye: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.clip(EYES[eye] @ linear(colour), 0, 1)


def difference(one: str, other: str, eye: str) -> float:
    def lab(colour: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        share = _XYZ @ seen(colour, eye) / _WHITE
        root = np.where(share > (6 / 29) ** 3, np.cbrt(share), share / (3 * (6 / 29) ** 2) + 4 / 29)
        return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])

    return float(np.linalg.norm(lab(one) - lab(other)))


def contrast(one: str, other: str, eye: str) -> float:
    light = sorted(float(_XYZ[1] @ seen(colour, eye)) + 0.05 for colour in (one, other))
    return light[1] / light[0]


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_marks_that_lie_beside_each_other_differ_for_every_eye(eye: str, scheme: int) -> None:
    found = {
        pair: difference(palette()[pair[0]][scheme], palette()[pair[1]][scheme], eye)
        for pair in BESIDE
    }
    assert {pair: value for pair, value in found.items() if value < APART} == {}


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_marks_are_seen_on_their_ground_by_every_eye(eye: str, scheme: int) -> None:
    paper = palette()["paper"][scheme]
    found = {name: contrast(palette()[name][scheme], paper, eye) for name in ON_PAPER}
    assert {name: value for name, value in found.items() if value < 2.9} == {}


def test_groups_that_some_eye_may_confuse_have_shapes_of_their_own() -> None:
    """Of five groups no choice of colours is apart for every eye: so each has a shape and a letter."""
    groups = [f"group_{number}" for number in range(1, 6)]
    confused = {
        (one, other)
        for one, other in combinations(groups, 2)
        for eye in EYES
        for scheme in (0, 1)
        if difference(palette()[one][scheme], palette()[other][scheme], eye) < APART
    }
    assert confused
    assert len(set(SHAPES)) == len(groups)


def test_the_simulation_is_that_of_the_paper() -> None:
    """White stays white, and red and green of one lightness come together for those without M cones."""
    for eye, matrix in EYES.items():
        assert matrix.sum(axis=1) == pytest.approx([1, 1, 1], abs=2e-3), eye
    red, olive = "#C04040", "#707020"
    assert difference(red, olive, "every cone") > 3 * difference(red, olive, "deuteranopia")
