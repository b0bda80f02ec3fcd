"""Counts of ballots: what papers say and a lot go in, a table goes out. No clock, no database, no chance."""
