"""The part of YAML that authors mean: read, and explained where it cannot be. Pure."""
