"""Emoji that no list names, by their labels: training may draw them, too, so that a style is learnt as a style and not by heart for each subject.

The judge does not know them and no group holds them. Left out are people and symbols (flags, signs, arrows), and every label that holds the
name of a core subject ("umbrella with rain drops", "grinning cat"): near twins would give away what is held out.
"""

from collections.abc import Callable, Iterable

GROUPS = {0: "smileys", 3: "animals", 4: "food", 5: "travel", 6: "activities", 7: "objects"}
"""Of emojibase."""


def unlisted_labels(entries: Iterable[dict], known: set[str], core: Iterable[str], has_pictures: Callable[[str], bool]) -> list[str]:
    """entries: of emojibase's data.json. known: names and labels that are listed, lower case. has_pictures: whether every style draws a code point."""
    words = [f" {name} " for name in core]
    labels = []
    for entry in entries:
        label = entry["label"].lower()
        near = any(word in f" {label} " for word in words)
        if entry.get("group") in GROUPS and label not in known and not near and has_pictures(entry["hexcode"]):
            labels.append(entry["label"])
    return labels
