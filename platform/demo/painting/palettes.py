"""Hand-chosen palettes. Every picture takes its colours from one of them."""

from dataclasses import dataclass

from demo.painting.colour import Colour, rgb


@dataclass(frozen=True)
class Palette:
    """Wall and table are the two large fields, `accents` are for things, `leaf` for what grows."""

    wall: Colour
    table: Colour
    accents: tuple[Colour, ...]
    leaf: Colour
    deep: Colour
    pale: Colour


def _palette(wall: str, table: str, accents: str, leaf: str, deep: str, pale: str) -> Palette:
    things = tuple(rgb(text) for text in accents.split())
    return Palette(rgb(wall), rgb(table), things, rgb(leaf), rgb(deep), rgb(pale))


DAY = (
    _palette("e7d9c6", "d8b896", "c8553d f28f3b 588b8b f2c078 8f3d3d", "5d7f52", "4a2f27", "fbf1e2"),
    _palette("d9dfd3", "e9dfcd", "c92a36 e6a57e 2f7d4f f0c987 6b8f71", "3f7d54", "33402f", "f8f5ea"),
    _palette("c9d6df", "ece4d9", "e07a5f 3d5a80 f2cc8f 81b29a ee6c4d", "6a8d73", "27374d", "f7f6f1"),
    _palette("f0d6cc", "f6e7da", "d1495b edae49 66a182 8d5a97 e58f65", "7a9e7e", "5a2a35", "fff5ed"),
    _palette("b9c4b0", "d9c9ae", "bc4749 f2e8cf 6a994e d98f4e 386641", "4f7a4a", "2f3a2a", "f6f1df"),
    _palette("dcc7a6", "b98a63", "7f4f24 b6593c 936639 e9c46a 5f6f52", "6b7a4f", "3a2618", "f8ecd4"),
    _palette("e8e4dc", "c9b8a3", "9c6644 c2a38e 6d8a96 d6a77a a44a3f", "728463", "42362d", "faf7f0"),
    _palette("d4c8dc", "efe3ea", "9b5de5 e07a8f 7a6c9d f4a7b9 5b8e9c", "7d9b84", "3b2f52", "faf4f8"),
    _palette("bfd8d2", "f0e6d6", "dc758f e3b23c 3e8e8a f2a07b 2f6f73", "4d8a6c", "22444a", "f9f6ec"),
    _palette("f3e3b3", "e8c98f", "d95d39 f18805 5b7b7a c1502e 3e5c76", "6f8f4e", "58361b", "fff8e2"),
    _palette("cfd2d6", "e2ddd6", "b5544b d9a066 56768d 8aa29e 37474f", "65806b", "2d3338", "f6f6f4"),
    _palette("e5c1ab", "cf9a7c", "9d4b3e efd5b7 6f8375 d97b4f 7d3f45", "66805a", "4d2522", "fbeee2"),
    _palette("c4d0b8", "efe8d8", "e4572e f3a712 669bbc a8c686 9a5b4f", "5b8a4c", "38462c", "f9f8ec"),
    _palette("e9e0ee", "d9cbbf", "b56576 e88c7d 6d597a eaac8b 355070", "7f9a7a", "3a2c45", "fbf7f7"),
)

DUSK = (
    _palette("3d4a66", "5c4b51", "f2b880 c96567 e8d5b7 7d8ca3 a44a5b", "4b6358", "1b2033", "f5dfc0"),
    _palette("2f4550", "40342e", "f4b266 d8576b f5e6ca 6f9283 b8734a", "45695a", "141f26", "f7e3bd"),
    _palette("51405c", "3b2e3f", "f7b05b e26d5c f1dac4 8c7aa9 c4586b", "586b5e", "1f1728", "fbe3c5"),
    _palette("5a4636", "3e2c22", "e9a14b b8472f f0d9b5 8a9a78 d4703f", "5d6e48", "1f150f", "f9e4bf"),
    _palette("394a41", "2c2f29", "e7b75f c65b45 ece0c4 86a08b b0844e", "4f7558", "151c18", "f4e7c6"),
)

PASTEL = (
    _palette("f6dfd7", "fbeee6", "f2a6a0 f7c59f 9cc5a1 a9c6d9 d8a7c9", "86b08d", "6d4a4a", "fffaf5"),
    _palette("dbe9ee", "f4efe6", "8fb8de f7b2ad f2d492 9ad1c2 c7a9d6", "82b39b", "465b73", "fbfcfa"),
    _palette("eee6f4", "f8f1ea", "c3aed6 f5b5a8 a8d5ba f6d186 9db5e0", "8cb79a", "544a6e", "fdfafd"),
    _palette("e3edd9", "f7f1e1", "a3c585 f4b183 f6d98b 8ec3bb e79a94", "76a56f", "4b5a3d", "fcfcf2"),
    _palette("f8e7c4", "fdf5e3", "f0a35e e98a7a 8fbfa0 7fb0c6 f3c969", "83a968", "6b4a2b", "fffbee"),
)
