"""Makes the pages of the documentation that follow from `schema/`, from the code and from the examples.

`python -m docs.pages FOLDER` writes a copy of the hand-written pages and these beside them, for Sphinx, which it does
not need itself. Nothing of it is checked in.
"""
