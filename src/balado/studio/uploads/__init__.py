"""Files that are dropped on a page: received aside, told apart by what is in them, put where they belong."""
