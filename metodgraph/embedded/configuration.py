"""Neo4j's configuration files, written anew before every start."""

from pathlib import Path

from metodgraph.embedded.layout import Layout

FIXED_SETTINGS = {
    "server.default_listen_address": "127.0.0.1",
    "server.http.enabled": "false",
    "server.https.enabled": "false",
    "server.bolt.enabled": "true",
    "dbms.usage_report.enabled": "false",
    # otherwise two logs of 256 MB each are set aside for every database
    "db.tx_log.rotation.size": "16m",
    "db.tx_log.rotation.retention_policy": "1 files",
    "db.shutdown_transaction_end_timeout": "1s",
    # Bolt waits ten seconds for stragglers by default
    "internal.dbms.bolt.netty_server_shutdown_quiet_period": "0",
    # relations of a node are grouped by their type from the fifth on, so that one kind is found without reading the others
    "db.relationship_grouping_threshold": "4",
}


def settings_text(layout: Layout, bolt_port: int, page_cache_megabytes: int) -> str:
    """The text of neo4j.conf."""
    address = f"127.0.0.1:{bolt_port}"
    settings = FIXED_SETTINGS | {
        "server.directories.data": str(layout.data),
        "server.directories.logs": str(layout.logs),
        "server.bolt.listen_address": address,
        "server.bolt.advertised_address": address,
        "server.memory.pagecache.size": f"{page_cache_megabytes}m",
    }
    return "".join(f"{name}={value}\n" for name, value in settings.items())


def write_configuration(layout: Layout, bolt_port: int, page_cache_megabytes: int) -> Path:
    """Write the configuration folder and return it."""
    layout.configuration.mkdir(parents=True, exist_ok=True)
    text = settings_text(layout, bolt_port, page_cache_megabytes)
    (layout.configuration / "neo4j.conf").write_text(text, encoding="utf-8")
    return layout.configuration
