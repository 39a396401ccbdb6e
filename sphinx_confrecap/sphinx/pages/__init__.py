"""Generated documents: documents of Sphinx's own that have no file.

In the order in which a build comes to them:

``project``
    lets Sphinx know of them.
``reader``
    plans them, once the authors' files are read, and reads those that changed.
``document``
    makes a doctree of a plan: headings, and places to render later.
``render_pages``
    puts facts and lists into those places when a document is written.
``copy_notes``
    brings notes over from the author's document for it.
``render_notes``
    adds to authors' documents, and to copied notes, what others decide.
``fit_posts``
    leaves in posts what the builder can show.
``addresses``
    looks at all links in the end.
``books``
    leaves generated documents out of books.
``manifest``
    remembers what was written: it finds what is out of date, and removes pages
    that are no longer made.
``redirects``
    leads on from addresses that were.
``stylesheet``
    gives them their look.
"""
