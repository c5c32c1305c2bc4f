"""What is put on paper: the basis of a dialogue, its agreement, and the report of a round.

A :class:`models.paper.document.Document` is made from records and words, and written as Markdown, a
web page or PDF. No note, no reason and, in an agreement, no flag is ever in one (DESIGN.md, section
3, "Notes and the agreement are two things").
"""
