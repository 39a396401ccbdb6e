"""The checks of ``confrecap check``."""
