"""Tests of requests and responses of /graphql, as the specification GraphQL over HTTP defines them."""

import httpx
import pytest

JSON = "application/json"
GRAPHQL = "application/graphql-response+json"
REGIONS = "query Regions($first: Int) { regions(first: $first) { totalCount nodes { name } } }"
TWO = "query One { __typename } query Two { regions(first: 1) { totalCount } }"


async def test_a_post_is_answered_with_the_data(client: httpx.AsyncClient) -> None:
    response = await client.post("/graphql", json={"query": REGIONS, "variables": {"first": 2}})
    assert response.status_code == 200
    assert response.headers["content-type"] == JSON
    assert response.json()["data"]["regions"]["totalCount"] == 89
    assert len(response.json()["data"]["regions"]["nodes"]) == 2


async def test_a_get_is_answered_like_the_post(client: httpx.AsyncClient) -> None:
    posted = await client.post("/graphql", json={"query": REGIONS, "variables": {"first": 2}})
    got = await client.get(
        "/graphql",
        params={"query": REGIONS, "variables": '{"first": 2}', "operationName": "Regions", "extensions": "{}"},
    )
    assert got.json() == posted.json()


async def test_a_head_has_the_head_of_the_get_and_no_body(client: httpx.AsyncClient) -> None:
    got = await client.get("/graphql", params={"query": "{ __typename }"})
    head = await client.head("/graphql", params={"query": "{ __typename }"})
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["content-length"] == got.headers["content-length"]


@pytest.mark.parametrize(
    ("accept", "answered"),
    [
        ("*/*", JSON),
        ("application/*", JSON),
        ("application/json", JSON),
        ("APPLICATION/JSON; charset=utf-8", JSON),
        (GRAPHQL, GRAPHQL),
        (f"{GRAPHQL}, application/json", GRAPHQL),
        (f"application/json, {GRAPHQL}", GRAPHQL),
        (f"application/json, {GRAPHQL};q=0.9", JSON),
        (f"{GRAPHQL};q=0, */*", JSON),
        ("application/json;q=0, */*;q=0.1", GRAPHQL),
        (f"text/html, {GRAPHQL}; q=0.2", GRAPHQL),
    ],
)
async def test_the_media_type_of_the_answer_is_the_one_that_the_client_likes_best(
    client: httpx.AsyncClient, accept: str, answered: str
) -> None:
    response = await client.post("/graphql", json={"query": "{ __typename }"}, headers={"accept": accept})
    assert response.status_code == 200
    assert response.headers["content-type"] == answered
    assert response.headers["vary"] == "accept"


@pytest.mark.parametrize("accept", ["text/html", "application/xml, text/*", "application/json;q=0", "*/*;q=0.0"])
async def test_a_client_that_takes_neither_media_type_is_told_both(client: httpx.AsyncClient, accept: str) -> None:
    response = await client.post("/graphql", json={"query": "{ __typename }"}, headers={"accept": accept})
    assert response.status_code == 406
    [error] = response.json()["errors"]
    assert error["extensions"]["code"] == "NOT_ACCEPTABLE"
    assert GRAPHQL in error["message"]


@pytest.mark.parametrize(
    ("request_of", "code"),
    [
        ({"query": "{ regions("}, "GRAPHQL_PARSE_FAILED"),
        ({"query": "{ nothing }"}, "GRAPHQL_VALIDATION_FAILED"),
        ({"query": REGIONS, "variables": {"first": "two"}}, "BAD_USER_INPUT"),
        ({"query": TWO}, "OPERATION_RESOLUTION_FAILURE"),
        ({"query": TWO, "operationName": "Three"}, "OPERATION_RESOLUTION_FAILURE"),
        ({"query": "mutation { forget }"}, "GRAPHQL_VALIDATION_FAILED"),
    ],
)
async def test_what_cannot_be_run_is_a_fault_of_the_client_where_the_media_type_can_say_so(
    client: httpx.AsyncClient, request_of: dict[str, object], code: str
) -> None:
    for media_type, status in ((GRAPHQL, 400), (JSON, 200)):
        response = await client.post("/graphql", json=request_of, headers={"accept": media_type})
        assert response.status_code == status
        assert response.json()["errors"][0]["extensions"]["code"] == code
        assert "data" not in response.json()


async def test_the_operation_is_the_one_that_is_named(client: httpx.AsyncClient) -> None:
    response = await client.post("/graphql", json={"query": TWO, "operationName": "Two"})
    assert response.json()["data"] == {"regions": {"totalCount": 89}}


async def test_an_empty_operation_name_names_the_only_operation(client: httpx.AsyncClient) -> None:
    response = await client.get("/graphql", params={"query": "{ __typename }", "operationName": "", "variables": ""})
    assert response.json()["data"] == {"__typename": "Query"}


async def test_variables_that_the_operation_does_not_know_change_nothing(client: httpx.AsyncClient) -> None:
    response = await client.post("/graphql", json={"query": REGIONS, "variables": {"first": 1, "last": "x"}})
    assert response.json()["data"]["regions"]["totalCount"] == 89


async def test_a_mutation_by_get_is_refused(client: httpx.AsyncClient) -> None:
    response = await client.get("/graphql", params={"query": "mutation { forget }"}, headers={"accept": GRAPHQL})
    assert response.status_code == 400
    assert "mutation operation is not supported" in response.json()["errors"][0]["message"]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
async def test_other_methods_are_told_which_ones_there_are(client: httpx.AsyncClient, method: str) -> None:
    response = await client.request(method, "/graphql")
    assert response.status_code == 405
    assert response.headers["allow"] == "GET, HEAD, POST"
    assert response.json()["errors"][0]["message"] == "This address supports GET, HEAD, POST only."


async def test_a_path_that_is_not_there_says_where_to_go(client: httpx.AsyncClient) -> None:
    response = await client.get("/graphiql")
    assert response.status_code == 404
    assert "GraphQL is at /graphql" in response.json()["errors"][0]["message"]


async def test_answers_carry_the_names_of_regions_in_utf_8(client: httpx.AsyncClient) -> None:
    response = await client.post("/graphql", json={"query": '{ region(code: "16") { name } }'})
    assert "Татарстан".encode() in response.content
