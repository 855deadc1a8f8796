"""What programs read of the pages: search engines, those who show a link, and those who take up a player."""
