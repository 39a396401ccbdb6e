"""Posts from elsewhere: the files that they come in."""
