"""What is left of the first start: asked for again until it was done, codes never kept in clear."""

from types import SimpleNamespace

import pytest

from kh57_desktop.domain.vocabulary import Role
from kh57_desktop.errors import InvalidRecord, NotYet, PasswordWrong
from kh57_desktop.services import first_steps
from tests.support.ground import doors
from tests.support.terminal import PASSWORD

ANOTHER = "mật khẩu người mới"


@pytest.fixture
def school(tmp_path):
    """Set up a school step by step, as the window does, and close it after the first step."""
    at_home = doors(tmp_path / "truong")
    office, made = at_home.setup_unit("TR-NTT", "Nguyễn Thị Hạnh", PASSWORD, by_steps=True)
    office.close()
    return SimpleNamespace(unlock=at_home.unlock, code=made.recovery_code)


@pytest.fixture
def commune(tmp_path):
    """Set up the commune step by step, and close it after the first step."""
    at_home = doors(tmp_path / "xa")
    office, made = at_home.setup_commune("Trần Minh Tuấn", PASSWORD, by_steps=True)
    office.close()
    codes = {"code": made.recovery_code, "key": made.commune_key}
    return SimpleNamespace(unlock=at_home.unlock, **codes)


def due(at_home, secret=PASSWORD):
    """Return the steps that are due for whoever opens."""
    office = at_home.unlock(secret)
    office.close()
    return office.desk.due


def within(at_home, work, secret=PASSWORD):
    """Do something in the open office."""
    office = at_home.unlock(secret)
    try:
        return work(office)
    finally:
        office.close()


def opens(at_home, secret):
    """Tell whether a password or code opens the home."""
    try:
        at_home.unlock(secret).close()
    except PasswordWrong:
        return False
    return True


def test_steps_are_due_until_they_are_done(school):
    """Code typed back, then joining put off: after that nothing is asked any more."""
    assert due(school) == first_steps.OF_UNIT
    within(school, lambda office: office.first_steps.keep_recovery_code(school.code))
    assert due(school) == (first_steps.JOIN,)
    within(school, lambda office: office.first_steps.done(first_steps.JOIN))
    assert due(school) == ()
    within(school, lambda office: office.first_steps.owe(first_steps.RECOVERY))

    assert due(school) == (first_steps.RECOVERY,)


def test_a_set_up_in_one_go_leaves_nothing(tmp_path):
    """The command line prints the codes and is done."""
    office, made = doors(tmp_path / "truong").setup_unit("TR-NTT", "Nguyễn Thị Hạnh", PASSWORD)
    office.close()

    assert office.desk.due == ()
    assert made.confirm_code == ""


def test_a_code_that_was_never_typed_back_gives_way_to_another(school):
    """The window was closed over it: it is nowhere in the clear, so another one is drawn."""
    drawn = within(school, lambda office: office.first_steps.draw_recovery_code())
    assert opens(school, school.code)
    assert not opens(school, drawn)
    within(school, lambda office: office.first_steps.keep_recovery_code(drawn))

    assert opens(school, drawn)
    assert not opens(school, school.code)


def test_a_used_code_is_to_be_replaced(school):
    """Whoever opens with the code is asked for a new one, each time until it is done."""
    for step in first_steps.OF_UNIT:
        within(school, lambda office, step=step: office.first_steps.done(step))
    assert due(school, school.code) == (first_steps.RECOVERY,)

    assert due(school) == ()


def test_who_may_not_print_codes_is_not_asked(school):
    """A colleague who only records starts with the pages."""
    roles = (Role.DATA_OFFICER,)
    within(school, lambda office: office.access.add_officer("A Nhi", ANOTHER, roles))

    assert due(school, ANOTHER) == ()


def test_the_commune_s_key_can_be_drawn_anew_before_anybody_joined(commune, tmp_path):
    """Its own certificate is signed by the new root, and units join and send as ever."""
    assert due(commune) == first_steps.OF_COMMUNE
    with pytest.raises(InvalidRecord):
        within(commune, lambda office: office.first_steps.keep_commune_key("K7RM"))
    drawn = within(commune, lambda office: office.first_steps.draw_commune_key())
    before = within(commune, lambda office: office.desk.journal.identity.certificate)
    within(commune, lambda office: office.first_steps.keep_commune_key(drawn))
    after = within(commune, lambda office: office.desk.journal.identity.certificate)
    request, answer = tmp_path / "yeu-cau", tmp_path / "tra-loi"
    at_school = doors(tmp_path / "truong")
    school, made = at_school.setup_unit("TR-NTT", "Nguyễn Thị Hạnh", PASSWORD, request)
    within(commune, lambda office: office.enrollment.answer(request, made.confirm_code, answer))
    school.enrollment.finish(answer)
    packed = within(commune, lambda office: office.exchange.pack(tmp_path / "usb", "TR-NTT"))
    school.exchange.accept(packed.files)
    school.close()

    assert before != after
    assert opens(at_school, drawn)  # the envelope of the commune
    assert not opens(at_school, commune.key)


def test_the_key_that_was_shown_is_kept_as_it_is(commune):
    """Typed back at once, nothing is signed anew."""
    before = within(commune, lambda office: office.desk.journal.identity.certificate)
    within(commune, lambda office: office.first_steps.keep_commune_key(commune.key))

    assert within(commune, lambda office: office.desk.journal.identity.certificate) == before
    assert due(commune) == (first_steps.RECOVERY,)


def test_the_key_stays_once_a_unit_has_joined(commune, tmp_path):
    """That PC believes the former root: another one would lock it out."""
    request = tmp_path / "yeu-cau"
    school, made = doors(tmp_path / "truong").setup_unit("MTTQ", "A Nhi", PASSWORD, request)
    school.close()
    answer = tmp_path / "tra-loi"
    within(commune, lambda office: office.enrollment.answer(request, made.confirm_code, answer))
    drawn = within(commune, lambda office: office.first_steps.draw_commune_key())
    with pytest.raises(NotYet):
        within(commune, lambda office: office.first_steps.keep_commune_key(drawn))

    assert due(commune) == first_steps.OF_COMMUNE
