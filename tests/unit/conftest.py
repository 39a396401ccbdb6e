"""What the tests of pure code share."""

from hypothesis import settings

# A slow machine is no bug.
settings.register_profile("confrecap", deadline=None)
settings.load_profile("confrecap")
