"""The script that regenerates the lock file of Neo4j's jars: `python -m metodgraph.embedded.installation.lock`.

It needs Maven and is used during development only.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from metodgraph.embedded.errors import EmbeddedNeo4jError
from metodgraph.embedded.installation.jar_lock import LOCK, NEO4J_VERSION, Jar, digest
from metodgraph.embedded.installation.signatures import is_signed

ANSWER = re.compile(r"^ +(?P<group>[\w.-]+):[^/]*:jar:[^/]*:(?P<file>/.*?\.jar)", re.MULTILINE)
PROJECT = f"""<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>metodgraph</groupId><artifactId>jars</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>{NEO4J_VERSION}</version></dependency>
  </dependencies>
</project>
"""

# Groups of jars that neither the server (over Bolt) nor its tools need; a test of all these functions confirms it.
LEFT_OUT = (
    # HTTP and the browser; the servlet classes are kept, since the server's own classes refer to them
    "org/glassfish/",
    "org/eclipse/jetty/ee",
    "org/eclipse/jetty/http2/",
    "org/eclipse/jetty/jetty-",
    "org/javassist/",
    "com/fasterxml/jackson/jaxrs/",
    "com/fasterxml/jackson/module/",
    "jakarta/",
    "javax/",
    "com/sun/",
    "org/jvnet/",
    "org/codehaus/jettison/",
    # import from Parquet files
    "org/apache/parquet/",
    "org/apache/hadoop/",
    "org/xerial/snappy/",
    "blue/strategic/parquet/",
    # reports about running processes
    "org/jprocesses/",
    "com/profesorfalken/",
    # macros, which only the compiler uses
    "org/neo4j/neo4j-cypher-macros/",
    "org/scala-lang/scala-reflect/",
)


def resolve() -> list[Jar]:
    """Return Neo4j's jars and their dependencies, which Maven resolves and downloads to its local repository."""
    with tempfile.TemporaryDirectory() as folder:
        project, answer = Path(folder, "pom.xml"), Path(folder, "jars.txt")
        project.write_text(PROJECT, encoding="utf-8")
        options = ["-DincludeScope=runtime", "-DoutputAbsoluteArtifactFilename=true", f"-DoutputFile={answer}"]
        command = ["mvn", "--quiet", "--batch-mode", f"--file={project}", "dependency:list", *options]
        subprocess.run(command, check=True)  # noqa: S603 - the command is our own
        return [describe(match) for match in ANSWER.finditer(answer.read_text(encoding="utf-8"))]


def describe(answer: re.Match[str]) -> Jar:
    """Return the jar that a line of Maven's output describes. Each part of a group is a folder of the repository."""
    file = Path(answer["file"])
    depth = len(answer["group"].split(".")) + len(("artifact", "version", "file"))
    return Jar("/".join(file.parts[-depth:]), file.stat().st_size, digest(file), is_signed(file))


def main() -> None:
    """Write the lock file."""
    jars = sorted(resolve(), key=lambda jar: jar.path)
    kept = [jar for jar in jars if not jar.path.startswith(LEFT_OUT)]
    if not kept:
        raise EmbeddedNeo4jError(f"Maven resolved no jars for Neo4j {NEO4J_VERSION}.")
    LOCK.write_text("".join(f"{jar}\n" for jar in kept), encoding="ascii")
    sys.stdout.write(f"{len(kept)} of {len(jars)} jars, {sum(jar.size for jar in kept):,} bytes, in {LOCK}\n")


if __name__ == "__main__":
    main()
