"""The true parameters of the spread of practices, and the channels through which a practice reaches an adopter."""

from dataclasses import dataclass
from enum import Enum

YEAR = 365.25


class Channel(Enum):
    """The channel through which a practice reached an adopter."""

    OWN = "own"
    BANK = "bank or publication"
    SAME_MUNICIPALITY = "adopter in the same municipality"
    BORDER = "adopter in a bordering municipality"
    PARTNER = "adopter that is a partner"
    PERSON = "person who moved from an adopter"
    CAMPAIGN = "campaign of the region"


@dataclass(frozen=True)
class Fashion:
    """A period in which a theme is popular."""

    theme: str
    since: int
    until: int
    factor: float


@dataclass(frozen=True)
class Campaign:
    """A campaign of a region that promotes some practices of a theme from a day on."""

    region: int
    theme: str
    began: int
    practices: tuple[int, ...]


@dataclass(frozen=True)
class SpreadParameters:
    """The true parameters of the spread.

    The hazard of organisation j to adopt practice p at time t, per year, is

    capacity_j x need_jp x fashion_p(t) x quality_p x (bank / C + sum over active adopters i of g(t - t_i) x
    (same / C(municipality of i) [j in it] + border / C(bordering municipalities) [j in them]
    + partner / C(partners of i) [j among them]))

    where C is the capacity of a group, g an exponential density with the mean `memory` (in days; a density per year in
    the formula), and need_jp = `need` + `need_deficit` [j has a deficit in a competence that p addresses] +
    `need_theme` [j works on a theme of p], times `outside` if j is not in the audience of p. Two further channels are
    outside of hazard models: people who carry practices to a new employer, and campaigns of regions.
    """

    bank: float = 1.30
    same: float = 0.30
    border: float = 0.33
    partner: float = 0.30
    memory: float = 1.5 * YEAR
    need: float = 0.7
    need_deficit: float = 0.7
    need_theme: float = 0.6
    outside: float = 0.03
    carried: float = 0.05
    carried_days: float = 90.0
    campaigns_per_region: float = 1.5
    campaign_practices: int = 2
    campaign_share: float = 0.12
    campaign_days: int = 150
    abandoned: float = 0.13
    fashions: tuple[Fashion, ...] = (
        Fashion("TH01", 18_170, 18_620, 2.5),
        Fashion("TH04", 18_340, 18_720, 3.0),
        Fashion("TH05", 19_358, 19_720, 2.5),
    )

    @property
    def bound(self) -> float:
        """The largest product of need and fashion."""
        most = max(each.factor for each in self.fashions)
        return (self.need + self.need_deficit + self.need_theme) * most
