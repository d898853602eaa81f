"""Reading a response: what it says of the report it answers, who says what, and what is undertaken; clocks and next steps."""
