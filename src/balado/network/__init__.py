"""Many shows at once: `network.yaml`, the shows it lists, and a verb for all of them."""
