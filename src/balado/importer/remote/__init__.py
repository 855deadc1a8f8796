"""What is not known of recordings that stay on other servers, asked for there."""
