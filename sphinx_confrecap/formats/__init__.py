"""Formats of others: from bytes to facts, and from facts to bytes."""
