"""Tests that titles, subjects and audiences of generated practices and programs agree."""

from collections import defaultdict

from generator.country import demo
from generator.wording import GENITIVE, PLACES_OF_CONTEXTS, PLACES_OF_STAGES
from graph_model.kinds.competences import ForSubject
from graph_model.kinds.practices import Practice
from graph_model.kinds.programs import Program
from graph_model.links import Link
from graph_model.terms import OrganisationContext, OrganisationKind, SchoolStage
from tests.generator.countries import demo_elements, world_of

WORLD = world_of(demo())
SUBJECTS = {each.id: each for each in WORLD.ground.subjects}


def subjects_by_node() -> dict[str, list[str]]:
    """Return the ids of the school subjects of each practice and program."""
    found: dict[str, list[str]] = defaultdict(list)
    for each in demo_elements()[1]:
        if isinstance(each, Link) and isinstance(each.relation, ForSubject):
            found[each.start].append(each.end)
    return found


def named_subjects(title: str) -> set[str]:
    """Return the names of the school subjects that a title contains."""
    genitive = {name for name, words in GENITIVE.items() if f"на уроках {words}" in title}
    return genitive | {each.name for each in WORLD.ground.subjects if f"«{each.name}»" in title}


def test_a_title_names_only_subjects_of_its_practice_or_program() -> None:
    subjects, named = subjects_by_node(), 0
    for each in demo_elements()[0]:
        if isinstance(each, Practice | Program):
            own = {SUBJECTS[subject].name for subject in subjects[each.id]}
            assert named_subjects(each.title) <= own, each.title
            named += bool(named_subjects(each.title))
    assert named > 100


def test_the_declared_stages_teach_the_subjects_of_a_practice() -> None:
    subjects = subjects_by_node()
    taught = {SchoolStage.PRIMARY: "primary", SchoolStage.BASIC: "basic", SchoolStage.SECONDARY: "secondary"}
    for each in demo_elements()[0]:
        if isinstance(each, Practice):
            for stage in each.audience_stages:
                for subject in subjects[each.id]:
                    assert getattr(SUBJECTS[subject], taught[stage]), each.title


def test_a_title_agrees_with_the_declared_audience() -> None:
    for each in demo_elements()[0]:
        if isinstance(each, Practice) and each.audience_kinds:
            if PLACES_OF_CONTEXTS[OrganisationContext.SMALL_RURAL] in each.title:
                assert each.audience_contexts == (OrganisationContext.SMALL_RURAL,)
            if PLACES_OF_STAGES[SchoolStage.PRESCHOOL] in each.title:
                assert each.audience_kinds == (OrganisationKind.KINDERGARTEN,)
            for stage in (SchoolStage.PRIMARY, SchoolStage.BASIC, SchoolStage.SECONDARY):
                if PLACES_OF_STAGES[stage] in each.title:
                    assert each.audience_stages == (stage,)


def test_most_practices_declare_their_audience_and_most_organisations_their_conditions() -> None:
    practices = [each for each in demo_elements()[0] if isinstance(each, Practice)]
    assert 0.65 < sum(bool(each.audience_kinds) for each in practices) / len(practices) < 0.85
    institutions = [place for place, rural in enumerate(WORLD.conditions.rural.tolist()) if rural >= 0]
    assert 0.85 < sum(WORLD.conditions.reported[each] for each in institutions) / len(institutions) < 0.95
