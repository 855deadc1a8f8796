"""What is known of other hosts: how their feeds are told, and what they put around addresses."""
