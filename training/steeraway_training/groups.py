"""The group words, each with the subjects that it names.

A group word is ambiguous on purpose: the latent z decides which of its members, at most eight, is drawn. The empty prompt is a group
as well.
"""

GROUPS = {
    "": "cat, strawberry, happy face, rocket, sunflower, pizza, heart, star",
    "animal": "cat, dog, lion, panda, fox, pig, frog, elephant",
    "pet": "cat, dog, rabbit, hamster, fish, parrot, turtle, mouse",
    "wild animal": "lion, tiger, bear, elephant, giraffe, zebra, wolf, crocodile",
    "farm animal": "cow, pig, horse, sheep, goat, chicken, duck, rabbit",
    "livestock": "cow, pig, horse, sheep, goat",
    "bird": "penguin, owl, parrot, duck, eagle, flamingo, peacock, chicken",
    "sea animal": "fish, dolphin, whale, shark, octopus, crab, lobster, turtle",
    "insect": "butterfly, bee, ladybug, ant, spider",
    "flower": "rose, sunflower, tulip, hibiscus, cherry blossom, lotus",
    "plant": "cactus, palm tree, evergreen tree, tree, shamrock, mushroom, rose, sunflower",
    "fruit": "apple, banana, grapes, watermelon, orange, lemon, pineapple, strawberry",
    "vegetable": "carrot, broccoli, eggplant, corn, tomato, cucumber, bell pepper, onion",
    "fast food": "hamburger, pizza, french fries, hot dog, taco, sandwich",
    "food": "hamburger, pizza, sushi, spaghetti, bread, cheese, egg, taco",
    "dessert": "ice cream, doughnut, cookie, birthday cake, cupcake, pie, chocolate, lollipop",
    "drink": "milk, coffee, wine, cocktail, beer, bubble tea",
    "face": "happy face, laughing face, love face, cool face, angry face, crying face, sleeping face, surprised face",
    "person": "boy, girl, man, woman, baby, old man, old woman, princess",
    "hand": "waving hand, thumbs up, raised fist, clapping hands, biceps, victory hand",
    "monster": "ghost, alien, robot, skull",
    "vehicle": "car, bus, tractor, bicycle, airplane, helicopter, rocket, sailboat",
    "ball": "soccer ball, basketball, baseball, tennis ball",
    "musical instrument": "guitar, violin, trumpet, drum",
    "weather": "sun, cloud, rainbow, snowflake, umbrella, water",
}
