"""The steps of importing a spreadsheet."""
