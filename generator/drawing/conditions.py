"""Conditions of organisations, such as settlement, stages of education and equipment, and the audiences of practices.

The conditions decide which organisations a practice is for. Organisations report most of them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from generator.country import Country
from generator.drawing.ground import Ground, Integers
from generator.drawing.organisations import Bodies, Body
from generator.streams import stream
from graph_model.terms import (
    Equipment,
    MunicipalityType,
    OrganisationContext,
    OrganisationKind,
    SchoolStage,
    Settlement,
)

# the probability that an institution of a municipality is in a rural settlement
RURAL = {
    MunicipalityType.MUNICIPAL_DISTRICT: 0.75,
    MunicipalityType.MUNICIPAL_OKRUG: 0.55,
    MunicipalityType.URBAN_OKRUG: 0.08,
    MunicipalityType.INTRACITY_TERRITORY: 0.0,
}
INSTITUTIONS = (OrganisationKind.SCHOOL, OrganisationKind.KINDERGARTEN, OrganisationKind.COLLEGE)
# schools below these numbers of pupils end with the primary or the basic stage, mostly
PRIMARY_ONLY, UP_TO_BASIC = 40, 120
SMALL = 100
SPECIAL_NEEDS, NATIVE_LANGUAGE = 0.12, 0.3
# codes of regions with education in native languages
WITH_NATIVE_LANGUAGE = frozenset({"02", "03", "05", "12", "13", "14", "15", "16", "17", "18", "20", "21"})
# the probability of equipment in a town and in a rural settlement
EQUIPPED = {
    Equipment.BROADBAND: (0.95, 0.65),
    Equipment.COMPUTER_CLASS: (0.85, 0.7),
    Equipment.SCIENCE_LABORATORY: (0.4, 0.3),
    Equipment.ROBOTICS: (0.3, 0.2),
    Equipment.GROWTH_POINT: (0.05, 0.5),
}
NOT_REPORTED = 0.1

Mask = NDArray[np.int64]


def mask_of(terms: Iterable[Enum]) -> int:
    """Return a set of terms of one vocabulary as a bit mask."""
    return sum(1 << list(type(each)).index(each) for each in frozenset(terms))


@dataclass(frozen=True)
class Conditions:
    """The true conditions of n organisations, and whether each reports them.

    `rural` [n] is 1 for a rural settlement, 0 for a town, and -1 if the organisation is no institution. `stages`,
    `contexts` and `equipment` are sets of terms.
    """

    rural: Integers
    stages: Sequence[tuple[SchoolStage, ...]]
    contexts: Sequence[tuple[OrganisationContext, ...]]
    equipment: Sequence[tuple[Equipment, ...]]
    reported: NDArray[np.bool_]

    def settlement(self, place: int) -> Settlement | None:
        """Return the settlement that an organisation reports."""
        rural = int(self.rural[place])
        return None if rural < 0 else (Settlement.URBAN, Settlement.RURAL)[rural]

    def values(self, place: int) -> dict[str, object]:
        """Return the conditions that an organisation reports, as values of its record.

        Equipment that is reported as an empty list is unknown: in a table, its cell is empty.
        """
        values: dict[str, object] = {"settlement": self.settlement(place), "school_stages": self.stages[place] or None}
        if self.reported[place] and self.rural[place] >= 0:
            values |= {"contexts": self.contexts[place], "equipment": self.equipment[place] or None}
        return values


def conditions_of(country: Country, ground: Ground, bodies: Bodies) -> Conditions:
    """Draw the conditions of all organisations."""
    random = stream(country.seed, "conditions")
    draws = random.random((len(bodies.all), 5 + len(EQUIPPED)))
    rural = np.array([rural_of(ground, body, float(draw)) for body, draw in zip(bodies.all, draws[:, 0], strict=True)])
    rows = list(zip(bodies.all, rural.tolist(), draws.tolist(), strict=True))
    return Conditions(
        rural=rural,
        stages=[stages_of(body, row[1]) for body, _, row in rows],
        contexts=[contexts_of(ground, body, place, row[2:4]) for body, place, row in rows],
        equipment=[equipment_of(body, place, row[5:]) for body, place, row in rows],
        reported=draws[:, 4] >= NOT_REPORTED,
    )


def rural_of(ground: Ground, body: Body, draw: float) -> int:
    """Return whether an institution is in a rural settlement; -1 for other organisations."""
    if body.kind not in INSTITUTIONS or body.municipality < 0:
        return -1
    return int(draw < RURAL[ground.municipalities[body.municipality].type])


def stages_of(body: Body, draw: float) -> tuple[SchoolStage, ...]:
    """Return the stages of education of an organisation."""
    if body.kind is OrganisationKind.KINDERGARTEN:
        return (SchoolStage.PRESCHOOL,)
    if body.kind is OrganisationKind.COLLEGE:
        return (SchoolStage.SECONDARY,)
    if body.kind is not OrganisationKind.SCHOOL or body.pupils is None:
        return ()
    if body.pupils < PRIMARY_ONLY and draw < 0.6:
        return (SchoolStage.PRIMARY,)
    if "ООШ" in body.name or (body.pupils < UP_TO_BASIC and draw < 0.65):
        return (SchoolStage.PRIMARY, SchoolStage.BASIC)
    return (SchoolStage.PRIMARY, SchoolStage.BASIC, SchoolStage.SECONDARY)


def contexts_of(ground: Ground, body: Body, rural: int, draws: Sequence[float]) -> tuple[OrganisationContext, ...]:
    """Return the conditions under which an institution works."""
    if rural < 0:
        return ()
    found = []
    if rural and body.kind is OrganisationKind.SCHOOL and (body.pupils or 0) < SMALL:
        found.append(OrganisationContext.SMALL_RURAL)
    if draws[0] < SPECIAL_NEEDS:
        found.append(OrganisationContext.SPECIAL_NEEDS)
    if ground.regions[body.region].code in WITH_NATIVE_LANGUAGE and draws[1] < NATIVE_LANGUAGE:
        found.append(OrganisationContext.NATIVE_LANGUAGE)
    return tuple(found) or (OrganisationContext.ORDINARY,)


def equipment_of(body: Body, rural: int, draws: Sequence[float]) -> tuple[Equipment, ...]:
    """Return the equipment of an institution."""
    if rural < 0:
        return (Equipment.BROADBAND, Equipment.COMPUTER_CLASS)
    if body.kind is OrganisationKind.KINDERGARTEN:
        return (Equipment.BROADBAND,) if draws[0] < EQUIPPED[Equipment.BROADBAND][rural] else ()
    return tuple(
        equipment for (equipment, chances), draw in zip(EQUIPPED.items(), draws, strict=True) if draw < chances[rural]
    )
