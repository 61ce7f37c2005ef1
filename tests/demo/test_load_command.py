"""`manage.py load_demo`: paints, loads once, and keeps its hands off a site that has people."""

from io import StringIO

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from common.media import WIDTHS, rendition_name
from demo import reading
from demo.rendering import Order, paint_all
from notes.models import Note
from tests.factories import person
from users.models import User


@pytest.mark.django_db
def test_a_second_run_says_so_and_changes_nothing() -> None:
    person(reading.people()[0].handle)
    said = StringIO()
    call_command("load_demo", stdout=said)
    assert said.getvalue() == "The demo community is there already; nothing was changed.\n"
    assert (User.objects.count(), Note.objects.count()) == (1, 0)


@pytest.mark.django_db
def test_a_site_with_people_of_its_own_is_refused() -> None:
    person("somebody_real")
    with pytest.raises(CommandError, match="people of its own"):
        call_command("load_demo")
    assert (User.objects.count(), Note.objects.count()) == (1, 0)


@pytest.mark.django_db
def test_at_start_up_a_site_with_people_is_left_alone_in_silence() -> None:
    person("somebody_real")
    said = StringIO()
    call_command("load_demo", "--if-empty", stdout=said, stderr=said)
    assert said.getvalue() == ""
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    "order",
    [
        Order("mina_reads", "portrait", "mina_reads"),
        Order("olmo", "emblem", "Olmo", number=6),
        Order("mug", "packshot", "mug"),
        Order("en-001-00", "scene", "bread-board", (3, 4)),
    ],
    ids=lambda order: order.kind,
)
def test_an_order_is_painted_the_same_each_time_in_every_width(order: Order) -> None:
    def stored() -> list[bytes]:
        contents = []
        for width in WIDTHS:
            with default_storage.open(rendition_name(order.stem, width)) as file:
                contents.append(file.read())
        return contents

    ((_order, first),) = paint_all([order])
    once = stored()
    ((_order, second),) = paint_all([order])
    assert first == second
    assert stored() == once
    assert all(once)


def test_two_orders_never_share_an_address() -> None:
    one, other = Order("a", "emblem", "A", number=1), Order("b", "emblem", "B", number=1)
    assert one.seed == other.seed
    assert one.stem != other.stem
