"""The subjects that come in skin tones; same form as in subjects.py."""

PEOPLE = """
boy
girl
man
woman
baby
old man / grandfather
old woman / grandmother
princess
santa = Santa Claus
elf
waving hand
thumbs up
raised fist / fist
clapping hands
biceps = flexed biceps / muscle
victory hand / peace sign
""".strip().splitlines()
