"""What an error says at the terminal where its own words name a button, a field or a page."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from kh57_desktop import errors
from kh57_desktop.i18n import vi

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kh57_desktop.errors import Kh57Error, Sentences

AT_TERMINAL: Mapping[type[Kh57Error], Mapping[str, str]] = MappingProxyType(
    {
        errors.InvalidRecord: {
            "data_state": vi("Chưa có gì được ghi."),
            "remedy": vi("Sửa giá trị ấy rồi gõ lại lệnh."),
        },
        errors.DuplicateRecord: {
            "data_state": vi("Cả hai bản đều được giữ."),
            "remedy": vi(
                "Xem bản đã có bằng lệnh show; nếu là một việc thì rút bớt một bản bằng lệnh "
                "remove."
            ),
        },
        errors.NotEnrolled: {"remedy": vi("Ghép máy bằng lệnh enroll rồi gửi lại gói.")},
        errors.DiskFull: {"remedy": vi("Xóa bớt tệp hoặc chọn ổ khác rồi gõ lại lệnh.")},
        errors.DriveGone: {"remedy": vi("Cắm lại rồi gõ lại lệnh.")},
        errors.AlreadyOpen: {"remedy": vi("Đóng chương trình ở cửa sổ ấy rồi gõ lại lệnh.")},
        errors.FileHeld: {"remedy": vi("Đóng chương trình đang mở tệp rồi gõ lại lệnh.")},
        errors.DriveHeld: {
            "remedy": vi(
                "Đóng cửa sổ đang mở {label} rồi ngắt lại, hoặc dùng biểu tượng USB cạnh đồng hồ."
            )
        },
        errors.BundleFromStranger: {
            "remedy": vi("Gọi {unit}; nếu đúng là máy của họ thì ghép máy ấy bằng lệnh enroll.")
        },
        errors.PasswordWrong: {
            "remedy": vi("Soát lại mật khẩu đã gõ hoặc tệp chứa mật khẩu, hoặc dùng mã khôi phục.")
        },
        errors.StoreDamaged: {
            "remedy": vi("Dùng lệnh restore để đưa bản sao lưu mới nhất về một thư mục trống.")
        },
        errors.HistoryAltered: {
            "remedy": vi("Kiểm tra toàn bộ kho (xem «kh57 --help») rồi gọi người hỗ trợ.")
        },
        errors.Bug: {
            "remedy": vi("Gọi người hỗ trợ, kèm câu lệnh đã gõ và thư mục logs bên cạnh dữ liệu.")
        },
    }
)
"""The sentences that differ; all others are true at both doors."""


def sentences(error: BaseException) -> Sentences:
    """Return the three sentences of any error, as they are true at the terminal."""
    return errors.sentences(error, AT_TERMINAL)
