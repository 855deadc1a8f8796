"""A show's own theme: what is wrong with it, and a trial before anything is published with it."""
