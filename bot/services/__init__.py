"""Use cases: one each, in one transaction; load, ask the domain, save, queue notices."""
