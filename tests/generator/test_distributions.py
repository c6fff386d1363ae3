"""Tests that the generated data have the documented distributions: sizes, partnerships, people, learning."""

from collections import Counter

import numpy as np
from scipy import stats

from generator.country import demo
from generator.drawing import declared_sources as declarations
from generator.drawing import organisations, partnerships
from generator.drawing.organisations import INSTITUTIONS
from generator.drawing.people import MANAGER, YEAR
from generator.drawing.spread_parameters import Channel
from generator.record_making import number_of
from graph_model.terms import OrganisationKind
from tests.generator.countries import demo_elements, world_of

WORLD = world_of(demo())
TODAY = number_of(WORLD.country.today)


def test_schools_follow_the_number_of_residents() -> None:
    schools = Counter(WORLD.bodies.all[each].municipality for each in WORLD.bodies.of_kinds(OrganisationKind.SCHOOL))
    expected = WORLD.ground.population / WORLD.country.residents_per_school
    large = np.flatnonzero(expected >= 3)
    observed = np.array([schools[each] for each in large.tolist()])
    statistic = ((observed - expected[large]) ** 2 / expected[large]).sum()
    assert len(large) > 10
    assert stats.chi2.sf(statistic, len(large)) > 0.001
    everywhere = np.array([schools[each] for each in range(len(expected))])
    assert stats.spearmanr(everywhere, WORLD.ground.population).statistic > 0.6
    assert everywhere.min() >= 1


def test_sizes_of_schools_are_lognormal() -> None:
    pupils = np.array([each.pupils for each in WORLD.bodies.all if each.kind in INSTITUTIONS], dtype=np.float64)
    scaled = (np.log(pupils) - np.log(organisations.MEDIAN_PUPILS)) / organisations.SPREAD_OF_PUPILS
    assert stats.kstest(scaled[np.abs(scaled) < 2.5], stats.truncnorm(-2.5, 2.5).cdf).pvalue > 0.001


def test_schools_lie_near_the_centre_of_their_municipality() -> None:
    schools = [WORLD.bodies.all[each] for each in WORLD.bodies.of_kinds(OrganisationKind.SCHOOL)]
    away = [each.latitude - WORLD.ground.latitude[each.municipality] for each in schools]
    assert abs(float(np.std(away)) / organisations.JITTER - 1) < 0.2
    assert max(map(abs, away)) < 6 * organisations.JITTER


def test_few_organisations_have_many_partners() -> None:
    degree = np.bincount(WORLD.partnerships.pairs.ravel(), minlength=len(WORLD.bodies.all))
    ordered = np.sort(degree[degree > 0])[::-1].astype(np.float64)
    tail = max(len(ordered) // 10, 20)
    hill = 1 / np.mean(np.log(ordered[:tail] / ordered[tail]))
    assert 1.2 < hill < 5
    assert ordered[0] > 5 * np.median(ordered)
    # a Poisson distribution of the same mean almost never has such large values
    assert stats.poisson.sf(ordered[0] - 1, degree.mean()) * len(degree) < 1e-3


def test_partners_are_near() -> None:
    home, region = WORLD.bodies.municipality, WORLD.bodies.region
    left, right = WORLD.partnerships.pairs.T
    near = {(each, other) for each, around in enumerate(WORLD.ground.neighbours) for other in around.tolist()}
    same = np.mean(home[left] == home[right])
    bordering = np.mean([pair in near for pair in zip(home[left].tolist(), home[right].tolist(), strict=True)])
    beyond = np.mean(region[left] != region[right])
    assert same + bordering > partnerships.RINGS[0] + partnerships.RINGS[1] - 0.2
    assert beyond < 0.2
    ended = np.mean(WORLD.partnerships.until >= 0)
    assert abs(ended - partnerships.ENDED) < 0.05


def test_people_begin_to_work_as_adults_and_some_are_new() -> None:
    people = WORLD.people
    age = people.first_worked / YEAR + 1970 - people.born
    assert age.min() > 18
    assert age.max() < 47
    new = np.mean(people.first_worked > TODAY - 3 * YEAR)
    assert 0.05 < new < 0.15
    assert 0.03 < people.mentor.mean() < 0.12


def test_jobs_overlap_for_a_few() -> None:
    jobs = WORLD.people.jobs
    ended = {int(person): int(until) for person, until in zip(jobs.person, jobs.until, strict=True) if until >= 0}
    current = zip(jobs.person.tolist(), jobs.since.tolist(), jobs.until.tolist(), strict=True)
    since = {person: began for person, began, until in reversed(list(current)) if until < 0}
    overlapping = np.mean([ended[person] > since[person] for person in ended if person in since])
    assert 0.05 < overlapping < 0.35
    assert len(jobs.person) > len(WORLD.people)


def test_every_region_has_two_management_teams_at_least_and_managers_alone_are_in_them() -> None:
    links = demo_elements()[1]
    teams = Counter(link.end for link in links if link.pattern == "ManagementTeam BELONGS_TO Region")
    assert set(teams) == {WORLD.ground.regions[each].id for each in WORLD.ground.covered}
    assert min(teams.values()) >= 2
    managers = {WORLD.people.id(each) for each in np.flatnonzero(WORLD.people.kind == MANAGER).tolist()}
    assert {link.start for link in links if link.pattern == "Person MEMBER_OF ManagementTeam"} <= managers


def test_low_scores_reveal_more_deficits() -> None:
    attempts = WORLD.attempts
    found = np.bincount(attempts.deficit_attempt, minlength=len(attempts.person))
    measured = np.array([len(attempts.measures[each].competences) for each in attempts.measure.tolist()])
    low, high = attempts.score < 50, attempts.score > 80
    assert (found / measured)[low].mean() > 2 * (found / measured)[high].mean()


def test_routes_close_deficits() -> None:
    routed = {each.attempt for each in WORLD.learning.routes}
    attempts = WORLD.attempts.deficit_attempt
    closed = np.array([each is not None for each in WORLD.learning.closed])
    within = np.array([attempt in routed for attempt in attempts])
    assert closed[within].mean() > 2 * closed[~within].mean()
    assert 0.1 < closed.mean() < 0.9


def test_sources_are_declared_as_often_as_documented_and_seldom_wrong() -> None:
    spread, stated = WORLD.spread, WORLD.declarations
    learned = np.array([channel is not Channel.OWN for channel in spread.channel])
    declared = np.array([basis is not None for basis in stated.basis])
    assert stats.binomtest(int(declared.sum()), int(learned.sum()), declarations.DECLARED).pvalue > 0.001
    named = np.flatnonzero(stated.named >= 0)
    wrong = np.mean(stated.named[named] != spread.parent[named])
    assert 0.005 < wrong < 2.5 * declarations.WRONG
    assert abs(np.mean(stated.undated) - declarations.UNDATED) < 0.012
