"""Making the lock of jars from what Maven says."""

import hashlib
from pathlib import Path

from metodgraph.embedded.jar_lock import Jar
from metodgraph.embedded.lock import ANSWER, describe

PLACES = (
    ("org.neo4j:neo4j:jar:5.26.31:compile", "org/neo4j/neo4j/5.26.31/neo4j-5.26.31.jar"),
    ("io.netty:netty-epoll:jar:linux-x86_64:4.1:compile", "io/netty/netty-epoll/4.1/netty-epoll-4.1-linux-x86_64.jar"),
    ("commons-io:commons-io:jar:2.17.0:runtime", "commons-io/commons-io/2.17.0/commons-io-2.17.0.jar"),
)


def test_each_jar_is_told_by_its_path_in_a_repository_wherever_the_local_one_lies(tmp_path: Path) -> None:
    local = tmp_path / "my repository"
    lines = ["", "The following files have been resolved:"]
    for name, path in PLACES:
        (local / path).parent.mkdir(parents=True)
        (local / path).write_bytes(path.encode())
        lines.append(f"   {name}:{local / path} -- module some.module (auto)")
    jars = [describe(match) for match in ANSWER.finditer("\n".join(lines))]
    assert jars == [Jar(path, len(path), hashlib.sha256(path.encode()).hexdigest()) for _, path in PLACES]
