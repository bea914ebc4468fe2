"""What trials show, as it may be shown: panels, absolute effects, sentences, summaries."""
