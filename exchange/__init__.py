"""Exchange of tables: the forms of the tables of kinds and relations, import and export."""
