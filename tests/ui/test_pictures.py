"""Pictures of every screen, painted anew from a practice commune."""

from PySide6.QtGui import QImage

from kh57_desktop.practice import commune
from kh57_desktop.ui import pictures
from tests.support import practice


def test_every_screen_is_painted_at_its_size(practice_homes, tmp_path):
    """One picture a screen, 1366×768 at each scale, and no two alike."""
    doors = pictures.PracticeDoors(
        practice.doors_of(practice_homes[practice.SCHOOL]),
        practice.doors_of(practice_homes[practice.OFFICE]),
        practice.doors_of(tmp_path / "empty"),
    )
    files = pictures.take(doors, tmp_path, (100,), commune.PASSWORD)
    painted = [QImage(str(file)) for file in files]

    assert {file.stem for file in files} >= {"home-commune", "activities", "attendance", "report"}
    assert {(image.width(), image.height()) for image in painted} == {pictures.SCREEN}
    assert len({image.bits().tobytes() for image in painted}) == len(painted)
