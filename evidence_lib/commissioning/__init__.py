"""What people keep about money: the body, its services, need, statements, intentions, figures, and the trail through them."""
