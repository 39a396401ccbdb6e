"""A site with nothing of ours, as large as the example where themes show it."""

project = "Platform handbook"
author = "The platform team"
copyright = author

extensions = ["myst_parser"]
suppress_warnings = ["toc.not_included"]
