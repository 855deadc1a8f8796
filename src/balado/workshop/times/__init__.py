"""Times in a recording that authors write: chapters, captions, soundbites, moved where what they count from moves."""
