"""What a refused cell probably means."""

import pytest

from kh57_desktop.services.remedies import Remedy, remedies

UNITS = ("Trường TH Đăk Pxi", "Trường THCS Đăk Pxi", "Trạm Y tế", "Công an xã")


@pytest.mark.parametrize(
    ("field", "value", "texts"),
    [
        ("born_year", "31/02/1976", ["1976"]),
        ("born", "sinh 1979 hoặc 1980", ["1979", "1980"]),
        ("born_year", "1870", []),
        ("birth_year", "", []),
        ("reach_count", "30-40", ["30", "40"]),
        ("reach_count", "30 đến 30", ["30"]),
        ("reach_count", "12,5", []),
        ("reach_count", "nhiều", []),
        ("unit", "truong TH dak pxy", ["Trường TH Đăk Pxi", "Trường THCS Đăk Pxi"]),
        ("unit", "Bưu điện", []),
        ("title", "Tọa đàm 30", []),
        ("nowhere", "30", []),
    ],
)
def test_what_a_value_may_mean(field, value, texts):
    """A year in a wrong day, numbers of a range, names that are alike; else nothing is guessed."""
    assert [one.text for one in remedies("activities", field, value, UNITS)] == texts


def test_a_remedy_says_what_it_does():
    """The officer reads the whole of it before taking it."""
    assert remedies("people", "born_year", "31/02/1976") == (Remedy("Chỉ lấy năm 1976", "1976"),)
    assert remedies("activities", "reach_count", "30-40")[1].words == "Lấy số 40"
    assert remedies("activities", "unit", "tram y te xa", UNITS)[0].words == "Là Trạm Y tế"
    assert remedies("unknown", "reach_count", "30-40") == ()
