"""What people decide: it always beats the machine and is never overwritten."""
