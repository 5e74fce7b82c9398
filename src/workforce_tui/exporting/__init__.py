"""Tables out: a `Table` drawn as text, JSON or CSV. Never queries and never computes a statistic."""
