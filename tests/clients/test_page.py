"""Tests that the page at the root sends its example queries and shows the answers."""

import json

from tests.clients.tools import FOLDER, printed_by_node


async def test_every_example_of_the_page_is_answered_with_data(service_address: str) -> None:
    printed = json.loads(await printed_by_node(FOLDER, "page.mjs", service_address))
    answers = {name: json.loads(text) for name, text in printed["answers"].items()}
    assert {name for name, answer in answers.items() if "errors" in answer} == set()
    assert answers["region"]["data"]["region"]["name"] == "Республика Татарстан"
    assert answers["search"]["data"]["search"]["totalCount"] > 0
    assert answers["count"]["data"]["organisations"]["totalCount"] > 0


async def test_a_slip_in_the_variables_is_shown(service_address: str) -> None:
    printed = json.loads(await printed_by_node(FOLDER, "page.mjs", service_address))
    assert "JSON" in printed["mistake"]
