"""Getting in, as people and organisers see it on their phones."""
