"""The edits of a reply in the text of the answer: where they stand, what they make, and what that breaks."""
