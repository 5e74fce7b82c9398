"""The database: tables, migrations and queries. No rules and no commits."""
