"""English around a subject's name: articles, plurals, templates."""

IRREGULAR = {
    "mouse": "mice", "wolf": "wolves", "fish": "fish", "sheep": "sheep", "man": "men", "woman": "women", "snowman": "snowmen",
    "knife": "knives", "leaf": "leaves", "broccoli": "broccoli", "sushi": "sushi",
}  # fmt: skip
NO_PLURAL = (" of ", " with ", " in ", "without")


def article(noun: str) -> str:
    return "an" if noun[0] in "aeiou" else "a"


def plural(name: str) -> str:
    """`old woman` -> `old women`; a name that ends in s and is no singular stays (grapes, glasses)."""
    *before, last = name.split(" ")
    if last in IRREGULAR:
        last = IRREGULAR[last]
    elif last.endswith(("us", "ss", "x", "z", "ch", "sh")):
        last += "es"
    elif last.endswith("y") and last[-2:-1] not in "aeiou":
        last = last[:-1] + "ies"
    elif not last.endswith("s"):
        last += "s"
    return " ".join([*before, last])


def subject_phrases(name: str) -> list[str]:
    return [name, f"{article(name)} {name}", f"an emoji of {article(name)} {name}"]


def fits(template: str, name: str) -> bool:
    """Names such as `face with tears of joy` have no plural that anyone would write."""
    return "{p}" not in template or not any(part in name for part in NO_PLURAL)


def inline_phrase(template: str, name: str) -> str:
    """`{a} red {s}` -> `a red cat`: the article agrees with the word behind it; `{p}` is the plural."""
    text = template.replace("{s}", name).replace("{p}", plural(name))
    words = text.split()
    return " ".join(article(words[i + 1]) if w == "{a}" and i + 1 < len(words) else w for i, w in enumerate(words))
