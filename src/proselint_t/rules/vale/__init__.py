"""Vale's styles, run as Vale 3.15 runs them: its reading of a document, its rules, its configuration.

What a rule means follows https://vale.sh/docs and Vale's source (MIT); places are exact here, not searched
for. Ours: what of a suggestion is a fix (``fixes``). Nothing here knows our own rules.
"""
