"""Charts and tables for readers, in one house style."""
