"""The language server: what the linter knows, told to an editor.

One module per kind of question an editor asks. Offsets become lines and columns in ``positions`` and
nowhere else; nothing here decides what a violation is.
"""
