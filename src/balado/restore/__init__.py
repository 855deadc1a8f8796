"""What can be had back from the store, and the record made anew."""
