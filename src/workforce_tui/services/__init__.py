"""What users do: one function for each task they would name, which owns the transaction."""
