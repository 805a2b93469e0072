"""What is written survives a lost line, an expired session, and two people at once; and leaves a shared computer."""
