"""What a network publishes of its shows together: a page, a feed of them, a list for apps, a calendar."""
