"""Verbs of casework, by what they are about: intake, talk, responders, keys, promises."""
