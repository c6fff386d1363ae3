"""The settings of the program, read from environment variables and listed in docs/settings.md."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from graph_model.database.connection import Connection
from graph_model.errors import MetodGraphError
from metodgraph.embedded import EmbeddedSettings
from metodgraph.embedded.settings import JAVA_OPTIONS_VARIABLE, JAVA_VARIABLE, MAVEN_VARIABLE

PREFIX = "METODGRAPH_"
# variables that the package of the embedded Neo4j reads
READ_ELSEWHERE = (JAVA_VARIABLE, JAVA_OPTIONS_VARIABLE, MAVEN_VARIABLE)
PERSON_KEY_LENGTH = 16
ADDRESS = re.compile(r"(bolt|neo4j)(\+s|\+ssc)?://[^\s/?]+\S*")
ORIGIN = re.compile(r"\*|https?://[^\s/]+")


class SettingsError(MetodGraphError):
    """An error about an invalid setting; the message contains its name and the permitted values."""

    code = "SETTINGS_INVALID"


class Settings(BaseSettings):
    """The settings of the program.

    Each field corresponds to the environment variable METODGRAPH_<NAME>. The fields for an external Neo4j correspond to
    NEO4J_<NAME>.
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, extra="ignore", frozen=True, populate_by_name=True
    )

    host: str = Field(default="127.0.0.1", description="Address to listen on")
    port: int = Field(default=8000, ge=1, le=65535, description="Port to listen on")
    data_directory: Path | None = Field(default=None, description="Data directory of the embedded Neo4j")
    bolt_port: int | None = Field(
        default=None, ge=1, le=65535, description="Bolt port of the embedded Neo4j; default: a free port"
    )
    heap_megabytes: int | None = Field(default=None, ge=192, description="Heap of the embedded Neo4j in megabytes")
    page_cache_megabytes: int | None = Field(
        default=None, ge=8, description="Page cache of the embedded Neo4j in megabytes"
    )
    deadline_seconds: float = Field(default=20.0, gt=0, le=600, description="Deadline of a response in seconds")
    workers: int | None = Field(
        default=None, ge=1, le=64, description="Worker processes for computed fields; default: one per processor"
    )
    cache_records: bool = Field(default=True, description="Cache records of the whole graph in files")
    allowed_origins: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(), description="Origins of web pages that may send requests (CORS), separated by commas"
    )
    person_key: SecretStr | None = Field(default=None, description="Secret key for the pseudonyms of people")
    neo4j_uri: str | None = Field(
        default=None,
        validation_alias="NEO4J_URI",
        description="Address of an external Neo4j, used instead of the embedded one",
    )
    neo4j_username: str = Field(
        default="neo4j", validation_alias="NEO4J_USERNAME", description="User name for the external Neo4j"
    )
    neo4j_password: SecretStr = Field(
        default=SecretStr(""), validation_alias="NEO4J_PASSWORD", description="Password for the external Neo4j"
    )
    neo4j_database: str | None = Field(
        default=None, validation_alias="NEO4J_DATABASE", description="Database of the external Neo4j"
    )

    @field_validator("allowed_origins", mode="before")
    @classmethod
    def separated(cls, value: object) -> object:
        """Split a comma-separated text into origins."""
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("allowed_origins")
    @classmethod
    def origins(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        """Return the origins if each has the form in which browsers send it; any other form would never match.

        Raises `ValueError` if an origin has a path or another form.
        """
        if not all(map(ORIGIN.fullmatch, value)):
            msg = "each origin must look like https://portal.example, without a path or a trailing slash"
            raise ValueError(msg)
        return value

    @field_validator("person_key")
    @classmethod
    def hard_to_guess(cls, value: SecretStr | None) -> SecretStr | None:
        """Return the secret if it is long enough. With the secret, a pseudonym can be computed from a name.

        Raises `ValueError` if the secret is too short.
        """
        if value is not None and len(value.get_secret_value()) < PERSON_KEY_LENGTH:
            msg = f"must have at least {PERSON_KEY_LENGTH} characters; generate one with: openssl rand -hex 32"
            raise ValueError(msg)
        return value

    @field_validator("neo4j_uri")
    @classmethod
    def plain_address(cls, value: str | None) -> str | None:
        """Return the address if it contains no credentials: the driver repeats the address in error messages.

        Raises `ValueError` if the address contains credentials or has the wrong form.
        """
        if value is not None and "@" in value:
            msg = "must not contain a user name or password; set NEO4J_USERNAME and NEO4J_PASSWORD instead"
            raise ValueError(msg)
        if value is not None and not ADDRESS.fullmatch(value):
            msg = "must look like neo4j://host:7687; the scheme bolt and the suffixes +s and +ssc are valid too"
            raise ValueError(msg)
        return value

    @property
    def external(self) -> Connection | None:
        """The connection to the external Neo4j, or None if the embedded Neo4j is used."""
        if not self.neo4j_uri:
            return None
        password = self.neo4j_password.get_secret_value()
        return Connection(self.neo4j_uri, self.neo4j_username, password, self.neo4j_database)

    @property
    def embedded(self) -> EmbeddedSettings:
        """The settings of the embedded Neo4j."""
        return EmbeddedSettings(
            data_directory=self.data_directory or default_data_directory(),
            bolt_port=self.bolt_port,
            heap_megabytes=self.heap_megabytes,
            page_cache_megabytes=self.page_cache_megabytes,
        )

    @classmethod
    def load(cls) -> Settings:
        """Read the settings from the environment.

        Raises `SettingsError` if a setting is invalid, or a variable with the prefix of the program is unknown.
        """
        unknown = [*unknown_variables()]
        if unknown:
            raise SettingsError("\n".join(unknown))
        try:
            return cls()
        except ValidationError as error:
            raise SettingsError("\n".join(sentence(each["loc"], each["msg"]) for each in error.errors())) from None


def variables() -> dict[str, str]:
    """Return the environment variable of each field."""
    fields = Settings.model_fields.items()
    return {name: str(field.validation_alias or f"{PREFIX}{name.upper()}") for name, field in fields}


def unknown_variables() -> Iterator[str]:
    """Yield a message for each variable that has the prefix of the program and is not a setting, such as a typo."""
    known = [*variables().values(), *READ_ELSEWHERE]
    for name in sorted(os.environ):
        if name.startswith(PREFIX) and name not in known:
            close = get_close_matches(name, known, 1)
            yield f"{name} is not a setting." + (f" Did you mean {close[0]}?" if close else "")


def sentence(place: tuple[int | str, ...], message: str) -> str:
    """Return the message for an invalid setting, without its value, which may be secret."""
    name = str(place[0])
    return f"{variables().get(name, name)}: {message.removeprefix('Value error, ')}."


def default_data_directory() -> Path:
    """Return the default data directory of this user, as the XDG base directory specification defines it."""
    base = Path(os.environ.get("XDG_DATA_HOME", ""))
    return (base if base.is_absolute() else home_directory() / ".local" / "share") / "metodgraph"


def home_directory() -> Path:
    """Return the home directory of this user. Raises `SettingsError` if the user has no home directory."""
    try:
        return Path.home()
    except RuntimeError:
        msg = "This user has no home directory for the graph. Set METODGRAPH_DATA_DIRECTORY."
        raise SettingsError(msg) from None
