"""Shares, intervals, bootstrap, agreement: by hand, and what has to hold for any numbers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.statistics import Share, bootstrap, kappa, median, percentile, wilson

# The machine may be busy with something else.
calm = settings(deadline=None)
counts = st.integers(1, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
labels = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1, max_size=50)


def test_the_interval_is_that_of_the_textbook() -> None:
    low, high = wilson(2, 125)
    assert low == pytest.approx(0.0044, abs=1e-4)
    assert high == pytest.approx(0.0565, abs=1e-4)


def test_nothing_out_of_a_hundred_may_still_be_nearly_four_percent() -> None:
    low, high = wilson(0, 100)
    assert low == 0
    assert high == pytest.approx(0.037, abs=1e-3)


@calm
@given(counts)
def test_the_interval_holds_the_share_and_stays_between_none_and_all(hits_n: tuple[int, int]) -> None:
    low, high = wilson(*hits_n)
    assert 0 <= low <= hits_n[0] / hits_n[1] <= high <= 1
    assert low < high


@calm
@given(counts)
def test_the_interval_of_what_is_left_is_the_mirror_image(hits_n: tuple[int, int]) -> None:
    hits, n = hits_n
    low, high = wilson(hits, n)
    assert wilson(n - hits, n) == pytest.approx((1 - high, 1 - low))


@calm
@given(counts)
def test_more_cases_make_the_interval_narrower(hits_n: tuple[int, int]) -> None:
    (low, high), (lower, higher) = wilson(*hits_n), wilson(hits_n[0] * 10, hits_n[1] * 10)
    assert higher - lower < high - low


def test_a_share_of_nothing_has_no_value() -> None:
    nothing = Share(0, 0)
    assert (nothing.value, nothing.interval, str(nothing)) == (None, None, "-")


def test_a_share_is_written_with_its_interval() -> None:
    assert str(Share(47, 55)) == "0.855 (47/55, 95% 0.74-0.92)"


def mean(values: object) -> float:
    assert isinstance(values, list)
    return sum(values) / len(values)


@calm
@given(st.lists(st.floats(-5, 5), min_size=1, max_size=30))
def test_the_bootstrap_of_a_mean_stays_within_the_values(values: list[float]) -> None:
    drawn = bootstrap(values, mean, rounds=50)
    assert drawn is not None
    assert min(values) - 1e-9 <= drawn[0] <= drawn[1] <= max(values) + 1e-9


def test_the_bootstrap_is_the_same_every_time_and_differs_with_the_seed() -> None:
    values = [number**1.5 for number in range(40)]
    assert bootstrap(values, mean) == bootstrap(values, mean)
    assert bootstrap(values, mean, seed=7) != bootstrap(values, mean, seed=8)


def test_the_bootstrap_of_nothing_is_none() -> None:
    assert bootstrap([], mean) is None
    assert bootstrap([1.0], lambda values: None) is None


def test_kappa_is_that_of_the_textbook() -> None:
    # 20 both yes, 15 both no, 5 and 10 apart: observed .7, by chance .5.
    first = [True] * 25 + [False] * 25
    second = [True] * 20 + [False] * 5 + [True] * 10 + [False] * 15
    assert kappa(first, second) == pytest.approx(0.4)


def test_kappa_is_not_known_when_both_only_ever_say_one_thing() -> None:
    assert kappa([True] * 5, [True] * 5) is None
    assert kappa([], []) is None


@calm
@given(labels)
def test_kappa_does_not_care_who_reads_first_and_is_at_most_one(pairs: list[tuple[str, str]]) -> None:
    first, second = [a for a, _ in pairs], [b for _, b in pairs]
    agreement = kappa(first, second)
    assert agreement == kappa(second, first)
    assert agreement is None or agreement <= 1
    assert agreement is None or (agreement == 1) == (first == second)


def test_the_median_of_an_even_number_is_between_the_two_in_the_middle() -> None:
    assert (median([4, 1, 3, 2]), median([3, 1, 2]), median([])) == (2.5, 2, None)


def test_a_percentile_is_a_value_that_was_measured() -> None:
    assert percentile(list(range(1, 101)), 0.95) == 95
    assert percentile([7.0], 0.95) == 7
    assert percentile([], 0.95) is None
