"""The commissioning evidence base: findings of inspection reports by theme, with page and exact words."""
