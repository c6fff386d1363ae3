"""The Java command lines of the server and its tools."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from metodgraph.embedded.installation.java import Java
from metodgraph.embedded.layout import Layout

SERVER_CLASS = "org.neo4j.server.CommunityEntryPoint"
TOOL_CLASS = "org.neo4j.cli.AdminTool"
FIRST_WITH_NATIVE_ACCESS = 21
LARGEST_SERIAL_HEAP_MEGABYTES = 1024
# By default, the C library keeps the memory that Java's compiler and class loader free; these settings return it.
ALLOCATION = {"MALLOC_ARENA_MAX": "2", "MALLOC_TRIM_THRESHOLD_": "131072", "MALLOC_MMAP_THRESHOLD_": "131072"}
# The flags of Neo4j's start script without the garbage collector; in addition, no core dumps.
FLAGS = (
    "-XX:-OmitStackTraceInFastThrow",
    "-XX:-CreateCoredumpOnCrash",
    "-XX:+UnlockExperimentalVMOptions",
    "-XX:+TrustFinalNonStaticFields",
    "-XX:+DisableExplicitGC",
    "-Dio.netty.tryReflectionSetAccessible=true",
    "-Dlog4j2.disable.jmx=true",
    "-Dfile.encoding=UTF-8",
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
    "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
)


@dataclass(frozen=True, slots=True)
class Runtime:
    """A Java with Neo4j's jars; `options` are additional Java options of the server."""

    java: Java
    jars: Sequence[Path]
    options: Sequence[str] = ()

    @property
    def class_path(self) -> str:
        """The class path of Java."""
        return ":".join(str(jar) for jar in self.jars)

    def server(self, layout: Layout, heap_megabytes: int, class_data: Sequence[str]) -> list[str]:
        """Return the command line of the server; `class_data` are the flags for the class-data archive."""
        native = ["--enable-native-access=ALL-UNNAMED"] if self.java.major >= FIRST_WITH_NATIVE_ACCESS else []
        places = [f"--home-dir={layout.home}", f"--config-dir={layout.configuration}", "--console-mode"]
        flags = ["-Xms64m", *heap_flags(heap_megabytes), *FLAGS, *native, *class_data, *self.options]
        return [str(self.java.command), *flags, "-cp", self.class_path, SERVER_CLASS, *places]

    def tool(self, heap_megabytes: int, class_data: Sequence[str], arguments: Sequence[str]) -> list[str]:
        """Return the command line of Neo4j's administration tool."""
        flags = [*heap_flags(heap_megabytes), *FLAGS, *class_data]
        return [str(self.java.command), *flags, "-cp", self.class_path, TOOL_CLASS, *arguments]


def heap_flags(heap_megabytes: int) -> list[str]:
    """Return the flags for the heap size and the garbage collector.

    With a small heap, the pauses of the serial collector are no longer than those of G1, and Java needs 200 MB less.
    """
    collector = "-XX:+UseSerialGC" if heap_megabytes <= LARGEST_SERIAL_HEAP_MEGABYTES else "-XX:+UseG1GC"
    return [f"-Xmx{heap_megabytes}m", collector]


def neo4j_variables(layout: Layout) -> dict[str, str]:
    """Return the environment variables of the server and its tools: home, configuration, memory allocation."""
    return {"NEO4J_HOME": str(layout.home), "NEO4J_CONF": str(layout.configuration), **ALLOCATION}
