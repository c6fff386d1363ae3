"""The lock of Neo4j's jars is written by `python -m metodgraph.embedded.installation.lock`, which needs Maven."""

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

# Whole families of jars that the server over Bolt and its tools do without, as a test of all of these shows.
LEFT_OUT = (
    # HTTP and the browser; the servlet classes stay, for the server's own classes mention them
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
    # macros, which only the compiler runs
    "org/neo4j/neo4j-cypher-macros/",
    "org/scala-lang/scala-reflect/",
)


def resolve() -> list[Jar]:
    """Neo4j's jars with all that they need, as Maven finds them and puts them into its local repository."""
    with tempfile.TemporaryDirectory() as folder:
        project, answer = Path(folder, "pom.xml"), Path(folder, "jars.txt")
        project.write_text(PROJECT, encoding="utf-8")
        options = ["-DincludeScope=runtime", "-DoutputAbsoluteArtifactFilename=true", f"-DoutputFile={answer}"]
        command = ["mvn", "--quiet", "--batch-mode", f"--file={project}", "dependency:list", *options]
        subprocess.run(command, check=True)  # noqa: S603 - the command is our own
        return [describe(match) for match in ANSWER.finditer(answer.read_text(encoding="utf-8"))]


def describe(answer: re.Match[str]) -> Jar:
    """The line of the lock for one line of Maven's answer; in a repository, the group is one folder for each part."""
    file = Path(answer["file"])
    depth = len(answer["group"].split(".")) + len(("artifact", "version", "file"))
    return Jar("/".join(file.parts[-depth:]), file.stat().st_size, digest(file), is_signed(file))


def main() -> None:
    """Write the lock."""
    jars = sorted(resolve(), key=lambda jar: jar.path)
    kept = [jar for jar in jars if not jar.path.startswith(LEFT_OUT)]
    if not kept:
        raise EmbeddedNeo4jError(f"Maven named no jars for Neo4j {NEO4J_VERSION}.")
    LOCK.write_text("".join(f"{jar}\n" for jar in kept), encoding="ascii")
    sys.stdout.write(f"{len(kept)} of {len(jars)} jars, {sum(jar.size for jar in kept):,} bytes, in {LOCK}\n")


if __name__ == "__main__":
    main()
