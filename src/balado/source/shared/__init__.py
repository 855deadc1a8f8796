"""What a show has from the network.yaml above its folder."""
