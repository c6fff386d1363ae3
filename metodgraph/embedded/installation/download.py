"""Parallel download of jars, with verification and resumption of partial files."""

import asyncio
import random
from collections.abc import Callable, Sequence
from pathlib import Path

import httpx

from metodgraph.embedded.errors import EmbeddedNeo4jError
from metodgraph.embedded.installation.jar_lock import Jar
from metodgraph.embedded.installation.mirrors import MavenRepository, trusted_certificates

CONNECTIONS = 8
VAIN_TRIES = 5
DAMAGED_TRIES = 2
FIRST_PAUSE_SECONDS = 0.3
TIMEOUT = httpx.Timeout(30.0, connect=15.0)
PASSING_STATUSES = (408, 425, 429, 500, 502, 503, 504)
LOGIN_STATUSES = (401, 403, 407)


class CutOffError(Exception):
    """A temporary failure of a transfer."""


def fetch_jars(jars: Sequence[Jar], folder: Path, repository: MavenRepository, advance: Callable[[int], None]) -> None:
    """Fetch the jars to their paths below the folder.

    `advance` is called with the numbers of received bytes and of bytes in partial files from before. After an
    interruption all bytes are kept, including those of incomplete jars.
    """
    try:
        asyncio.run(fetch_all(jars, folder, repository, advance))
    except ExceptionGroup as group:  # the first failure cancels the other transfers
        raise group.exceptions[0] from None


async def fetch_all(
    jars: Sequence[Jar], folder: Path, repository: MavenRepository, advance: Callable[[int], None]
) -> None:
    """Fetch the jars over `CONNECTIONS` connections, the largest first."""
    turns = asyncio.Semaphore(CONNECTIONS)
    async with open_client(repository) as client, asyncio.TaskGroup() as tasks:
        for jar in sorted(jars, key=lambda jar: -jar.size):
            tasks.create_task(fetch_in_turn(turns, JarTransfer(client, jar, folder, advance)))


def open_client(repository: MavenRepository) -> httpx.AsyncClient:
    """Return an HTTP client for the repository, with the proxies of the usual environment variables."""
    try:
        return httpx.AsyncClient(
            base_url=repository.url.rstrip("/") + "/",
            auth=repository.login,
            verify=trusted_certificates(),
            timeout=TIMEOUT,
            follow_redirects=True,
        )
    except (httpx.InvalidURL, ValueError, ImportError) as error:
        raise EmbeddedNeo4jError(
            f"The address of the Maven repository or of the proxy is invalid: {error}. "
            "Check METODGRAPH_MAVEN_URL, Maven's settings.xml and HTTPS_PROXY."
        ) from error


async def fetch_in_turn(turns: asyncio.Semaphore, transfer: "JarTransfer") -> None:
    """Fetch a jar when a connection is free."""
    async with turns:
        await transfer.run()


class JarTransfer:
    """The transfer of a jar to a partial file, which is renamed at the end."""

    def __init__(self, client: httpx.AsyncClient, jar: Jar, folder: Path, advance: Callable[[int], None]) -> None:
        self._client = client
        self._jar = jar
        self._target = folder / jar.path
        self._folder = folder
        self._part = jar.part_in(folder)
        self._advance = advance

    async def run(self) -> None:
        """Fetch the jar, over several connections if necessary.

        Raises `EmbeddedNeo4jError` if the jar cannot be stored, its digest differs, or `VAIN_TRIES` connections in
        succession transfer nothing.
        """
        try:
            self._target.parent.mkdir(parents=True, exist_ok=True)
            self._advance(self._have())
            for _ in range(DAMAGED_TRIES):
                await self._complete()
                if self._jar.fits(self._part):
                    self._part.replace(self._target)
                    return
                self._discard()
        except OSError as error:
            raise EmbeddedNeo4jError(
                f"{self._target.name} can't be stored in {self._target.parent}: {error.strerror}. "
                "Free some space or make the directory writable, and start again."
            ) from error
        raise EmbeddedNeo4jError(
            f"{self._jar.path} from {self._host} does not match the lock file: its SHA-256 differs. "
            "The repository or a proxy alters files. Choose another repository with METODGRAPH_MAVEN_URL."
        )

    async def _complete(self) -> None:
        vain = 0
        while (before := self._have()) < self._jar.size:
            try:
                await self._receive(before)
            except (httpx.RequestError, CutOffError) as error:
                vain = 0 if self._have() > before else vain + 1
                if vain == VAIN_TRIES or isinstance(error, httpx.UnsupportedProtocol):
                    raise self._give_up(error) from error
                await asyncio.sleep(FIRST_PAUSE_SECONDS * 2**vain * random.uniform(0.5, 1.0))  # noqa: S311 - no secret

    async def _receive(self, have: int) -> None:
        # with compression, the received bytes would not be the bytes of the file
        headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={have}-"} if have else {})
        async with self._client.stream("GET", self._jar.path, headers=headers) as response:
            self._require_content(response)
            if have and not response.headers.get("Content-Range", "").startswith(f"bytes {have}-"):
                self._discard()
            with self._part.open("ab") as part:
                async for chunk in response.aiter_raw():
                    self._advance(part.write(chunk))
                    if part.tell() > self._jar.size:
                        break  # a wrong file, which may be endless
        if self._have() < self._jar.size:
            raise CutOffError("the connection was closed early")

    def _require_content(self, response: httpx.Response) -> None:
        status = response.status_code
        if status in (httpx.codes.OK, httpx.codes.PARTIAL_CONTENT):
            return
        if status in PASSING_STATUSES:
            raise CutOffError(f"the repository responded with status {status}")
        if status == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
            self._discard()
            raise CutOffError("the repository has fewer bytes than it sent before")
        login = "; check its user name and password" if status in LOGIN_STATUSES else ""
        raise EmbeddedNeo4jError(
            f"The Maven repository at {self._host} responded with status {status} for {self._jar.path}{login}. "
            "Choose the repository with METODGRAPH_MAVEN_URL or as a mirror in Maven's settings.xml."
        )

    def _have(self) -> int:
        return self._jar.received_in(self._folder)

    def _discard(self) -> None:
        if self._part.exists():
            self._advance(-self._part.stat().st_size)
            self._part.unlink()

    def _give_up(self, error: Exception) -> EmbeddedNeo4jError:
        return EmbeddedNeo4jError(
            f"Fetching {self._jar.path} from {self._host} failed: {str(error) or type(error).__name__}. "
            "Check the network. HTTPS_PROXY sets a proxy, SSL_CERT_FILE certificates, METODGRAPH_MAVEN_URL a mirror. "
            "The next start resumes the download."
        )

    @property
    def _host(self) -> str:
        return self._client.base_url.host  # the full address may contain a password
