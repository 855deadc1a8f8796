"""What the studio shows, one topic a file: each has `ROUTES`, and `CHANGES` where something can be changed there."""
