"""The forms a report takes: one file each, each with a function `render(report)` that gives the whole text. Pure."""
