"""Facts, frozen: talks, posts, what a list asks for, what can be wrong."""
