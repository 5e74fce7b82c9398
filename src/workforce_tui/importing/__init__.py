"""Spreadsheets in: from a file to checked facts and questions. Never touches the database."""
