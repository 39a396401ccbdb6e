"""From authors' texts to facts: options, front matter, registries."""
