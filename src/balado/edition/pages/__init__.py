"""The pages of a publication: their names, what they tell, their pictures, and what happens to them."""
