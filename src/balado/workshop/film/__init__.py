"""Films: what a camera or a cutting program gave, made one that browsers and podcast apps play."""
