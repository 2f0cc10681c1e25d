"""Let chance choose what happens in a commune; one number says one history."""

import random

from tests.support.world import MARKS, TEXTS, VALUES, YEARS


def history(world, seed, steps):
    """Let anything happen, as one number says; the same number is the same history."""
    draw = random.Random(seed)  # noqa: S311  a history, not a secret
    world.write("A", dict.fromkeys(TEXTS, "không"))
    world.open_lesson("A")
    for _ in range(steps):
        step(world, draw)


def step(world, draw):
    """Let one thing happen."""
    writer, row = draw.choice(world.writers), draw.choice(world.rows)
    value = draw.choice(VALUES)
    seat = draw.choice(world.seats)
    acts = [
        (1, lambda: world.write(writer, {draw.choice(TEXTS): value})),
        (9, lambda: world.edit(writer, row, {draw.choice(TEXTS): value})),
        (4, lambda: world.mark(writer, seat, draw.choice(MARKS))),
        (2, lambda: world.remove(writer, row, draw.choice(("remove", "restore")))),
        (2, lambda: world.settle(writer, row, value)),
        (1, lambda: world.open_lesson(writer)),
        (1, lambda: world.answer(value)),
        (1, lambda: world.plan(value)),
        (1, lambda: world.enroll_pupil(writer, value)),
        (3, lambda: world.pack(draw.choice(world.names), draw.choice(world.names))),
        (3, lambda: deliver_some(world, draw, draw.randrange(len(world.sticks) or 1))),
        (9, lambda: send_some(world, draw)),
        (2, lambda: world.restart(draw.choice(world.names))),
        (2, lambda: world.set_clock(writer, draw.choice(YEARS))),
        (1, lambda: world.backup(writer)),
        (1, lambda: world.images and world.restore(draw.randrange(len(world.images)))),
        (1, lambda: clone_some(world, draw)),
    ]
    draw.choices([act for _, act in acts], [weight for weight, _ in acts])[0]()


def clone_some(world, draw):
    """Copy a PC, but not for ever."""
    if world.images and len(world.names) < 7:
        world.clone(draw.randrange(len(world.images)))


def send_some(world, draw):
    """Let a bundle travel at once."""
    source, target = draw.sample(world.names, 2)
    world.pack(source, target)
    deliver_some(world, draw, -1)


def deliver_some(world, draw, stick):
    """Let a stick arrive; now and then only some of what is on it."""
    if world.sticks:
        part = None
        if draw.random() < 0.3:
            part = lambda some: draw.sample(some, draw.randint(0, len(some)))  # noqa: E731
        world.deliver(stick, part)
