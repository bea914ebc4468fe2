"""Where guidelines agree, where they differ and what is not in the tables, as sentences whose topics can be followed."""

import re
from collections.abc import Mapping
from itertools import accumulate

import streamlit as st
from markupsafe import Markup

from kb.comparison import Sentence, pair, summary
from kb.labels import NOT_IN_TABLES
from kb.prose import inside
from kb.records import Topic
from ui import markup
from ui.answer import counted_differences
from ui.comparison.asked import judged
from ui.served import base

GROUPS = {
    "Where they agree": (("same-way", "all", "agree"), ()),
    "Where they differ": (("counted", "direction"), ("strength", "applicability", "not-comparable", "numbers")),
    NOT_IN_TABLES: (("silent",), ("one", "all-but-one")),
}
"""The heads of the sentences, with what stands under each at once, and what on request."""
MOST = 330
"""How many characters of a paragraph on two guidelines stand at once: three lines."""
Parts = list[tuple[str, str]]


@st.cache_data(max_entries=200, show_spinner=False, hash_funcs={tuple: repr})
def told(guidelines: tuple[str, ...]) -> Markup:
    """Return how guidelines compare: in sentences under three heads, or, where there are two, in a paragraph."""
    if len(guidelines) == 2:
        said_of_two = pair(base(), *guidelines).sentences
        ends = accumulate(len(sentence.text) for sentence in said_of_two)
        count = max(sum(end <= MOST for end in ends), 1)
        lines = [parts(sentence) for sentence in said_of_two]
        return markup.render("compare_sentences.html", paragraph=lines[:count], rest=lines[count:], groups=())
    counts = counted_differences(judged(guidelines))
    said: dict[str, list[Parts]] = {"counted": [[(counts, "")]]} if counts else {}
    for sentence in summary(base(), guidelines):
        said.setdefault(sentence.about, []).append(parts(sentence))
    groups = [
        (head, *([line for about in keys for line in said.get(about, ())] for keys in both))
        for head, both in GROUPS.items()
    ]
    return markup.render("compare_sentences.html", groups=groups, paragraph=(), rest=())


def parts(sentence: Sentence) -> Parts:
    """Return a sentence in pieces: each text with the id of the topic that it names, or with nothing."""
    return split(sentence.text, {inside(base().get(Topic, topic).label): topic for topic in sentence.topics})


def split(text: str, by_label: Mapping[str, str]) -> Parts:
    """Return a text in pieces, as `parts` does, given the ids of topics by their labels."""
    if not by_label:
        return [(text, "")]
    # The longest label first: one may be the beginning of another.
    labels = sorted(by_label, key=len, reverse=True)
    pieces = re.split(rf"(?<!\w)({'|'.join(map(re.escape, labels))})(?!\w)", text)
    return [(piece, by_label.get(piece, "")) for piece in pieces if piece]
