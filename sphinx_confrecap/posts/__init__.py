"""Posts: answers of platforms, stored posts, and posts in documents."""
