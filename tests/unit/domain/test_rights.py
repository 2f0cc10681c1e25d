"""Who may do what, and what an officer reads who may not."""

import pytest

from kh57_desktop.domain.rights import Action, may, require
from kh57_desktop.domain.vocabulary import Role
from kh57_desktop.errors import NotAllowed, sentences

RECORDING = "R1 R2 R3 R4 R5 R7 R8"
TABLE = {
    Action.READ: "R1 R2 R3 R4 R5 R6 R7 R8 R9 R11",
    Action.RECORD: RECORDING,
    Action.APPROVE: "R2 R5 R7 R8",
    Action.EXCHANGE: "R1 R2",
    Action.EXCHANGE_AT_OFFICE: "R4 R5",
    Action.REVIEW: "R4 R5",
    Action.DECIDE_HELD: "R5",
    Action.EDIT_CATALOG: "R4 R5",
    Action.CLOSE_PERIOD: "R5",
    Action.NUMBER_PAPERS: "R9",
    Action.ENROLL: "R5 R10",
    Action.ENROLL_SELF: "R1 R2 R10",
    Action.KEEP_UP: "R10",
    Action.EDIT_OFFICERS: "R10",
    Action.ANSWER_PERSONS: "R11",
}


@pytest.mark.parametrize("action", Action, ids=lambda action: action.name)
def test_the_table_of_rights_is_kept_cell_by_cell(action):
    """Every role against every action, as DOMAIN 5.4 and TRUST 6 say."""
    allowed = {role.code for role in Role if may(action, (role,))}

    assert allowed == set(TABLE[action].split())


@pytest.mark.parametrize("action", Action, ids=lambda action: action.name)
def test_who_has_no_role_may_do_nothing(action):
    """An officer without a role is told who to ask."""
    with pytest.raises(NotAllowed) as refused:
        require(action, (), "Y Nhok")

    said = sentences(refused.value)
    assert said.happened == f"Y Nhok không có quyền {action.label}."
    assert said.remedy == f"Nhờ {action.who} thực hiện."


def test_one_of_several_roles_is_enough():
    """In a unit of one person the same officer records and approves."""
    roles = ("data_officer", "unit_head", "administrator")

    require(Action.APPROVE, roles)

    assert may(Action.EDIT_OFFICERS, roles)
    assert not may(Action.CLOSE_PERIOD, roles)


def test_somebody_without_a_name_is_still_answered():
    """Before anybody has unlocked, the sentence speaks of whoever sits there."""
    with pytest.raises(NotAllowed) as refused:
        require(Action.CLOSE_PERIOD, (Role.CLERK,))

    assert sentences(refused.value).happened.startswith("Người đang dùng máy không có quyền")
