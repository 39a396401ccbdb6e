"""Texts, addresses and files, without knowledge of conferences."""
