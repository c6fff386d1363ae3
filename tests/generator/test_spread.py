"""Tests that the spread of practices reproduces its true parameters: contacts, need, capacity and time."""

import csv
import gzip
import io
import json
from collections import Counter
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from generator.country import demo
from generator.drawing.audiences import Fitting
from generator.drawing.contacts import Contacts
from generator.drawing.practices import CYCLIC, FAMOUS, ROOT_ALONE, WITHOUT_ADOPTION
from generator.drawing.spread_parameters import YEAR, Channel
from generator.records.truth import write_truth
from tests.generator.countries import world_of

Mask = NDArray[np.bool_]

WORLD = world_of(demo())
SPREAD, BODIES, PARAMETERS = WORLD.spread, WORLD.bodies, WORLD.parameters
CONTACTS = Contacts(
    WORLD.country, WORLD.ground, BODIES, WORLD.people, WORLD.partnerships, WORLD.attempts, WORLD.practices
)


def through(channel: Channel) -> list[tuple[int, int]]:
    """Return the adoptions through a channel, with their parents."""
    return [(place, int(SPREAD.parent[place])) for place, each in enumerate(SPREAD.channel) if each is channel]


def test_a_parent_adopted_the_same_practice_before_and_used_it_still() -> None:
    for place in np.flatnonzero(SPREAD.parent >= 0).tolist():
        parent = int(SPREAD.parent[place])
        assert SPREAD.practice[parent] == SPREAD.practice[place]
        assert SPREAD.on[parent] <= SPREAD.on[place]
        if SPREAD.channel[place] is not Channel.PERSON and SPREAD.ended[parent] >= 0:
            assert SPREAD.on[place] <= SPREAD.ended[parent]


def test_nobody_adopts_a_practice_twice_and_every_root_is_its_author() -> None:
    pairs = list(zip(SPREAD.practice.tolist(), SPREAD.organisation.tolist(), strict=True))
    assert len(set(pairs)) == len(pairs)
    roots = [place for place, each in enumerate(SPREAD.channel) if each is Channel.OWN]
    assert all(SPREAD.organisation[each] == WORLD.practices.authors[SPREAD.practice[each]] for each in roots)
    assert len(roots) == WORLD.country.practices - 1


def test_contacts_go_to_the_same_municipality_across_borders_and_to_partners() -> None:
    home = BODIES.municipality
    for place, parent in through(Channel.SAME_MUNICIPALITY):
        assert home[SPREAD.organisation[place]] == home[SPREAD.organisation[parent]]
    for place, parent in through(Channel.BORDER):
        around = WORLD.ground.neighbours[home[SPREAD.organisation[parent]]]
        assert home[SPREAD.organisation[place]] in around
    for place, parent in through(Channel.PARTNER):
        group, spans = CONTACTS.partners[int(SPREAD.organisation[parent])]
        since, until = spans[list(group.members).index(int(SPREAD.organisation[place]))]
        assert since <= SPREAD.on[place] <= until


def test_contacts_take_the_time_that_is_documented() -> None:
    lags = [
        int(SPREAD.on[place] - SPREAD.on[parent])
        for channel in (Channel.SAME_MUNICIPALITY, Channel.BORDER)
        for place, parent in through(channel)
        # only where most of the period after the parent's start is observed
        if SPREAD.on[parent] < CONTACTS.today - 4 * YEAR
    ]
    within = [each for each in lags if each < 4 * YEAR]
    law = stats.truncexpon(4 * YEAR / PARAMETERS.memory, scale=PARAMETERS.memory)
    # trends, repeated contacts and abandonment distort the relation slightly
    assert len(within) > 200
    assert stats.kstest(within, law.cdf).statistic < 0.12


def rate_of_bank(chosen: Mask) -> tuple[int, float]:
    """Return the number of adoptions from the bank among the chosen pairs, and the sum of capacity times quality."""
    arrived = {(int(SPREAD.practice[place]), int(SPREAD.organisation[place])) for place, _ in through(Channel.BANK)}
    hits = sum(1 for practice, organisation in arrived if chosen[practice, organisation])
    capacity = np.zeros(len(BODIES.all))
    capacity[list(CONTACTS.country.members)] = BODIES.capacity[list(CONTACTS.country.members)]
    weight = (chosen * capacity[None, :] * WORLD.practices.quality[:, None]).sum()
    return hits, float(weight)


@cache
def needs() -> tuple[Mask, Mask]:
    """Return for each practice and organisation whether it has an addressed deficit, and whether they share a theme."""
    deficit, theme = np.zeros((2, WORLD.country.practices, len(BODIES.all)), dtype=np.bool_)
    for practice in range(WORLD.country.practices):
        addressed = sum(CONTACTS.competences[each] for each in WORLD.practices.competences[practice])
        about = sum(CONTACTS.themes[each] for each in WORLD.practices.themes[practice])
        deficit[practice] = [bool(each & addressed) for each in CONTACTS.deficits]
        theme[practice] = [bool(each & about) for each in CONTACTS.interests]
    return deficit, theme


@cache
def inside() -> Mask:
    """Return for each practice and organisation whether the organisation belongs to the audience."""
    fitting = Fitting(BODIES, WORLD.conditions)
    tests = [fitting.test(each) for each in WORLD.practices.audiences]
    return np.array([[test(place) for place in range(len(BODIES.all))] for test in tests], dtype=np.bool_)


def test_practices_stay_in_their_audience_with_few_exceptions() -> None:
    known = inside()
    rows = zip(SPREAD.practice.tolist(), SPREAD.organisation.tolist(), SPREAD.channel, strict=True)
    fits = [bool(known[practice, place]) for practice, place, channel in rows if channel is not Channel.OWN]
    assert 0.003 < 1 - np.mean(fits) < 0.05


def test_need_and_shared_themes_raise_the_hazard_as_documented() -> None:
    deficit, theme = needs()
    base = rate_of_bank(~deficit & ~theme & inside())
    for chosen, need in (
        (deficit & ~theme, PARAMETERS.need + PARAMETERS.need_deficit),
        (~deficit & theme, PARAMETERS.need + PARAMETERS.need_theme),
    ):
        hits, weight = rate_of_bank(chosen & inside())
        ratio = (hits / weight) / (base[0] / base[1])
        error = np.sqrt(1 / hits + 1 / base[0])
        assert abs(np.log(ratio) - np.log(need / PARAMETERS.need)) < 4 * error


def test_large_organisations_adopt_more() -> None:
    deficit, theme = needs()
    need = PARAMETERS.need + PARAMETERS.need_deficit * deficit + PARAMETERS.need_theme * theme
    need = need * np.where(inside(), 1.0, PARAMETERS.outside)
    weight = BODIES.capacity * (need * WORLD.practices.quality[:, None]).sum(axis=0)
    adopted = Counter(int(SPREAD.organisation[place]) for place, _ in through(Channel.BANK))
    members = sorted(CONTACTS.country.members, key=lambda each: float(BODIES.capacity[each]))
    halves = members[: len(members) // 2], members[len(members) // 2 :]
    small, large = (sum(adopted[each] for each in half) for half in halves)
    expected = float(weight[list(halves[1])].sum() / weight[list(members)].sum())
    assert stats.binomtest(large, small + large, expected).pvalue > 1e-3
    assert large > 1.3 * small


def test_spread_reaches_few_mostly_and_many_sometimes() -> None:
    sizes = np.bincount(SPREAD.practice, minlength=WORLD.country.practices)
    assert np.median(sizes) < sizes.mean()
    assert sizes.max() > 6 * sizes.mean()


def test_a_fashion_is_seen_in_the_adoptions_of_its_theme() -> None:
    fashion = next(each for each in PARAMETERS.fashions if each.theme == "TH01")
    about = np.array([fashion.theme in WORLD.practices.themes[each] for each in SPREAD.practice.tolist()])
    during = (SPREAD.on >= fashion.since) & (SPREAD.on < fashion.until)
    length = fashion.until - fashion.since
    before = (SPREAD.on >= fashion.since - length) & (SPREAD.on < fashion.since)
    surge = float((about & during).sum()) / float((about & before).sum())
    others = float((~about & during).sum()) / float((~about & before).sum())
    assert surge > 1.4 * others


def test_the_practices_with_a_story_have_it() -> None:
    sizes = np.bincount(SPREAD.practice, minlength=WORLD.country.practices)
    assert abs(sizes[FAMOUS] - WORLD.country.famous_adoptions) < 0.15 * WORLD.country.famous_adoptions
    assert sizes[WITHOUT_ADOPTION] == 0
    assert sizes[ROOT_ALONE] == 1
    named = WORLD.declarations.named
    within = np.flatnonzero(SPREAD.practice == CYCLIC).tolist()
    assert [each for each in within if named[each] >= 0 and named[named[each]] == each]


def test_the_truth_is_written_beside_the_data(tmp_path: Path) -> None:
    write_truth(WORLD, tmp_path)
    truth = json.loads((tmp_path / "truth.json").read_text(encoding="utf-8"))
    assert truth["spread"]["border"] == PARAMETERS.border
    assert truth["country"]["seed"] == WORLD.country.seed
    assert len(truth["quality"]) == WORLD.country.practices
    rows = list(csv.DictReader(io.StringIO(gzip.decompress((tmp_path / "true_parents.csv.gz").read_bytes()).decode())))
    assert len(rows) == len(SPREAD.on)
    place = next(place for place, _ in through(Channel.BORDER))
    assert rows[place]["origin"] == "BORDER"
    assert rows[place]["parent"] == f"AD-DEMO-{SPREAD.parent[place] + 1}"
