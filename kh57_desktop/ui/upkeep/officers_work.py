"""What is done with officers in upkeep: one comes, is changed, forgets the password, leaves."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from kh57_desktop.i18n import vi
from kh57_desktop.services.first_steps import RECOVERY
from kh57_desktop.ui.background import Work
from kh57_desktop.ui.notices import Question, clear, show_fault
from kh57_desktop.ui.upkeep.officers import Described, OfficerForm, OfficersCard

if TYPE_CHECKING:
    from collections.abc import Callable

    from kh57_desktop.domain.edits import Shown
    from kh57_desktop.services.access import Access, Ended
    from kh57_desktop.services.first_steps import FirstSteps
    from kh57_desktop.ui.upkeep.paneled_page import PaneledPage

    ShowCode = Callable[[str, Callable[[str], None], str], object]
    """What a new code is for, what follows when it was typed back, and the code."""


class OfficersWork(QObject):
    """Opens the form of an officer in the place of the page, and does what it asks for."""

    def __init__(self, page: PaneledPage, card: OfficersCard, show_code: ShowCode) -> None:
        super().__init__(page)
        self._page, self._show_code = page, show_code
        self.form: OfficerForm | None = None
        card.add_asked.connect(self.add)
        card.change_asked.connect(self.change)

    def add(self) -> None:
        """Describe somebody new."""
        self._open(None)

    def change(self, officer: Shown) -> None:
        """Describe an officer anew."""
        self._open(officer)

    def _open(self, officer: Shown | None) -> None:
        office = self._page.frame.office
        own = office.desk.officer.id
        is_own = officer is not None and officer.id == own
        form = OfficerForm(office.access.roles(), officer, is_own=is_own)
        form.ready.connect(self._keep)
        form.end_asked.connect(self._end)
        form.left.connect(self._page.show_overview)
        form.refused.connect(self._refuse)
        self.form = form
        self._page.show_panel(form, {"finish": form.submit})

    def _keep(self, described: Described) -> None:
        access = self._page.frame.office.access
        if described.id is None:
            words = vi("{name} mở dữ liệu được bằng mật khẩu của mình.")
            job = partial(
                access.add_officer,
                described.name,
                described.password,
                described.roles,
                described.position,
            )
        else:
            words = vi("Đã lưu {name}.")
            job = partial(_changed, access, described)
        self._run(job, partial(self._told, words.format(name=described.name)))

    def _end(self, officer: Shown) -> None:
        question = Question(
            self._page,
            vi("Kết thúc quyền của {name}").format(name=officer["full_name"]),
            vi(
                "Mật khẩu của người này không mở được dữ liệu nữa; việc đã ghi vẫn còn tên người "
                "ghi. Mã khôi phục đang cất cũng hết hiệu lực: mã mới hiện ra để chép. Máy khác "
                "mà chỉ người này quản trị thì người này còn mở được để giao lại máy."
            ),
            vi("Kết thúc quyền"),
        )
        if question.exec():
            office = self._page.frame.office
            job = partial(_ended, office.access, office.first_steps, officer.id)
            self._run(job, self._show_ended)

    def _run(self, job: Callable[[], Any], done: Callable[[Any], object]) -> None:
        form = self.form
        if form is None:
            return
        clear(self._page.cards)
        form.wait(waiting=True)
        self._page.frame.background.run(
            job, done=done, failed=form.refuse, work=Work[Any](vi("Đang lưu người dùng"))
        )

    def _refuse(self, error: Exception) -> None:
        show_fault(self._page.cards, error)

    def _told(self, words: str, _answer: object) -> None:
        self._page.show_overview()
        self._page.frame.done_line.tell(words)

    def _show_ended(self, ended: Ended) -> None:
        steps = self._page.frame.office.first_steps
        words = vi("Quyền đã kết thúc và mã khôi phục cũ hết hiệu lực; mã này thay vào.")
        self._show_code(words, lambda _code: steps.done(RECOVERY), ended.recovery_code)


def _ended(access: Access, steps: FirstSteps, officer: int) -> Ended:
    """End somebody's access; until the new code was typed back it is asked for at each start."""
    ended = access.end_access(officer)
    steps.owe(RECOVERY)
    return ended


def _changed(access: Access, described: Described) -> Any:
    """Give the password first: of the two it may be refused."""
    if described.id is None:
        raise ValueError(described)
    if described.password:
        access.give_password(described.id, described.password)
    return access.change_officer(described.id, described.name, described.roles, described.position)
