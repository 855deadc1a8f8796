"""One publication in the making: it reads and never writes."""
