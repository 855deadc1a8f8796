"""The rules of the platforms: the engine, and one file for each topic. Pure."""
