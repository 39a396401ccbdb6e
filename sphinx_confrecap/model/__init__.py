"""Frozen facts: talks, posts, queries of lists, problems."""
