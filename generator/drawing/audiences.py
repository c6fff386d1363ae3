"""Audiences of practices: the organisations that a practice is for, its school subjects, and its equipment."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from generator.country import Country
from generator.drawing.conditions import Conditions, mask_of
from generator.drawing.ground import Ground
from generator.drawing.organisations import Bodies
from generator.streams import stream
from graph_model.kinds.competences import SubjectArea
from graph_model.terms import Equipment, OrganisationContext, OrganisationKind, SchoolStage

SCHOOL_STAGES = (SchoolStage.PRIMARY, SchoolStage.BASIC, SchoolStage.SECONDARY)
METHODISTS = (
    OrganisationKind.MUNICIPAL_METHOD_SERVICE, OrganisationKind.REGIONAL_INSTITUTE, OrganisationKind.CNPPM,
)  # fmt: skip
# kinds of the audience with their weights
KINDS: tuple[tuple[tuple[OrganisationKind, ...], float], ...] = (
    ((OrganisationKind.SCHOOL,), 0.72),
    ((OrganisationKind.SCHOOL, OrganisationKind.COLLEGE), 0.10),
    ((OrganisationKind.KINDERGARTEN,), 0.04),
    ((OrganisationKind.COLLEGE,), 0.03),
    (METHODISTS, 0.06),
    ((OrganisationKind.SCHOOL, *METHODISTS), 0.05),
)
OWN_KIND = {
    OrganisationKind.KINDERGARTEN: (OrganisationKind.KINDERGARTEN,),
    OrganisationKind.COLLEGE: (OrganisationKind.COLLEGE,),
}
# the share of practices and programs with a school subject, and of practices that declare their audience
FOR_A_SUBJECT, DECLARED = 0.6, 0.75
# the share of practices for one stage, and for a special context
ONE_STAGE = 0.35
CONTEXTS = (
    (OrganisationContext.SMALL_RURAL, 0.08),
    (OrganisationContext.SPECIAL_NEEDS, 0.05),
    (OrganisationContext.NATIVE_LANGUAGE, 0.03),
)
SCIENCES = frozenset({"PHY", "CHE", "BIO"})
DIGITAL = frozenset({"TH03", "TH04"})


@dataclass(frozen=True)
class Audience:
    """The true audience of a practice. `declared` is false if the record of the practice does not contain it.

    Empty contexts mean any. `subjects` are codes of school subjects.
    """

    kinds: tuple[OrganisationKind, ...]
    stages: tuple[SchoolStage, ...]
    contexts: tuple[OrganisationContext, ...]
    resources: tuple[Equipment, ...]
    subjects: tuple[str, ...]
    declared: bool


EVERY_SCHOOL = Audience((OrganisationKind.SCHOOL,), SCHOOL_STAGES, (), (), (), declared=True)


class Fitting:
    """The organisations for which practices are made, decided for one pair at a time."""

    def __init__(self, bodies: Bodies, conditions: Conditions) -> None:
        self._kinds = [each.kind for each in bodies.all]
        self._stages = [mask_of(each) for each in conditions.stages]
        self._contexts = [mask_of(each) for each in conditions.contexts]
        self._equipment = [mask_of(each) for each in conditions.equipment]

    def test(self, audience: Audience) -> "FitTest":
        """Return the test for one audience."""
        return FitTest(self, audience)

    def passes(self, test: "FitTest", place: int) -> bool:
        """Return whether an organisation belongs to an audience."""
        return (
            self._kinds[place] in test.kinds
            and (not test.stages or not self._stages[place] or bool(test.stages & self._stages[place]))
            and (not test.contexts or bool(test.contexts & self._contexts[place]))
            and not test.resources & ~self._equipment[place]
        )


@dataclass(frozen=True)
class FitTest:
    """An audience as masks."""

    fitting: Fitting
    audience: Audience

    @cached_property
    def kinds(self) -> frozenset[OrganisationKind]:
        """The kinds of the audience."""
        return frozenset(self.audience.kinds)

    @cached_property
    def stages(self) -> int:
        """The stages of the audience."""
        return mask_of(self.audience.stages)

    @cached_property
    def contexts(self) -> int:
        """The contexts of the audience."""
        return mask_of(self.audience.contexts)

    @cached_property
    def resources(self) -> int:
        """The equipment that the practice needs."""
        return mask_of(self.audience.resources)

    def __call__(self, place: int) -> bool:
        """Return whether an organisation belongs to the audience."""
        return self.fitting.passes(self, place)


class AudienceMaker:
    """A generator of audiences."""

    def __init__(self, country: Country, ground: Ground, name: str) -> None:
        self.random = stream(country.seed, name)
        self.subjects = ground.subjects

    def audience(self, author: OrganisationKind, themes: Sequence[str]) -> Audience:
        """Draw the audience of a practice by its author and themes."""
        random = self.random
        weights = np.array([weight for _, weight in KINDS])
        kinds = KINDS[int(random.choice(len(KINDS), p=weights / weights.sum()))][0]
        kinds = OWN_KIND.get(author, kinds)
        subjects = self.some_subjects() if OrganisationKind.SCHOOL in kinds else ()
        stages = self._stages(kinds, subjects)
        contexts = self._contexts() if kinds == (OrganisationKind.SCHOOL,) else ()
        resources = self._resources(kinds, themes, subjects)
        codes = tuple(each.code for each in subjects)
        return Audience(kinds, stages, contexts, resources, codes, bool(random.random() < DECLARED))

    def some_subjects(self) -> tuple[SubjectArea, ...]:
        """Draw one or two school subjects, or none."""
        if self.random.random() >= FOR_A_SUBJECT:
            return ()
        number = int(self.random.integers(1, 3))
        chosen = [
            self.subjects[each] for each in self.random.choice(len(self.subjects), number, replace=False).tolist()
        ]
        together = taught_together(chosen)
        return tuple(chosen if any(together) else chosen[:1])

    def _stages(self, kinds: tuple[OrganisationKind, ...], subjects: Sequence[SubjectArea]) -> tuple[SchoolStage, ...]:
        if OrganisationKind.KINDERGARTEN in kinds:
            return (SchoolStage.PRESCHOOL,)
        if OrganisationKind.SCHOOL not in kinds:
            return ()
        possible = stages_taught(subjects)
        if self.random.random() >= ONE_STAGE:
            return possible
        return (possible[int(self.random.integers(len(possible)))],)

    def _contexts(self) -> tuple[OrganisationContext, ...]:
        draw = self.random.random()
        for context, share in CONTEXTS:
            if draw < share:
                return (context,)
            draw -= share
        return ()

    def _resources(
        self, kinds: tuple[OrganisationKind, ...], themes: Sequence[str], subjects: Sequence[SubjectArea]
    ) -> tuple[Equipment, ...]:
        digital, science, robots = self.random.random(3).tolist()
        found = []
        if DIGITAL & frozenset(themes) and digital < 0.6:
            found.append(Equipment.BROADBAND if OrganisationKind.KINDERGARTEN in kinds else Equipment.COMPUTER_CLASS)
        if any(each.code in SCIENCES for each in subjects) and science < 0.5:
            found.append(Equipment.SCIENCE_LABORATORY)
        if kinds == (OrganisationKind.SCHOOL,) and robots < 0.02:
            found.append(Equipment.ROBOTICS)
        return tuple(found)


def stages_taught(subjects: Sequence[SubjectArea]) -> tuple[SchoolStage, ...]:
    """Return the stages in which all of the subjects are taught; all school stages without subjects."""
    return tuple(stage for stage, known in zip(SCHOOL_STAGES, taught_together(subjects), strict=True) if known)


def taught_together(subjects: Sequence[SubjectArea]) -> list[bool]:
    """Return whether all of some subjects are taught in the primary, the basic and the secondary stage."""
    rows = [(each.primary, each.basic, each.secondary) for each in subjects]
    return [all(row[stage] for row in rows) for stage in range(len(SCHOOL_STAGES))]
