"""Learning from labelled documents and from people's reviews, and measuring how good the suite is."""
