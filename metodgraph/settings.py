"""Settings: what a user may choose, from the environment; docs/settings.md lists every one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from graph_model.database import Connection
from metodgraph.embedded import EmbeddedSettings


class SettingsError(Exception):
    """A setting cannot be used; the message names it and says what it may be."""


class Settings(BaseSettings):
    """Everything that can be set.

    Each field is the environment variable METODGRAPH_<NAME>; those about another Neo4j are NEO4J_<NAME>.
    """

    model_config = SettingsConfigDict(env_prefix="METODGRAPH_", extra="ignore", frozen=True, populate_by_name=True)

    host: str = Field(default="127.0.0.1", description="Address to serve on")
    port: int = Field(default=8000, ge=1, le=65535, description="Port to serve on")
    data_directory: Path | None = Field(default=None, description="Where the embedded Neo4j keeps the graph")
    bolt_port: int | None = Field(
        default=None, ge=1, le=65535, description="Port of the embedded Neo4j; left out, a free one"
    )
    heap_megabytes: int | None = Field(default=None, ge=128, description="Heap of the embedded Neo4j in megabytes")
    page_cache_megabytes: int | None = Field(
        default=None, ge=8, description="Page cache of the embedded Neo4j in megabytes"
    )
    deadline_seconds: float = Field(
        default=20.0, gt=0, le=600, description="The longest that one answer may take, in seconds"
    )
    allowed_origins: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(), description="Origins of pages in browsers that may ask, separated by commas"
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
        """Read the environment; raises a `SettingsError` that names what is wrong."""
        try:
            return cls()
        except ValidationError as error:
            raise SettingsError("\n".join(sentence(each["loc"], each["msg"]) for each in error.errors())) from error


def sentence(place: tuple[int | str, ...], message: str) -> str:
    """One wrong setting in words; its value is not repeated, since it may be a secret."""
    name = str(place[0])
    variable = name if name.startswith("NEO4J_") else f"METODGRAPH_{name.upper()}"
    return f"{variable}: {message}."


def default_data_directory() -> Path:
    """Where data of this user's programs live, after the XDG base directory specification."""
    base = os.environ.get("XDG_DATA_HOME", "")
    return (Path(base) if Path(base).is_absolute() else Path.home() / ".local" / "share") / "metodgraph"
