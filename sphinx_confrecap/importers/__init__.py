"""Posts from files of others."""
