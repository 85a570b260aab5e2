"""The 64 subjects that a generator learns which two CPU cores train: `--subject-set core`."""

CORE = """
cat, dog, rabbit, fox, panda, tiger, lion, cow, pig, horse, sheep, frog, penguin, owl, fish, butterfly, unicorn, dragon, elephant, turtle,
rose, sunflower, tulip, mushroom, cactus, apple, banana, grapes, watermelon, pineapple, strawberry,
pizza, hamburger, ice cream, doughnut, birthday cake, happy face, love face, cool face, angry face, sleeping face,
boy, girl, man, woman, thumbs up, ghost, robot, heart, star, rainbow, car, bus, airplane, rocket, sailboat,
house, umbrella, guitar, teddy bear, crown, balloon, gift, soccer ball
"""
"""Canonical names. A subject needs some thousands of pictures before it is sharp: what a day of two cores can draw is enough for these."""
