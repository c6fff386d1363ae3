"""The check of all rules for the whole country outside of a request, for commands."""

from __future__ import annotations

from datetime import date

from analysis.findings.results import CheckedRules
from graph_model.cypher import text_for
from graph_model.database.driver import Database
from graph_model.progress import Reporter, silent
from graph_model.visibility import ANYONE
from resolvers.compiling.computed_field import rows_of
from resolvers.fields.days import today
from resolvers.fields.findings.judging import is_early, judged
from resolvers.fields.findings.rows import RuleRow, StoredRule
from resolvers.fields.findings.rule_query import FindingScope
from resolvers.fields.findings.rules import RULES
from resolvers.fields.findings.statement import checks

STORED_RULES = "MATCH (rule:Rule) RETURN rule.code, rule.severity ORDER BY rule.id"
DAY_OF_DATA = "MATCH (state:DataState) RETURN date(state.changedAt)"


async def check_country(database: Database, day: date, reporter: Reporter = silent) -> CheckedRules:
    """Check all rules for the whole country, as far as it is visible to anyone, one rule after the other."""
    stored = rows_of(StoredRule).validate_python(await database.read(STORED_RULES, {}))
    rows: list[RuleRow] = []
    for done, query in enumerate(RULES, 1):
        if not is_early(query, day):
            statement = checks(FindingScope.COUNTRY, (query.code,))
            text = text_for(statement.text, ANYONE)
            rows += statement.decoded(await database.read(text, {"place": "", "day": day}))
        reporter("Rules checked", done, len(RULES))
    return judged(RULES, {each.code: each.severity for each in stored}, rows, day)


async def day_of_data(database: Database) -> date:
    """Return the day on which the data last changed, or today if it is not stored."""
    rows = await database.read(DAY_OF_DATA, {})
    return date.fromisoformat(str(rows[0][0])) if rows and rows[0][0] is not None else today()
