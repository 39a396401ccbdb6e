"""The documentation of a small project, in reST, with recaps of a conference."""

project = "Relay"
author = "The Relay developers"
version = "1.0"
copyright = author
extensions = ["sphinx_confrecap"]
exclude_patterns = ["_build"]
