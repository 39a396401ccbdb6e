"""Posts: what platforms answer, what is stored, and what documents show of it."""
