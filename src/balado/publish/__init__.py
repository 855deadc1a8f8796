"""From a feed to a publication: storage, generations, plan, act."""
