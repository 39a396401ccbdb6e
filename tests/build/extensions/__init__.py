"""Small extensions, each with a habit of real ones, that stand beside ours in tests."""
