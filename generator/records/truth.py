"""True sources of adoptions in a file outside the graph, for comparison with estimates; no record contains them."""

import csv
import gzip
import io
import json
from dataclasses import asdict
from pathlib import Path

from generator.country import VERSION
from generator.drawing import declared_sources as declarations
from generator.drawing import effects
from generator.drawing.certification import with_one_expert, without_certificate, without_experts, without_reason
from generator.drawing.practices import FAMOUS, code_of
from generator.drawing.programs import version_suffix
from generator.records.adoption_records import adoption_code
from generator.records.indicator_records import value_code
from generator.world import World

PARAMETERS, PARENTS = "truth.json", "true_parents.csv.gz"


def write_truth(world: World, directory: Path) -> None:
    """Write the parameters of the spread and the true parent of every adoption."""
    directory.mkdir(parents=True, exist_ok=True)
    text = json.dumps(parameters_of(world), ensure_ascii=False, indent=2, default=str)
    (directory / PARAMETERS).write_text(f"{text}\n", encoding="utf-8")
    (directory / PARENTS).write_bytes(parents_of(world))


def parameters_of(world: World) -> dict[str, object]:
    """Return all true parameters by name."""
    spread = world.spread
    regions = [each.code for each in world.ground.regions]
    return {
        "generator": VERSION,
        "country": asdict(world.country),
        "spread": asdict(world.parameters),
        "famousFactor": spread.famous_factor,
        "campaigns": [
            {
                "region": regions[each.region],
                "theme": each.theme,
                "began": each.began,
                "practices": [code_of(world.country, place) for place in each.practices],
            }
            for each in spread.campaigns
        ],
        "declaredShare": declarations.DECLARED,
        "wrongAmongDeclared": declarations.WRONG,
        "undatedShare": declarations.UNDATED,
        "effect": {
            "base": effects.BASE,
            "ofQuality": effects.OF_QUALITY,
            "lostWithLogOf100Kilometres": effects.LOST_WITH_DISTANCE,
            "lostInRuralSettlements": effects.LOST_IN_RURAL,
            "betweenPlaces": effects.BETWEEN_PLACES,
            "ofOutcomes": dict(effects.OUTCOMES),
        },
        "meanEffects": mean_effects(world),
        "quality": {
            code_of(world.country, place): round(quality * (spread.famous_factor if place == FAMOUS else 1), 6)
            for place, quality in enumerate(world.practices.quality.tolist())
        },
        "audiences": {
            code_of(world.country, place): {
                name: [str(each) for each in value] if isinstance(value, tuple) else value
                for name, value in asdict(audience).items()
            }
            for place, audience in enumerate(world.practices.audiences)
        },
        "daysSince": "1970-01-01",
        "defects": defects_of(world),
    }


def mean_effects(world: World) -> dict[str, dict[str, float]]:
    """Return the true mean effect of each adopted practice on each of its outcomes, over all its adoptions."""
    means = world.effects.means(world.country.practices)
    return {
        code_of(world.country, practice): {outcome: round(mean, 6) for outcome, mean in of_outcomes.items()}
        for practice, of_outcomes in means.items()
    }


def defects_of(world: World) -> dict[str, object]:
    """Return the records with intended defects: codes of register entries and conclusions, and true numbers."""
    country, versions = world.country, world.programs.versions

    def codes(prefix: str, places: list[int]) -> list[str]:
        return [country.code(prefix, version_suffix(versions[place])) for place in places]

    return {
        "entriesWithoutCertificate": codes("RE", without_certificate(world.programs)),
        "conclusionsWithoutExpert": codes("EC", without_experts(world.certification)),
        "conclusionsWithOneExpert": codes("EC", with_one_expert(world.certification)),
        "removalsWithoutReason": codes("RE", without_reason(world.programs, world.certification)),
        "misreportedIndicators": {
            value_code(country, world.ground, each): {"numerator": each.counted[0], "denominator": each.counted[1]}
            for each in world.indicators
            if each.misreported
        },
    }


def parents_of(world: World) -> bytes:
    """Return a compressed table with the true origin, parent and day of each adoption."""
    spread, country = world.spread, world.country
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(("adoption", "origin", "parent", "day"))
    columns = zip(spread.channel, spread.parent.tolist(), spread.on.tolist(), strict=True)
    for place, (channel, parent, on) in enumerate(columns):
        named = adoption_code(country, parent) if parent >= 0 else ""
        rows.writerow((adoption_code(country, place), channel.name, named, on))
    return gzip.compress(text.getvalue().encode(), mtime=0)
