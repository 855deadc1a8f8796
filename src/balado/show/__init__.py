"""What an author may write: the show and its episodes as models, and the closed lists of the platforms."""
