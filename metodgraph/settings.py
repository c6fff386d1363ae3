"""Settings: what a user may choose, from the environment; docs/settings.md lists every one."""

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
# what the embedded Neo4j reads by itself
READ_ELSEWHERE = (JAVA_VARIABLE, JAVA_OPTIONS_VARIABLE, MAVEN_VARIABLE)
PERSON_KEY_LENGTH = 16
ADDRESS = re.compile(r"(bolt|neo4j)(\+s|\+ssc)?://[^\s/?]+\S*")
ORIGIN = re.compile(r"\*|https?://[^\s/]+")


class SettingsError(MetodGraphError):
    """A setting that cannot be used; the message names it and its permitted values."""

    code = "SETTINGS_INVALID"


class Settings(BaseSettings):
    """Everything that can be set.

    Each field is the environment variable METODGRAPH_<NAME>; those about another Neo4j are NEO4J_<NAME>.
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, extra="ignore", frozen=True, populate_by_name=True
    )

    host: str = Field(default="127.0.0.1", description="Address to serve on")
    port: int = Field(default=8000, ge=1, le=65535, description="Port to serve on")
    data_directory: Path | None = Field(default=None, description="Where the embedded Neo4j keeps the graph")
    bolt_port: int | None = Field(
        default=None, ge=1, le=65535, description="Port of the embedded Neo4j; left out, a free one"
    )
    heap_megabytes: int | None = Field(default=None, ge=192, description="Heap of the embedded Neo4j in megabytes")
    page_cache_megabytes: int | None = Field(
        default=None, ge=8, description="Page cache of the embedded Neo4j in megabytes"
    )
    deadline_seconds: float = Field(
        default=20.0, gt=0, le=600, description="The longest that one answer may take, in seconds"
    )
    workers: int | None = Field(
        default=None, ge=1, le=64, description="Worker processes for computed fields; left out, one for each processor"
    )
    allowed_origins: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(), description="Origins of pages in browsers that may ask, separated by commas"
    )
    person_key: SecretStr | None = Field(
        default=None, description="The secret with which keys of people are made pseudonyms"
    )
    neo4j_uri: str | None = Field(
        default=None, validation_alias="NEO4J_URI", description="Another Neo4j instead of the embedded"
    )
    neo4j_username: str = Field(default="neo4j", validation_alias="NEO4J_USERNAME", description="Its user")
    neo4j_password: SecretStr = Field(
        default=SecretStr(""), validation_alias="NEO4J_PASSWORD", description="Its password"
    )
    neo4j_database: str | None = Field(default=None, validation_alias="NEO4J_DATABASE", description="Its database")

    @field_validator("allowed_origins", mode="before")
    @classmethod
    def separated(cls, value: object) -> object:
        """Origins from one text with commas."""
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("allowed_origins")
    @classmethod
    def origins(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        """Origins as browsers send them; another spelling would never match."""
        if not all(map(ORIGIN.fullmatch, value)):
            msg = "each origin must look like https://portal.example, with no path and no slash at the end"
            raise ValueError(msg)
        return value

    @field_validator("person_key")
    @classmethod
    def hard_to_guess(cls, value: SecretStr | None) -> SecretStr | None:
        """Return a secret that is long enough. With the secret, a name leads to its pseudonym."""
        if value is not None and len(value.get_secret_value()) < PERSON_KEY_LENGTH:
            msg = f"must have at least {PERSON_KEY_LENGTH} characters; make one with: openssl rand -hex 32"
            raise ValueError(msg)
        return value

    @field_validator("neo4j_uri")
    @classmethod
    def plain_address(cls, value: str | None) -> str | None:
        """Return an address without credentials, since the driver repeats the address in errors."""
        if value is not None and "@" in value:
            msg = "must hold no user and no password; set NEO4J_USERNAME and NEO4J_PASSWORD instead"
            raise ValueError(msg)
        if value is not None and not ADDRESS.fullmatch(value):
            msg = "must look like neo4j://host:7687; bolt, and +s or +ssc for encryption, are taken as well"
            raise ValueError(msg)
        return value

    @property
    def external(self) -> Connection | None:
        """The other Neo4j that was named, if any."""
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
        """Read the environment. Raises a `SettingsError` that names the wrong settings."""
        unknown = [*unknown_variables()]
        if unknown:
            raise SettingsError("\n".join(unknown))
        try:
            return cls()
        except ValidationError as error:
            raise SettingsError("\n".join(sentence(each["loc"], each["msg"]) for each in error.errors())) from None


def variables() -> dict[str, str]:
    """The environment variable of each field."""
    fields = Settings.model_fields.items()
    return {name: str(field.validation_alias or f"{PREFIX}{name.upper()}") for name, field in fields}


def unknown_variables() -> Iterator[str]:
    """A sentence for each variable that looks like a setting and is none: a slip of the pen must not go unnoticed."""
    known = [*variables().values(), *READ_ELSEWHERE]
    for name in sorted(os.environ):
        if name.startswith(PREFIX) and name not in known:
            close = get_close_matches(name, known, 1)
            yield f"{name} is no setting." + (f" Did you mean {close[0]}?" if close else "")


def sentence(place: tuple[int | str, ...], message: str) -> str:
    """One wrong setting in words; its value is not repeated, since it may be a secret."""
    name = str(place[0])
    return f"{variables().get(name, name)}: {message.removeprefix('Value error, ')}."


def default_data_directory() -> Path:
    """Where data of this user's programs live, after the XDG base directory specification."""
    base = Path(os.environ.get("XDG_DATA_HOME", ""))
    return (base if base.is_absolute() else home_directory() / ".local" / "share") / "metodgraph"


def home_directory() -> Path:
    """The home of this user."""
    try:
        return Path.home()
    except RuntimeError:
        msg = "This user has no home directory to keep the graph in; set METODGRAPH_DATA_DIRECTORY."
        raise SettingsError(msg) from None
