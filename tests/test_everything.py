"""Tests that tests of Node.js are skipped only where this is permitted, with a message."""

import pytest

from tests import everything


@pytest.fixture(autouse=True)
def _no_node(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(everything, "node_is_installed", lambda: False)
    monkeypatch.delenv("CI", raising=False)


def test_without_node_the_tests_that_need_it_are_left_out_with_a_message(capsys: pytest.CaptureFixture[str]) -> None:
    assert everything.tests(None)[-1] == "--ignore=tests/clients"
    assert "no Node.js with npm on this machine: the tests in tests/clients are LEFT OUT" in capsys.readouterr().out


def test_in_continuous_integration_nothing_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    assert everything.tests(None) == everything.TESTS


def test_with_node_nothing_is_left_out(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(everything, "node_is_installed", lambda: True)
    assert everything.tests(None) == everything.TESTS
    assert capsys.readouterr().out == ""
