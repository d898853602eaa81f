"""What a refresh publishes."""
