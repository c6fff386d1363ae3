"""Where jars come from: the user's mirror of Maven Central, as Maven itself would choose it, or Maven Central."""

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
# A mirror of all repositories that are not on this machine is one of Central too.
PATTERNS_FOR_ALL = ("*", "external:*")
CERTIFICATE_VARIABLES = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")
ENCRYPTED = re.compile(r"^\{.+\}$")


@dataclass(frozen=True, slots=True)
class MavenRepository:
    """A repository's address, which may carry a name and password itself, and the login for it if it needs one."""

    url: str = field(repr=False)
    login: tuple[str, str] | None = field(default=None, repr=False)


def choose_repository(settings: EmbeddedSettings) -> MavenRepository:
    """The repository that the user names, else the user's mirror in Maven's settings, else Maven Central."""
    if settings.maven_url is not None:
        return MavenRepository(settings.maven_url)
    for file in settings_files():
        mirror = central_mirror(read_settings(file))
        if mirror is not None:
            return mirror
    return MavenRepository(central_address())


def central_address() -> str:
    """Maven Central's address, as jgo knows it."""
    from jgo.constants import MAVEN_CENTRAL_URL  # its import is slow, and seldom needed

    return str(MAVEN_CENTRAL_URL)


def settings_files() -> list[Path]:
    """Maven's settings: the user's, then those of the installation."""
    files = [home_directory() / ".m2" / "settings.xml"]
    files += [
        Path(os.environ[name], "conf", "settings.xml") for name in ("MAVEN_HOME", "M2_HOME") if name in os.environ
    ]
    return [file for file in [*files, Path("/etc/maven/settings.xml")] if file.is_file()]


def local_repositories() -> list[Path]:
    """Yield the local repositories of Maven for this user."""
    named = [read_settings(file).findtext("{*}localRepository") for file in settings_files()]
    chosen = [Path(interpolated(text)) for text in named if text and text.strip()]
    return [*chosen, home_directory() / ".m2" / "repository"]


def read_settings(file: Path) -> ElementTree.Element:
    """The root of one of Maven's settings files."""
    try:
        return ElementTree.fromstring(file.read_bytes())  # noqa: S314 - it is the user's own file
    except (OSError, ElementTree.ParseError) as error:
        raise EmbeddedNeo4jError(
            f"Maven's settings {file} can't be read: {error}. Repair the file, "
            "or name a repository with METODGRAPH_MAVEN_URL and set HOME to another directory."
        ) from error


def central_mirror(settings: ElementTree.Element) -> MavenRepository | None:
    """Return the mirror of Central: one that names it, or else one for all repositories."""
    mirrors = settings.findall("{*}mirrors/{*}mirror")
    named = [mirror for mirror in mirrors if text_of(mirror, "mirrorOf") == CENTRAL]
    for mirror in [*named, *(mirror for mirror in mirrors if mirrors_central(text_of(mirror, "mirrorOf")))]:
        if text_of(mirror, "url") and text_of(mirror, "blocked") != "true":
            return MavenRepository(text_of(mirror, "url"), login_for(settings, text_of(mirror, "id")))
    return None


def mirrors_central(pattern: str) -> bool:
    """Whether a mirrorOf such as `*,!internal` takes in Central."""
    names = {name.strip() for name in pattern.split(",")}
    return f"!{CENTRAL}" not in names and not names.isdisjoint({CENTRAL, *PATTERNS_FOR_ALL})


def login_for(settings: ElementTree.Element, identity: str) -> tuple[str, str] | None:
    """Name and password of the server with this id; None without one, or where only Maven can decrypt the password."""
    for server in settings.findall("{*}servers/{*}server"):
        password = text_of(server, "password")
        if text_of(server, "id") == identity and password and not ENCRYPTED.match(password):
            return text_of(server, "username"), password
    return None


def text_of(element: ElementTree.Element, name: str) -> str:
    """The text of a child, with variables put in; empty if there is none."""
    return interpolated(element.findtext(f"{{*}}{name}") or "")


def interpolated(text: str) -> str:
    """The text with `${env.NAME}` and `${user.home}` put in, as Maven does."""
    text = text.replace("${user.home}", str(home_directory()))
    return re.sub(r"\$\{env\.([^}]+)\}", lambda match: os.environ.get(match[1], match[0]), text).strip()


def trusted_certificates() -> ssl.SSLContext:
    """Whom to trust: the bundle that the user names in a variable, or the machine's authorities and certifi's."""
    for name in CERTIFICATE_VARIABLES:
        if bundle := os.environ.get(name):
            return load_bundle(name, bundle)
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def load_bundle(variable: str, bundle: str) -> ssl.SSLContext:
    """Trust the certificates in a file or folder."""
    try:
        if Path(bundle).is_dir():
            return ssl.create_default_context(capath=bundle)
        return ssl.create_default_context(cafile=bundle)
    except OSError as error:
        raise EmbeddedNeo4jError(
            f"The certificates in {bundle}, named by {variable}, can't be read: {error.strerror or error}. "
            f"Name a PEM file or unset {variable}."
        ) from error
