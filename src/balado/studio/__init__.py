"""The show in a browser on this computer: `balado preview` looks, `balado studio` also does. An edge, like a verb."""
