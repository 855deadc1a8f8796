"""What stands beside the audio: transcripts and chapters, from one source to every format."""
