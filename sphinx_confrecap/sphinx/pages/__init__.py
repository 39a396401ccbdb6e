"""Generated documents: documents of Sphinx's own that have no file.

In the order of a build:

``project``
    adds them to Sphinx's documents.
``reader``
    plans them, after the authors' files are read, and reads the changed ones.
``document``
    makes a doctree of a plan: headings, and places to render later.
``render_pages``
    puts facts and lists into those places when a document is written.
``copy_notes``
    copies notes from the authored document.
``render_notes``
    adds parts that others decide to authored documents, and to copied notes.
``fit_posts``
    removes parts of posts that the builder cannot show.
``addresses``
    checks all links at the end.
``books``
    leaves generated documents out of books.
``manifest``
    remembers the written documents: it finds outdated ones, and removes pages
    that are no longer made.
``redirects``
    leads on from former addresses.
``stylesheet``
    gives them their look.
"""
