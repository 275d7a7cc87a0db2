"""The JSON API, version 1: for programs that hand in voices and look up matters by code."""
