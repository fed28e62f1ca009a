"""Remarks as other programs keep them: review comments of GitHub, Web Annotations of W3C, comments of Word.

Owns where in an answer such a remark stands. What it means as a defect or an edit, `defects` and `reply` say.
"""
