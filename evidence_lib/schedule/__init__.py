"""What runs a refresh when nobody is there, and what tells of it: timers, what is due, health, messages, explanations."""
