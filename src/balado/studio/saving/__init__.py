"""What is entered is saved whole or kept: copies before each write, nothing overwritten that somebody else wrote."""
