"""The Maven repository of the jars: the user's mirror of Maven Central, chosen as in Maven, or Maven Central."""

import os
import re
import ssl
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

import certifi

from metodgraph.embedded.errors import EmbeddedNeo4jError
from metodgraph.embedded.settings import EmbeddedSettings, home_directory

CENTRAL = "central"
# mirrorOf patterns that include Central; external:* means all repositories that are not on this machine
PATTERNS_FOR_ALL = ("*", "external:*")
CERTIFICATE_VARIABLES = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")
ENCRYPTED = re.compile(r"^\{.+\}$")


@dataclass(frozen=True, slots=True)
class MavenRepository:
    """A repository: its address, which may contain a user name and password, and its login if it requires one."""

    url: str = field(repr=False)
    login: tuple[str, str] | None = field(default=None, repr=False)


def choose_repository(settings: EmbeddedSettings) -> MavenRepository:
    """Return the repository of the settings, the user's mirror in Maven's settings, or Maven Central, in this order."""
    if settings.maven_url is not None:
        return MavenRepository(settings.maven_url)
    for file in settings_files():
        mirror = central_mirror(read_settings(file))
        if mirror is not None:
            return mirror
    return MavenRepository(central_address())


def central_address() -> str:
    """Return the address of Maven Central that jgo defines."""
    from jgo.constants import MAVEN_CENTRAL_URL  # a slow import that is rarely needed

    return str(MAVEN_CENTRAL_URL)


def settings_files() -> list[Path]:
    """Return the existing settings files of Maven: the user's, then those of the installation."""
    files = [home_directory() / ".m2" / "settings.xml"]
    files += [
        Path(os.environ[name], "conf", "settings.xml") for name in ("MAVEN_HOME", "M2_HOME") if name in os.environ
    ]
    return [file for file in [*files, Path("/etc/maven/settings.xml")] if file.is_file()]


def local_repositories() -> list[Path]:
    """Return the local Maven repositories of this user."""
    named = [read_settings(file).findtext("{*}localRepository") for file in settings_files()]
    chosen = [Path(interpolated(text)) for text in named if text and text.strip()]
    return [*chosen, home_directory() / ".m2" / "repository"]


def read_settings(file: Path) -> ElementTree.Element:
    """Return the root element of a Maven settings file.

    Raises `EmbeddedNeo4jError` if the file cannot be read or parsed.
    """
    try:
        return ElementTree.fromstring(file.read_bytes())  # noqa: S314 - it is the user's own file
    except (OSError, ElementTree.ParseError) as error:
        raise EmbeddedNeo4jError(
            f"Maven's settings file {file} can't be read: {error}. Repair the file, "
            "or set METODGRAPH_MAVEN_URL to a repository and HOME to another directory."
        ) from error


def central_mirror(settings: ElementTree.Element) -> MavenRepository | None:
    """Return the first usable mirror of Central, or None. Mirrors of Central only precede those of all repositories."""
    mirrors = settings.findall("{*}mirrors/{*}mirror")
    named = [mirror for mirror in mirrors if text_of(mirror, "mirrorOf") == CENTRAL]
    for mirror in [*named, *(mirror for mirror in mirrors if mirrors_central(text_of(mirror, "mirrorOf")))]:
        if text_of(mirror, "url") and text_of(mirror, "blocked") != "true":
            return MavenRepository(text_of(mirror, "url"), login_for(settings, text_of(mirror, "id")))
    return None


def mirrors_central(pattern: str) -> bool:
    """Return whether a mirrorOf pattern such as `*,!internal` includes Central."""
    names = {name.strip() for name in pattern.split(",")}
    return f"!{CENTRAL}" not in names and not names.isdisjoint({CENTRAL, *PATTERNS_FOR_ALL})


def login_for(settings: ElementTree.Element, identity: str) -> tuple[str, str] | None:
    """Return the user name and password of the server with this id.

    Return None if there is no such server or its password is encrypted.
    """
    for server in settings.findall("{*}servers/{*}server"):
        password = text_of(server, "password")
        if text_of(server, "id") == identity and password and not ENCRYPTED.match(password):
            return text_of(server, "username"), password
    return None


def text_of(element: ElementTree.Element, name: str) -> str:
    """Return the text of a child element with its variables replaced, or an empty text if there is no such child."""
    return interpolated(element.findtext(f"{{*}}{name}") or "")


def interpolated(text: str) -> str:
    """Replace `${env.NAME}` and `${user.home}` in a text, as Maven does."""
    text = text.replace("${user.home}", str(home_directory()))
    return re.sub(r"\$\{env\.([^}]+)\}", lambda match: os.environ.get(match[1], match[0]), text).strip()


def trusted_certificates() -> ssl.SSLContext:
    """Return a TLS context with the user's certificate bundle, or else with the system's and certifi's authorities."""
    for name in CERTIFICATE_VARIABLES:
        if bundle := os.environ.get(name):
            return load_bundle(name, bundle)
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def load_bundle(variable: str, bundle: str) -> ssl.SSLContext:
    """Return a TLS context that trusts the certificates in a file or folder.

    Raises `EmbeddedNeo4jError` if the certificates cannot be read.
    """
    try:
        if Path(bundle).is_dir():
            return ssl.create_default_context(capath=bundle)
        return ssl.create_default_context(cafile=bundle)
    except OSError as error:
        raise EmbeddedNeo4jError(
            f"The certificates in {bundle}, set by {variable}, can't be read: {error.strerror or error}. "
            f"Provide a PEM file there, or unset {variable}."
        ) from error
