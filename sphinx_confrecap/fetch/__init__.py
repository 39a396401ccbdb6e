"""From the platforms into the store: the only part that uses the network."""
