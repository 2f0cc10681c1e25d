"""The search box: any kind, no diacritics, đ and names."""

from kh57_desktop.domain.edits import Edit
from kh57_desktop.services.catalog import Catalog
from kh57_desktop.services.keeping import Keeping
from kh57_desktop.services.people import People
from kh57_desktop.services.searching import Search
from tests.support.desks import an_activity


def test_a_few_letters_find_records_of_every_kind(desk):
    """«dak» finds villages, «hạnh» and «hanh» find Hạnh, word order does not matter."""
    Keeping(desk).save(an_activity(desk, title="Hướng dẫn tại Đăk Wek"))
    People(desk).save(Edit("people", None, {"full_name": "Y Hạnh"}))
    search = Search(desk)

    assert {"activities", "villages"} <= {hit.kind for hit in search.find("dak")}
    assert [hit.title for hit in search.find("wek huong", kinds=("activities",))] == [
        "Hướng dẫn tại Đăk Wek"
    ]
    assert [hit.title for hit in search.find("hanh", kinds=("people",))] == ["Y Hạnh"]
    assert search.find("   ") == ()
    assert search.find("không ở đâu cả") == ()


def test_what_is_typed_with_its_marks_comes_first(desk):
    """Both are found; the one spelled as typed stands on top."""
    for title in ("Hoa ban", "Họa đồ"):
        Keeping(desk).save(an_activity(desk, title=title))

    assert [hit.title for hit in Search(desk).find("họa", kinds=("activities",))] == [
        "Họa đồ",
        "Hoa ban",
    ]


def test_a_changed_title_is_found_and_the_old_one_is_not(desk):
    """The index follows every change."""
    kept = Keeping(desk).save(an_activity(desk, title="Cà phê số"))
    Keeping(desk).save(Edit("activities", kept.id, {"title": "Sâm dây số"}))
    Keeping(desk).save(an_activity(desk, title="Rút lại"))

    assert Search(desk).find("ca phe") == ()
    assert [hit.id for hit in Search(desk).find("sam day")] == [kept.id]


def test_the_catalog_shows_the_plan_and_the_units_in_order(desk):
    """Four measures, nineteen lines, twelve targets, twenty-nine units and the issuer."""
    catalog = Catalog(desk)
    page = catalog.plan()

    assert (len(page.measures), len(page.items), len(page.targets)) == (4, 19, 12)
    assert page.plan is not None
    assert len(catalog.units()) == 30
    assert len(catalog.villages()) == 10
    assert len(catalog.choices("plan_item")) == 19
    assert len(catalog.choices("unit")) == 30
    assert len(catalog.choices("village")) == 10
    assert catalog.choices("training") == ()
