"""What is known about people: showing it to them, and removing it for good once its day has come.

The GDPR, articles 15 (access), 17 (erasure) and 5 (1) e (storage limitation). Figures stay: rows
are kept with their numbers and days, and lose what tells whom and what they were about.
"""
