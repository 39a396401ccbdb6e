"""What ``confrecap check`` finds."""
