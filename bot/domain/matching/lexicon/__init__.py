"""Words that mean the same in ten languages (en, lt, lv, et, pl, de, fr, es, it, uk): an event's subjects.

One concept an entry, words parted by spaces; ``_`` joins the words of a phrase; ``~`` before a word that says little
alone. Base forms: endings are known by `bot.domain.matching.spelling`. A word that is not here is compared as it is.
"""
