"""Texts, addresses, files: what knows nothing of conferences."""
