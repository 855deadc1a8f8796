"""The filters of ffmpeg that measure a recording. Pure."""

LOUDNESS_FILTER = "ebur128=framelog=verbose"
"""The filter whose summary says the loudness; of each tenth of a second it says nothing."""

PEAK_FILTER = "astats=measure_perchannel=none:measure_overall=Peak_level"
"""The filter that says the highest sample of all channels."""
