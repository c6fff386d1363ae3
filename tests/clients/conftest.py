"""The project of a front end with its tools installed."""

from pathlib import Path

import pytest

from tests.clients.tools import install, prepare_project, run


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose types graphql-codegen and relay-compiler have generated."""
    install()
    prepared = prepare_project(tmp_path_factory.mktemp("front-end"))
    for command in (("graphql-codegen", "--config", "codegen.json"), ("relay-compiler", "relay.config.json")):
        ended = run(prepared, *command)
        assert ended.code == 0, ended.said
    return prepared
