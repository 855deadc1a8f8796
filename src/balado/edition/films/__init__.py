"""Films beside a recording: what is published of them, and what is wrong with them."""
