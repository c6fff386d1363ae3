"""Neo4j's configuration files, which are rewritten before every start."""

from metodgraph.embedded.layout import Layout
from metodgraph.embedded.memory import MemorySizes
from metodgraph.embedded.server_process.ports import LOOPBACK

# User paths would need escaping, so the file contains none: Neo4j finds everything at its default place in its home.
FIXED_SETTINGS = {
    "server.logs.config": "configuration/server-logs.xml",
    "server.logs.user.config": "configuration/user-logs.xml",
    "server.default_listen_address": LOOPBACK,
    "server.http.enabled": "false",
    "server.https.enabled": "false",
    "dbms.usage_report.enabled": "false",
    # by default, every database preallocates a log of 256 MB
    "db.tx_log.rotation.size": "16m",
    "db.shutdown_transaction_end_timeout": "1s",
    # by default, the Bolt server waits ten seconds for open connections
    "internal.dbms.bolt.netty_server_shutdown_quiet_period": "0",
    # The relations of a node with five or more are grouped by type, so that one type is read without the others.
    # The setting applies to nodes that are written after it is set.
    "db.relationship_grouping_threshold": "4",
}

# Messages for users, written to the console log. The log is truncated at every start and searched for "Started.".
# The filter limits its growth.
USER_LOGS = """<?xml version="1.0" encoding="UTF-8"?>
<Configuration>
  <Appenders>
    <Console name="Console" target="SYSTEM_OUT">
      <BurstFilter level="FATAL" rate="1" maxBurst="2000"/>
      <PatternLayout pattern="%d{yyyy-MM-dd HH:mm:ss.SSSZ}{GMT+0} %-5p %m%n"/>
    </Console>
  </Appenders>
  <Loggers>
    <Root level="info"><AppenderRef ref="Console"/></Root>
  </Loggers>
</Configuration>
"""

# The debug log, 20 MB at most.
SERVER_LOGS = """<?xml version="1.0" encoding="UTF-8"?>
<Configuration status="ERROR">
  <Appenders>
    <RollingRandomAccessFile name="DebugLog" fileName="${config:server.directories.logs}/debug.log"
                             filePattern="$${config:server.directories.logs}/debug.log.%02i">
      <Neo4jDebugLogLayout pattern="%d{yyyy-MM-dd HH:mm:ss.SSSZ}{GMT+0} %-5p [%c{1.}] %m%n"/>
      <Policies><SizeBasedTriggeringPolicy size="5 MB"/></Policies>
      <DefaultRolloverStrategy fileIndex="min" max="3"/>
    </RollingRandomAccessFile>
  </Appenders>
  <Loggers>
    <Root level="INFO"><AppenderRef ref="DebugLog"/></Root>
  </Loggers>
</Configuration>
"""


def write_configuration(layout: Layout, bolt_port: int, memory: MemorySizes) -> None:
    """Write the files of the configuration folder."""
    address = f"{LOOPBACK}:{bolt_port}"
    settings = FIXED_SETTINGS | {
        "server.bolt.listen_address": address,
        "server.bolt.advertised_address": address,
        "server.memory.pagecache.size": f"{memory.page_cache}m",
        "dbms.memory.transaction.total.max": f"{memory.transactions}m",
        "server.memory.query_cache.per_db_cache_num_entries": str(memory.plans),
    }
    files = {
        "neo4j.conf": "".join(f"{name}={value}\n" for name, value in settings.items()),
        "user-logs.xml": USER_LOGS,
        "server-logs.xml": SERVER_LOGS,
    }
    for name, text in files.items():
        (layout.configuration / name).write_text(text, encoding="utf-8")
