"""The keyboard: every key the program knows, what it does and where."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from kh57_desktop.i18n import vi

if TYPE_CHECKING:
    from collections.abc import Mapping

EVERYWHERE = "everywhere"


class Key(NamedTuple):
    """A key, what it does, and the scope (the whole program or one page) in which it does so."""

    name: str
    keys: str
    words: str
    scope: str = EVERYWHERE


KEYS: Mapping[str, Key] = MappingProxyType(
    {
        key.name: key
        for key in (
            Key("help", "F1", vi("Trợ giúp, các phím")),
            Key("search", "Ctrl+K", vi("Ô tìm kiếm: bản ghi, người, văn bản, lệnh")),
            *(Key(f"page_{n}", f"Alt+{n}", vi("Chuyển trang")) for n in range(1, 10)),
            Key("new_activity", "Ctrl+N", vi("Ghi hoạt động")),
            Key("attendance", "Ctrl+D", vi("Điểm danh buổi gần nhất")),
            Key("new_media", "Ctrl+M", vi("Ghi sản phẩm truyền thông")),
            Key("repeat", "Ctrl+R", vi("Lặp lại như lần trước")),
            Key("save", "Ctrl+S", vi("Lưu")),
            Key("finish", "Ctrl+Return", vi("Xong bước: gửi, duyệt, nhập")),
            Key("print", "Ctrl+P", vi("In")),
            Key("export", "Ctrl+E", vi("Xuất bảng tính")),
            Key("sheet", "Ctrl+I", vi("Nhập từ bảng tính")),
            Key("undo", "Ctrl+Z", vi("Hoàn tác")),
            Key("redo", "Ctrl+Y", vi("Làm lại")),
            Key("filter", "Ctrl+F", vi("Ô lọc của danh sách")),
            Key("short_line", "F3", vi("Dòng ghi nhanh của trang")),
            Key("open", "F2", vi("Sửa ô, mở bản ghi")),
            Key("next_waiting", "F4", vi("Việc hoặc ô tiếp theo cần xem")),
            Key("again", "F5", vi("Tính lại, kiểm tra lại")),
            Key("next_block", "F6", vi("Khối tiếp theo")),
            Key("previous_block", "Shift+F6", vi("Khối trước")),
            Key("accept", "F7", vi("Nhập gói đã nhận")),
            Key("send", "F8", vi("Gửi")),
            Key("decide", "F9", vi("Quyết định; điểm danh: còn lại có mặt")),
            Key("rest_absent", "Shift+F9", vi("Còn lại vắng"), "attendance"),
            Key("report", "Ctrl+B", vi("Báo cáo của kỳ này")),
            Key("history", "Ctrl+H", vi("Lịch sử của ô")),
            Key("settings", "Ctrl+,", vi("Cài đặt của máy này")),
            Key("lock", "Ctrl+L", vi("Khóa máy")),
            Key("back", "Esc", vi("Đóng, dừng, lùi một bước")),
            Key("newcomer", "Ctrl+T", vi("Thêm người chưa có trong danh sách"), "attendance"),
            Key("choose_file", "Ctrl+O", vi("Chọn tệp")),
            Key("release", "Shift+F8", vi("Rút USB an toàn"), "exchange"),
            Key("folder", "Alt+F", vi("Ghi gói vào thư mục"), "exchange"),
            Key("pair", "Alt+G", vi("Ghép máy"), "exchange"),
            Key("all_alike", "Alt+L", vi("Làm như vậy cho tất cả"), "conflicts"),
            Key("password", "Alt+M", vi("Tới ô mật khẩu"), "unlock"),
            Key("step_back", "Alt+Left", vi("Quay lại bước trước"), "first_run"),
            Key("give_up", "Alt+B", vi("Bỏ nháp: điều đang gõ, hoàn tác được"), "records"),
            Key("edit_lesson", "Alt+S", vi("Sửa buổi học đang đứng"), "training"),
            Key("more_fields", "Alt+M", vi("Tới các mục thêm của mẫu ghi"), "records"),
            Key("full_screen", "F11", vi("Toàn màn hình")),
        )
    }
)


def cap(name: str) -> str:
    """Return what is printed on the key cap of a command."""
    return shown(KEYS[name].keys)


def shown(keys: str) -> str:
    """Return a key sequence as officers read it."""
    return keys.replace("Return", "Enter").replace("Left", "←")


def double_uses() -> tuple[tuple[str, str], ...]:
    """Return the pairs of commands that want the same key at the same time; there are none."""
    known = list(KEYS.values())
    return tuple(
        (one.name, other.name)
        for place, one in enumerate(known)
        for other in known[place + 1 :]
        if one.keys == other.keys
        and (one.scope == other.scope or EVERYWHERE in {one.scope, other.scope})
    )
