"""One reader a format, each giving blocks in reading order."""
