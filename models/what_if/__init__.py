"""What if the organisation were another: drafts of it, what they would mean, and applying one.

=========  ==========================================================================
steps      what is moved: the parts of a draft
drafts     the drafts that are kept
effect     heads, posts and hours of dialogue before and after, worked out on a scratch copy
applying   doing it
=========  ==========================================================================
"""

from __future__ import annotations
