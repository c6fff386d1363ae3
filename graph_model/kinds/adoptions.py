"""Adoptions of practices: the adopter, the source, adaptations and outcomes (SYS04)."""

from datetime import date, datetime
from typing import Annotated, ClassVar

from pydantic import Field

from graph_model.declarations import Facet, Node, Relation, to_many, to_one
from graph_model.properties import Indexed, Unique
from graph_model.terms import (
    AdaptationKind,
    AdaptationReason,
    AdoptionStage,
    LearningBasis,
    LearningCertainty,
    Provenance,
)

Bound = Annotated[float | None, Field(allow_inf_nan=False)]
Share = Annotated[float | None, Field(ge=0, le=1)]


class AdoptionOf(Relation):
    """The relation of an adoption to the adopted practice."""

    type: ClassVar[str] = "OF"


class AdoptedBy(Relation):
    """The relation of an adoption to the organisation that adopts."""

    type: ClassVar[str] = "BY"


class LearnedThrough(Relation):
    """The relation of an adoption to the source through which the adopter learned of the practice."""

    type: ClassVar[str] = "LEARNED_THROUGH"


class LearnedFrom(Relation):
    """The relation of a learning source to the earlier adoption that it refers to."""

    type: ClassVar[str] = "LEARNED_FROM"


class AdaptedIn(Relation):
    """The relation of an adoption to the adaptation of the practice by the adopter."""

    type: ClassVar[str] = "ADAPTED_IN"


class ReachedBy(Relation):
    """The relation of an adoption to the record of the people whom it reached."""

    type: ClassVar[str] = "REACHED"


class Achieved(Relation):
    """The relation of an adoption to its measured effect."""

    type: ClassVar[str] = "ACHIEVED"


class Adoption(Node):
    """The adoption of one practice by one organisation. The use by the author is the root of the spread."""

    key: ClassVar[str] = "code"
    facets: ClassVar[dict[str, Facet]] = {
        "stage": Facet("stage"),
        "provenance": Facet("provenance"),
        "region": Facet("code", "name", path=("organisation", "region")),
    }

    code: Annotated[str, Unique]
    started_on: Annotated[date | None, Indexed] = None
    reported_on: date | None = None
    ended_on: date | None = None
    stage: AdoptionStage
    provenance: Provenance = Provenance.UNKNOWN

    practice = to_one(AdoptionOf.out("Practice"), required=True)
    organisation = to_one(AdoptedBy.out("Organisation"), required=True)
    learned_from = to_many(LearnedThrough.out("LearningSource"))
    spread_to = to_many(LearnedFrom.into("LearningSource"), LearnedThrough.into("Adoption"))
    adaptation = to_one(AdaptedIn.out("Adaptation"))
    reach = to_one(ReachedBy.out("Reach"))
    effect = to_one(Achieved.out("Effect"))


class LearningSource(Node):
    """A source from which an adopter learned of a practice: declared, inferred with a probability, or unknown."""

    key: ClassVar[str] = "code"
    facets: ClassVar[dict[str, Facet]] = {"certainty": Facet("certainty"), "basis": Facet("basis")}

    code: Annotated[str, Unique]
    certainty: LearningCertainty
    basis: LearningBasis | None = None
    probability: Share = None
    method: str | None = None
    computed_at: datetime | None = None

    adopter = to_one(LearnedThrough.into("Adoption"), required=True)
    adoption = to_one(LearnedFrom.out("Adoption"))


class Adaptation(Node):
    """A change that an adopter made to a practice, in the terms of FRAME (Wiltsey Stirman et al. 2019)."""

    key: ClassVar[str] = "code"
    facets: ClassVar[dict[str, Facet]] = {"kind": Facet("kind"), "reason": Facet("reason")}

    code: Annotated[str, Unique]
    kind: AdaptationKind
    reason: AdaptationReason | None = None
    planned: bool | None = None
    keeps_core: bool | None = None
    note: str | None = None

    adopter = to_one(AdaptedIn.into("Adoption"), required=True)


class Reach(Node):
    """The people whom an adoption reached, in the terms of RE-AIM (Glasgow et al. 1999)."""

    key: ClassVar[str] = "code"

    code: Annotated[str, Unique]
    measured_on: date | None = None
    people: Annotated[int | None, Field(ge=0)] = None
    share: Share = None

    adopter = to_one(ReachedBy.into("Adoption"), required=True)


class Effect(Node):
    """A measured effect of an adoption: a standardised difference with its interval (RE-AIM: effectiveness)."""

    key: ClassVar[str] = "code"

    code: Annotated[str, Unique]
    outcome: str
    measured_on: date | None = None
    size: Annotated[float, Field(allow_inf_nan=False)]
    low: Bound = None
    high: Bound = None
    level: Annotated[float | None, Field(gt=0, lt=1)] = None
    participants: Annotated[int | None, Field(ge=0)] = None

    adopter = to_one(Achieved.into("Adoption"), required=True)
