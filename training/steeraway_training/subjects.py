"""The subjects: all of them, which the judge knows, and the core of them, which a generator learns that two CPU cores train.

A subject is `prompt name = emojibase label`, with other names behind `/`. The first name is its canonical prompt; the emojibase label
and the other names are trained as well.
"""

from .core import CORE
from .people import PEOPLE

SUBJECTS = """
cat = cat face / kitten / kitty
dog = dog face / puppy
rabbit = rabbit face / bunny
mouse = mouse face
hamster
fox
bear
panda
polar bear
koala
tiger = tiger face
lion
cow = cow face
pig = pig face / piglet
frog / toad
monkey = monkey face
chicken / hen
penguin
baby chick = front-facing baby chick / chick
duck
owl
eagle
wolf
horse = horse face
unicorn
elephant
giraffe
zebra
llama / alpaca
camel
sheep = ewe / lamb
goat
hedgehog
bat
sloth
kangaroo
flamingo
parrot
peacock
swan
crocodile / alligator
turtle / tortoise
snake
dragon = dragon face
dinosaur = T-Rex
whale = spouting whale
dolphin
seal
fish = tropical fish
blowfish / pufferfish
shark
octopus
crab
lobster
shrimp
snail
butterfly
bee = honeybee
ladybug = lady beetle / ladybird
ant
spider
rose
sunflower
tulip
hibiscus
cherry blossom
lotus
cactus
palm tree
evergreen tree / pine tree
tree = deciduous tree
shamrock / clover
maple leaf
mushroom
apple = red apple
green apple
banana
grapes
watermelon
orange = tangerine
lemon
pineapple
mango
pear
peach
cherries / cherry
strawberry
blueberries
kiwi = kiwi fruit
tomato
coconut
avocado
eggplant / aubergine
potato
carrot
corn = ear of corn
chili = hot pepper
bell pepper
cucumber
broccoli
garlic
onion
bread
croissant
pretzel
pancakes
cheese = cheese wedge
steak = cut of meat
hamburger / burger
french fries / fries
pizza
hot dog
sandwich
taco
burrito
egg = cooking / fried egg
popcorn
rice = cooked rice
spaghetti / pasta
sushi
ice cream = soft ice cream
doughnut / donut
cookie
birthday cake / cake
cupcake
pie
chocolate = chocolate bar
candy
lollipop
honey = honey pot
milk = glass of milk
coffee = hot beverage / tea
wine = wine glass
cocktail = cocktail glass
beer = beer mug
bubble tea
happy face = grinning face / smiling face
laughing face = face with tears of joy
love face = smiling face with heart-eyes
cool face = smiling face with sunglasses
angry face = enraged face
crying face = loudly crying face / sad face
sleeping face
surprised face = astonished face
thinking face
sick face = nauseated face
scared face = face screaming in fear
party face = partying face
cowboy = cowboy hat face
clown = clown face
ghost
alien
robot
skull
pumpkin = jack-o-lantern
snowman = snowman without snow
heart = red heart
broken heart
sun = sun with face
moon = crescent moon
star
cloud
rainbow
snowflake
fire / flame
water = droplet / drop of water
planet = ringed planet / saturn
earth = globe showing Americas / globe
volcano
mountain = snow-capped mountain
house
castle
tent
car = automobile
taxi
bus
truck = delivery truck
tractor
fire engine / fire truck
ambulance
motorcycle
bicycle / bike
train = locomotive
airplane / plane
helicopter
rocket
flying saucer / ufo
sailboat / boat
ship
anchor
balloon
gift = wrapped gift / present
christmas tree = Christmas tree
trophy
soccer ball / football
basketball
baseball
tennis ball = tennis
teddy bear
crystal ball
game controller = video game
guitar
violin
trumpet
drum
crown
top hat
umbrella
glasses = sunglasses
shoe = running shoe / sneaker
t-shirt / shirt
dress
ring
diamond = gem stone
bell
camera
television / tv
telephone / phone
laptop / computer
light bulb / lamp
candle
book = open book
pencil
key
lock = locked
hammer
bomb
money bag
alarm clock / clock
hourglass = hourglass done
magnet
bucket
""".strip().splitlines() + PEOPLE


SUBJECT_SETS = {"core": tuple(name.strip() for name in CORE.replace("\n", " ").split(",")), "all": ()}
"""What `--subject-set` takes; nothing chosen means every subject."""


def parse_subject(line: str) -> tuple[str, list[str]]:
    """`cat = cat face / kitten` -> ("cat face", ["cat", "cat face", "kitten"]): the emojibase label and every trained name."""
    head, *others = [part.strip() for part in line.split("/")]
    name, _, label = (part.strip() for part in head.partition("="))
    label = label or name
    return label, list(dict.fromkeys([name, label.lower(), *others]))


def subject_set_named(name: str) -> tuple[str, ...]:
    if name not in SUBJECT_SETS:
        raise SystemExit(f"--subject-set {name}: expected one of {', '.join(SUBJECT_SETS)}.")
    return SUBJECT_SETS[name]


def with_others(chosen: tuple[str, ...]) -> tuple[str, ...]:
    """The chosen subjects, and behind them all others."""
    names = (parse_subject(line)[1][0] for line in SUBJECTS)
    return chosen + tuple(name for name in names if name not in chosen)
