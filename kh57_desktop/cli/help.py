"""What `--help` and wrong words are answered with: in Vietnamese but for the words themselves."""

from __future__ import annotations

import argparse
import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NoReturn

from kh57_desktop.cli import streams
from kh57_desktop.errors import CommandUnclear
from kh57_desktop.i18n import vi

if TYPE_CHECKING:
    from collections.abc import Mapping

DOES: Mapping[str, str] = MappingProxyType(
    {
        "setup": vi("lập kho dữ liệu của xã hoặc của đơn vị"),
        "setup commune": vi("lập kho của xã, có kế hoạch và danh mục đơn vị"),
        "setup unit": vi("lập kho của đơn vị và tệp xin ghép máy"),
        "enroll": vi("ghép máy với xã"),
        "enroll answer": vi("tại xã: chứng nhận máy đã đọc đúng mã đối chiếu"),
        "enroll finish": vi("tại đơn vị: nhận trả lời của xã"),
        "password": vi("đổi mật khẩu của người đang dùng"),
        "officers": vi("xem, thêm, sửa, bớt người dùng và vai trò"),
        "officers add": vi("thêm người dùng với mật khẩu riêng"),
        "officers change": vi("sửa tên, vai trò, chức vụ"),
        "officers password": vi("đặt lại mật khẩu cho một người"),
        "officers remove": vi("chấm dứt quyền mở kho, in mã khôi phục mới"),
        "recovery-code": vi("in mã khôi phục mới, bỏ mã cũ"),
        "plan": vi("xem nhiệm vụ, mục tiêu, thời hạn của kế hoạch"),
        "units": vi("xem danh mục đơn vị"),
        "add": vi("ghi một bản ghi mới"),
        "edit": vi("sửa một bản ghi"),
        "remove": vi("rút một bản ghi"),
        "show": vi("xem một bản ghi"),
        "history": vi("xem ai đã sửa gì, khi nào"),
        "list": vi("xem danh sách, mới nhất trước"),
        "search": vi("tìm trong mọi loại bản ghi, không cần dấu"),
        "undo": vi("hoàn tác việc vừa làm hoặc việc được gọi tên"),
        "import": vi("nhập bảng tính; dòng sai được liệt kê"),
        "export": vi("xuất các cột của một loại bản ghi"),
        "pack": vi("xuất gói những gì phía kia chưa báo đã nhận"),
        "open": vi("xem trước gói, không ghi gì"),
        "accept": vi("nhận gói vào kho"),
        "receipt": vi("gõ mã biên nhận phía kia đọc"),
        "held": vi("xem thay đổi đang bị cách ly"),
        "admit": vi("cho nhận một thay đổi bị cách ly"),
        "refuse": vi("từ chối một thay đổi bị cách ly"),
        "conflicts": vi("xem các xung đột cần chọn"),
        "settle": vi("chọn giá trị cho một xung đột"),
        "digest": vi("in dấu nội dung để hai máy đối chiếu"),
        "submit": vi("duyệt các bản ghi đã đủ của kỳ"),
        "return": vi("tại xã: trả lại báo cáo hoặc bản ghi, kèm ý kiến"),
        "approve": vi("tại xã: duyệt báo cáo của đơn vị"),
        "close": vi("chốt kỳ"),
        "reopen": vi("mở lại kỳ đã chốt"),
        "board": vi("xem đơn vị nào đã báo cáo, trễ mấy ngày"),
        "figures": vi("tính số liệu của kỳ"),
        "report": vi("lập văn bản, biểu mẫu"),
        "reports": vi("xem các văn bản lập được"),
        "issue": vi("ban hành văn bản"),
        "issued": vi("xem sổ văn bản đã ban hành"),
        "lint": vi("soát thể thức văn bản"),
        "backup": vi("sao lưu, có kiểm tra lại"),
        "restore": vi("khôi phục từ bản sao lưu vào thư mục trống"),
        "check": vi("kiểm tra toàn bộ kho dữ liệu"),
        "erase": vi("xóa dữ liệu cá nhân theo yêu cầu"),
        "revoke": vi("tại xã: thu hồi một máy"),
        "lost": vi("tại xã: ghi nhận phần dữ liệu không bao giờ tới"),
        "diagnostics": vi("lập gói hỗ trợ, không có tên người"),
        "practice": vi("lập một xã tập luyện với số liệu giả định"),
        "self-test": vi("tự kiểm tra chương trình đã cài"),
    }
)
"""What each command does, as `--help` lists it."""

MEANS: Mapping[str, str] = MappingProxyType(
    {
        "help": vi("xem cách dùng này rồi thoát"),
        "home": vi("thư mục dữ liệu"),
        "password_file": vi("tệp chứa mật khẩu hoặc mã khôi phục"),
        "json": vi("trả lời bằng một đối tượng JSON"),
        "at": vi("thời điểm tập dượt, ví dụ 2026-03-31T09:00"),
        "out": vi("nơi ghi tệp kết quả"),
        "into": vi("thư mục trống để đặt dữ liệu"),
        "to": vi("nơi nhận: commune hoặc mã đơn vị"),
        "volume": vi("cỡ lớn nhất của một tệp gói"),
        "unit": vi("mã đơn vị"),
        "officer": vi("họ và tên cán bộ"),
        "plan": vi("tệp kế hoạch thay cho kế hoạch có sẵn"),
        "roles": vi("các vai trò, ví dụ R1,R2"),
        "position": vi("chức vụ"),
        "confirm": vi("mã đối chiếu nghe qua điện thoại"),
        "new_password_file": vi("tệp chứa mật khẩu mới"),
        "file": vi("tệp cần đọc"),
        "bundles": vi("một hoặc nhiều tệp gói"),
        "kind": vi("loại bản ghi, ví dụ activities"),
        "id": vi("số hoặc mã"),
        "values": vi("các ô và giá trị"),
        "words": vi("các chữ cần tìm"),
        "period": vi("kỳ, ví dụ 2026-03, 2026-Q1, 2026-H1, 2026"),
        "text": vi("chỉ lấy bản ghi có các chữ này"),
        "limit": vi("nhiều nhất bao nhiêu dòng"),
        "keep": vi("giữ giá trị của ai: mine, theirs hoặc both"),
        "value": vi("giá trị tự gõ"),
        "note": vi("ý kiến gửi đơn vị"),
        "record": vi("bản ghi được trả lại"),
        "field": vi("ô được trả lại"),
        "name": vi("tên văn bản, xem lệnh reports"),
        "training": vi("số của lớp tập huấn"),
        "of": vi("số của bản ghi mà văn bản nói tới"),
        "format": vi("dạng tệp: pdf, xlsx"),
        "preview": vi("chỉ xem trước, không ghi gì"),
        "map": vi("cột nào của tệp là ô nào"),
        "pictures": vi("thư mục giữ ảnh màn hình và văn bản đã in thử"),
        "repair": vi("sửa những gì sửa được"),
        "units": vi("số đơn vị"),
        "months": vi("số tháng có số liệu"),
        "seed": vi("số gieo: cùng số thì cùng nội dung"),
    }
)
"""What each word and option of a command means."""


def explained(name: str) -> dict[str, Any]:
    """Return what a command's parser is told of it: for the list of commands and its own help."""
    return {"help": DOES[name], "description": DOES[name]}


class Parser(argparse.ArgumentParser):
    """A parser that speaks Vietnamese and raises our error instead of leaving the process."""

    def __init__(self, *, add_help: bool = True, **given: Any) -> None:
        super().__init__(formatter_class=_Formatter, add_help=False, **given)
        self._positionals.title = vi("các chữ, theo thứ tự")
        self._optionals.title = vi("tùy chọn")
        if add_help:
            self.add_argument("-h", "--help", action="help")

    def format_help(self) -> str:
        """Return the whole help; a word without help of its own says what it always means."""
        for action in self._actions:
            action.help = action.help or MEANS.get(action.dest)
        return super().format_help()

    def print_help(self, file: Any = None) -> None:
        """Answer with the help; raises `AnswerLost`."""
        del file
        streams.say(self.format_help())

    def error(self, message: str) -> NoReturn:
        """Raise `CommandUnclear` with what is wrong."""
        raise CommandUnclear(problem=_in_vietnamese(message))


class _Formatter(argparse.HelpFormatter):
    """Writes the line of usage in Vietnamese."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: Any = None) -> None:
        """Begin the help with how the command is written."""
        super().add_usage(usage, actions, groups, vi("cách dùng: ") if prefix is None else prefix)


_PROBLEMS = (
    (r"the following arguments are required: (?P<what>.*)", vi("còn thiếu {what}")),
    (r"unrecognized arguments: (?P<what>.*)", vi("không có chữ «{what}» trong lệnh này")),
    (
        r"argument (?P<what>.*?): invalid choice: (?P<said>.*?) \(choose from (?P<known>.*)\)",
        vi("{said} không phải là {what}; có: {known}"),
    ),
    (r"argument (?P<what>.*?): invalid .* value: (?P<said>.*)", vi("{what} không thể là {said}")),
    (
        r"argument (?P<what>.*?): not allowed with argument (?P<other>.*)",
        vi("{what} không đi cùng {other}"),
    ),
    (r"argument (?P<what>.*?): expected .* arguments?", vi("sau {what} còn thiếu một chữ")),
    (r"ambiguous option: (?P<said>.*) could match (?P<known>.*)", vi("{said} có thể là {known}")),
    (r"argument (?P<what>.*?): (?P<said>.*)", vi("{what}: {said}")),
)


def _in_vietnamese(message: str) -> str:
    """Say what argparse says of wrong words."""
    for pattern, words in _PROBLEMS:
        met = re.fullmatch(pattern, message, re.DOTALL)
        if met is not None:
            return words.format(**met.groupdict())
    return message
