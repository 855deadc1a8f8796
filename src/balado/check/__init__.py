"""The judgement of a show and of any podcast's feed, by the rules of the platforms."""
