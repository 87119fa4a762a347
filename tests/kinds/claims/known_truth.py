"""What is true of answers to questions that have an answer; and whether a sentence says just that."""

from collections import Counter
from collections.abc import Sequence
from statistics import median

from tests.kinds.claims.facts import Facts, Numbers


class Quiz(Facts):
    """One right answer among several."""

    def holds(self, key: str, items: Sequence[str], of: Numbers) -> None:
        given = Counter(self.given("chosen", self.phases[0]))
        right = given[self.activity.options["right"]]
        n = sum(given.values())
        assert list(items) == [self.activity.options["right"]] and of("n") == n
        if key == "level":
            assert 2 * right == n
        else:
            assert of("count") == (right if key == "right" else n - right)
            assert 2 * (of("count") or 0) > n


class Estimate(Facts):
    """Numbers whose truth is known."""

    def holds(self, key: str, items: Sequence[str], of: Numbers) -> None:
        [id] = items
        values, truth = self.given(id, self.phases[0]), self.activity.options["truths"][id]
        assert len(values) >= self.least
        middle = median(values)
        further = sum(abs(value - truth) > abs(middle - truth) for value in values)
        assert (of("median"), of("truth"), of("n")) == (round(middle, 2), truth, len(values))
        if key == "level":
            assert 2 * further == len(values)
        else:
            assert of("count") == (further if key == "further" else len(values) - further)
            assert 2 * (of("count") or 0) > len(values)
