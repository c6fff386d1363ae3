"""Records of the reported values of indicators."""

from collections.abc import Sequence
from datetime import date

from generator.country import Country
from generator.drawing.ground import Ground
from generator.drawing.indicators import COUNTRY, MUNICIPALITY, Value
from generator.record_making import Elements, Maker
from graph_model.kinds.catalogue import KpiValue, ValueFor, ValueOf


def value_code(country: Country, ground: Ground, value: Value) -> str:
    """Return the business key of a value; it contains the code of the region or the key of the municipality."""
    area = "RU"
    if value.area == MUNICIPALITY:
        area = f"M{ground.municipalities[value.place].territory_id}"
    elif value.area != COUNTRY:
        area = ground.regions[value.place].code
    return country.code("KV", f"{value.indicator}-{area}-{value.year}")


def indicator_records(country: Country, ground: Ground, values: Sequence[Value]) -> Elements:
    """Yield the reported values of all indicators."""
    maker, ids = Maker(country.source_id), {each.code: each.id for each in ground.indicators}
    for each in values:
        code = value_code(country, ground, each)
        numerator, denominator = each.reported
        yield maker.node(
            KpiValue, code=code, measured_on=date(each.year, 12, 31), numerator=numerator, denominator=denominator
        )
        yield maker.link(f"KpiValue:{code}", ValueOf, ids[each.indicator])
        if each.area != COUNTRY:
            places = ground.municipalities if each.area == MUNICIPALITY else ground.regions
            yield maker.link(f"KpiValue:{code}", ValueFor, places[each.place].id)
