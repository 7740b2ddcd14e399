"""What is on disk, by SQLAlchemy Core: a handful of tables, none per feature."""
