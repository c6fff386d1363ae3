"""Tests of the choice of the jar repository and of the trusted certificates."""

import ssl
from pathlib import Path

import certifi
import pytest

from metodgraph.embedded import EmbeddedNeo4jError, EmbeddedSettings
from metodgraph.embedded.installation.mirrors import (
    MavenRepository,
    central_address,
    choose_repository,
    local_repositories,
    mirrors_central,
    trusted_certificates,
)


def write_settings(home: Path, content: str, *, namespace: str = "settings/1.2.0") -> None:
    (home / ".m2").mkdir(exist_ok=True)
    text = f'<settings xmlns="{namespace}">{content}</settings>'
    (home / ".m2" / "settings.xml").write_text(text, encoding="utf-8")


def mirror(identity: str, pattern: str, more: str = "") -> str:
    url = f"https://{identity}.example/maven"
    return f"<mirror><id>{identity}</id><mirrorOf>{pattern}</mirrorOf><url>{url}</url>{more}</mirror>"


def chosen(home: Path) -> MavenRepository:
    return choose_repository(EmbeddedSettings(home / "data"))


def test_without_a_word_of_the_user_it_is_maven_central(elsewhere: Path) -> None:
    assert chosen(elsewhere) == MavenRepository(central_address())
    assert central_address().startswith("https://")


def test_a_variable_comes_first(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_settings(elsewhere, f"<mirrors>{mirror('settings', '*')}</mirrors>")
    monkeypatch.setenv("METODGRAPH_MAVEN_URL", "https://variable.example/maven")
    assert chosen(elsewhere).url == "https://variable.example/maven"


@pytest.mark.parametrize("namespace", ["settings/1.0.0", ""])
def test_a_mirror_of_central_comes_before_one_of_everything(elsewhere: Path, namespace: str) -> None:
    mirrors = mirror("all", "*") + mirror("central", "central")
    write_settings(elsewhere, f"<mirrors>{mirrors}</mirrors>", namespace=namespace)
    assert chosen(elsewhere).url == "https://central.example/maven"


def test_mirrors_of_other_repositories_and_blocked_ones_do_not_count(elsewhere: Path) -> None:
    blocked = mirror("blocked", "*", "<blocked>true</blocked>")
    write_settings(elsewhere, f"<mirrors>{mirror('other', 'snapshots')}{blocked}</mirrors>")
    assert chosen(elsewhere).url == central_address()


@pytest.mark.parametrize(
    ("pattern", "takes_in"),
    [
        ("*", True),
        ("external:*", True),
        ("central,other", True),
        ("*, !internal", True),
        ("*,!central", False),
        ("other", False),
        ("external:http:*", False),
    ],
)
def test_patterns_are_read_as_maven_reads_them(pattern: str, takes_in: bool) -> None:
    assert mirrors_central(pattern) is takes_in


def test_the_login_of_a_mirror_is_that_of_its_server_with_variables_put_in(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MIRROR_PASSWORD", "secret")
    servers = (
        "<servers><server><id>other</id><username>bob</username><password>other</password></server>"
        "<server><id>mine</id><username>ann</username><password>${env.MIRROR_PASSWORD}</password></server></servers>"
    )
    write_settings(elsewhere, f"{servers}<mirrors>{mirror('mine', '*')}</mirrors>")
    assert chosen(elsewhere).login == ("ann", "secret")
    assert "secret" not in repr(chosen(elsewhere))


def test_a_password_that_only_maven_can_decrypt_is_left_alone(elsewhere: Path) -> None:
    server = "<server><id>mine</id><username>ann</username><password>{COQLCE6DU6GtcS5P=}</password></server>"
    write_settings(elsewhere, f"<servers>{server}</servers><mirrors>{mirror('mine', '*')}</mirrors>")
    assert chosen(elsewhere).login is None


def test_the_settings_of_the_installation_count_after_the_users_own(
    elsewhere: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_settings(elsewhere, "")
    (tmp_path / "conf").mkdir()
    text = f"<settings><mirrors>{mirror('installation', '*')}</mirrors></settings>"
    (tmp_path / "conf" / "settings.xml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("MAVEN_HOME", str(tmp_path))
    assert chosen(elsewhere).url == "https://installation.example/maven"


def test_settings_that_are_no_xml_are_named(elsewhere: Path) -> None:
    write_settings(elsewhere, "<mirrors>")
    with pytest.raises(EmbeddedNeo4jError, match=r"settings\.xml can't be read: .*METODGRAPH_MAVEN_URL"):
        chosen(elsewhere)


def test_another_local_repository_is_looked_at_first(elsewhere: Path) -> None:
    write_settings(elsewhere, "<localRepository>${user.home}/jars</localRepository>")
    assert local_repositories()[0] == elsewhere / "jars"
    assert local_repositories()[-1] == elsewhere / ".m2" / "repository"


@pytest.mark.parametrize("variable", ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"])
def test_certificates_named_in_a_variable_are_trusted(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    one = certificates(Path(certifi.where()).read_text(encoding="utf-8"))[0]
    bundle = elsewhere / "bundle.pem"
    bundle.write_text(one, encoding="utf-8")
    monkeypatch.setenv(variable, str(bundle))
    assert len(trusted_certificates().get_ca_certs()) == 1


def test_without_a_variable_the_usual_authorities_are_trusted(elsewhere: Path) -> None:
    context = trusted_certificates()
    assert len(context.get_ca_certs()) > 50
    assert context.verify_mode is ssl.CERT_REQUIRED


@pytest.mark.parametrize("content", [None, "no certificate"])
def test_certificates_that_can_not_be_read_are_named(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch, content: str | None
) -> None:
    bundle = elsewhere / "bundle.pem"
    if content is not None:
        bundle.write_text(content, encoding="utf-8")
    monkeypatch.setenv("SSL_CERT_FILE", str(bundle))
    with pytest.raises(EmbeddedNeo4jError, match=r"bundle\.pem, set by SSL_CERT_FILE, can't be read"):
        trusted_certificates()


def certificates(text: str) -> list[str]:
    end = "-----END CERTIFICATE-----\n"
    return [piece[piece.index("-----BEGIN") :] + end for piece in text.split(end) if "-----BEGIN" in piece]
