"""Every deliberate error of the program, each in three sentences and with a code.

Kh57Error
├── UserError         the officer can put it right now          1xxx
├── EnvironmentFault  disk, drive, permission, clock, printer   2xxx
├── DataFault         a bundle, sheet or database is not right  3xxx-4xxx
└── Bug               our mistake; the crash window opens       9xxx

Raise sites give details, never sentences: ``raise DriveGone(label=drive.label)``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from kh57_desktop.i18n import vi

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Sentences:
    """What an officer reads: what happened, what state the data is in, what to do."""

    code: str
    happened: str
    data_state: str
    remedy: str

    def __str__(self) -> str:
        """Return the three sentences and the code on four lines."""
        return f"{self.happened}\n{self.data_state}\n{self.remedy}\n({self.code})"


class Kh57Error(Exception):
    """The root of the deliberate errors; leaves carry a code and three sentence templates."""

    code: ClassVar[str] = ""
    happened: ClassVar[str] = ""
    data_state: ClassVar[str] = ""
    remedy: ClassVar[str] = ""

    def __init__(self, **details: object) -> None:
        super().__init__(self.code)
        self.details = details

    def __str__(self) -> str:
        """Return the code alone: details may name people and stay out of logs."""
        return self.code


class UserError(Kh57Error):
    """The officer can put it right now."""


class EnvironmentFault(Kh57Error):
    """The disk, a drive, a permission, the clock or a printer."""


class DataFault(Kh57Error):
    """A bundle, a sheet or the database is not right."""


class _Details(dict[str, object]):
    """Details of an error; one that was not given reads as an ellipsis instead of failing."""

    def __missing__(self, key: str) -> str:
        return "…"


def sentences(
    error: BaseException, instead: Mapping[type[Kh57Error], Mapping[str, str]] | None = None
) -> Sentences:
    """Return the three sentences of any error; a stranger speaks as `Bug`.

    Where an error's own words are not true of how the program is used, others stand `instead`.
    """
    speaks = _speaking(error)
    kind, details = type(speaks), _Details(speaks.details)
    others = (instead or {}).get(kind, {})
    spoken = (
        _ended(vi(others.get(part, getattr(kind, part))).format_map(details))
        for part in ("happened", "data_state", "remedy")
    )
    return Sentences(kind.code, *spoken)


def _speaking(error: BaseException) -> Kh57Error:
    """Return who speaks for an error: itself, or for a stranger the one that says what is known."""
    if isinstance(error, Kh57Error):
        return error
    if isinstance(error, ImportError):  # in a program that is installed whole none is missing
        return ProgramIncomplete(part=error.name or "…")
    return Bug()


def _ended(sentence: str) -> str:
    """Return a sentence with one full stop, also where the last detail brought its own."""
    return sentence.rstrip(" .;") + "."


def leaves() -> tuple[type[Kh57Error], ...]:
    """Return every error class that has a code, in the order of the codes."""
    found: list[type[Kh57Error]] = []
    waiting: list[type[Kh57Error]] = [Kh57Error]
    while waiting:
        kind = waiting.pop()
        waiting.extend(kind.__subclasses__())
        if kind.code:
            found.append(kind)
    return tuple(sorted(found, key=lambda kind: kind.code))


class InvalidRecord(UserError):
    """A value is wrong by itself: outside its limits, its list or its form."""

    code = "KH57-1001"
    happened = vi("Giá trị chưa hợp lệ: {problems}.")
    data_state = vi("Nội dung đang nhập vẫn còn trên màn hình và trong bản nháp.")
    remedy = vi("Sửa các ô được đánh dấu rồi bấm Lưu.")


class NotAllowed(UserError):
    """The officer lacks the right."""

    code = "KH57-1003"
    happened = vi("{officer} không có quyền {action}.")
    data_state = vi("Chưa có gì bị thay đổi.")
    remedy = vi("Nhờ {who} thực hiện.")


class DuplicateRecord(UserError):
    """The same title on the same day is there already; a reminder that refuses nothing."""

    code = "KH57-1004"
    happened = vi("Đã có «{title}» ngày {date}.")
    data_state = vi("Bản đang nhập vẫn được giữ.")
    remedy = vi(
        "Mở bản đã có để so; nếu là một việc thì bỏ bớt một bản, nếu là việc khác thì bấm "
        "«Vẫn lưu»."
    )


class SheetUnreadable(UserError):
    """The file cannot be read as a table."""

    code = "KH57-1005"
    happened = vi("Không đọc được tệp {name}.")
    data_state = vi("Chưa có dòng nào được nhập.")
    remedy = vi("Mở tệp bằng Excel, lưu lại dạng .xlsx rồi nhập lại.")


class SheetHasProblems(UserError):
    """Some rows of a sheet were refused."""

    code = "KH57-1006"
    happened = vi("{count} dòng chưa nhập được.")
    data_state = vi("Các dòng đúng đã được nhập; có thể hoàn tác cả lần nhập.")
    remedy = vi("Sửa các dòng được liệt kê rồi nhập lại; dòng đã nhập không bị nhập hai lần.")


class NotYet(UserError):
    """What was asked for is not in this version."""

    code = "KH57-1008"
    happened = vi("Phiên bản này chưa có «{what}».")
    data_state = vi("Chưa có gì bị thay đổi.")
    remedy = vi("Dùng cách làm hiện có và chờ bản cập nhật.")


class NoSuchRecord(UserError):
    """No record has this kind and number, no unit this code, no file this name."""

    code = "KH57-1009"
    happened = vi("Không tìm thấy «{what}».")
    data_state = vi("Chưa có gì bị thay đổi.")
    remedy = vi("Xem lại số, mã hoặc tên đã dùng rồi thử lại.")


class CommandUnclear(UserError):
    """The words of a command cannot be understood (exit 2)."""

    code = "KH57-1010"
    happened = vi("Chưa hiểu câu lệnh: {problem}.")
    data_state = vi("Chưa có gì được thực hiện.")
    remedy = vi("Xem cách viết bằng «kh57 --help» rồi gõ lại.")


class LetterUnprintable(UserError):
    """A text holds a sign the typeface of paper lacks; a notice that stops no paper."""

    code = "KH57-1011"
    happened = vi("Không in được ký tự «{letter}» trong «{text}»; trên giấy, «□» thay chỗ.")
    data_state = vi("Dữ liệu nguyên vẹn, văn bản vẫn lập xong; bảng tính giữ đủ ký tự.")
    remedy = vi(
        "Muốn in đúng thì sửa ký tự ấy trong bản ghi, hoặc nhờ đơn vị ghi nó sửa (thường là biểu "
        "tượng chép từ điện thoại), rồi lập lại."
    )


class NotEnrolled(UserError):
    """The device, or the side it wants to write to, has not been joined to the commune."""

    code = "KH57-1012"
    happened = vi("{who} chưa ghép với xã.")
    data_state = vi("Dữ liệu đã ghi vẫn nguyên vẹn; chưa có gói nào được lập.")
    remedy = vi("Ghép máy (Trao đổi → Ghép máy) rồi gửi lại gói.")


class SecretStamp(UserError):
    """A text or a sheet bears the stamp of a state secret (TRUST 9)."""

    code = "KH57-1013"
    happened = vi("{where} mang dấu độ mật «{stamp}».")
    data_state = vi("Chưa lưu, chưa nhập gì của nội dung này.")
    remedy = vi(
        "Bỏ nội dung ấy khỏi máy này: bí mật nhà nước chỉ được soạn, lưu trên máy riêng "
        "theo quy định."
    )


class DiskFull(EnvironmentFault):
    """The disk has no room left."""

    code = "KH57-2001"
    happened = vi("Ổ {drive} không đủ chỗ, chỉ còn {free}.")
    data_state = vi("Dữ liệu đã lưu vẫn nguyên vẹn; việc vừa làm chưa được lưu.")
    remedy = vi("Xóa bớt tệp hoặc chọn ổ khác rồi bấm Thử lại.")


class DriveGone(EnvironmentFault):
    """The removable drive was pulled while a file was being written."""

    code = "KH57-2002"
    happened = vi("{label} bị rút khi đang ghi.")
    data_state = vi("Dữ liệu trong máy nguyên vẹn; gói trên {label} không dùng được.")
    remedy = vi("Cắm lại rồi bấm Gửi lại gói.")


class FolderDenied(EnvironmentFault):
    """The system does not let the program write there."""

    code = "KH57-2003"
    happened = vi("{system} không cho ghi vào {folder}.")
    data_state = vi("Dữ liệu trong máy nguyên vẹn.")
    remedy = vi("Chọn thư mục khác, ví dụ thư mục Tài liệu (Documents).")


class AlreadyOpen(EnvironmentFault):
    """Another copy of the program holds this data folder."""

    code = "KH57-2004"
    happened = vi("Chương trình đang mở ở cửa sổ khác.")
    data_state = vi("Dữ liệu nguyên vẹn.")
    remedy = vi("Chuyển sang cửa sổ đang mở.")


class ClockImplausible(EnvironmentFault):
    """The clock stands before the last use; a notice that refuses nothing."""

    code = "KH57-2005"
    happened = vi("Đồng hồ máy chỉ {now}, sớm hơn lần dùng gần nhất ({last}).")
    data_state = vi("Dữ liệu nguyên vẹn.")
    remedy = vi("Vẫn làm việc được; hãy chỉnh ngày giờ của máy, và xem kỹ ngày ghi trên hoạt động.")


class PrinterMissing(EnvironmentFault):
    """No printer is installed."""

    code = "KH57-2006"
    happened = vi("Máy này chưa có máy in.")
    data_state = vi("Báo cáo đã lập vẫn còn.")
    remedy = vi("Lưu PDF rồi in ở máy khác.")


class PlaceRefused(EnvironmentFault):
    """The data folder may not stand on such a drive."""

    code = "KH57-2007"
    happened = vi("Không thể đặt dữ liệu tại {folder}: {why}.")
    data_state = vi("Chưa có gì được ghi ở đó.")
    remedy = vi("Chọn một thư mục trên ổ cứng của máy này.")


class StoreUnsafe(EnvironmentFault):
    """The database library lacks a protection the store relies on."""

    code = "KH57-2008"
    happened = vi("Thành phần lưu trữ của máy này chưa an toàn: {what}.")
    data_state = vi("Dữ liệu nguyên vẹn, chưa mở.")
    remedy = vi("Cài lại phần mềm bằng bộ cài chính thức.")


class FileHeld(EnvironmentFault):
    """Another program keeps holding a file."""

    code = "KH57-2009"
    happened = vi("Tệp {name} đang bị chương trình khác giữ.")
    data_state = vi("Tệp cũ còn nguyên vẹn.")
    remedy = vi("Đóng chương trình đang mở tệp rồi bấm Thử lại.")


class DriveUntrusted(EnvironmentFault):
    """What was read back from a drive differs from what was written."""

    code = "KH57-2010"
    happened = vi("Ổ {label} ghi vào khác với đọc ra.")
    data_state = vi("Dữ liệu trong máy nguyên vẹn; bản trên ổ ấy không dùng được.")
    remedy = vi("Dùng một USB khác rồi gửi lại gói.")


class DriveHeld(EnvironmentFault):
    """The system has not let go of a removable drive that is to be pulled out."""

    code = "KH57-2012"
    happened = vi("Máy chưa ngắt được {label}: còn cửa sổ khác đang mở, hoặc máy không cho phép.")
    data_state = vi("Gói đã báo «đọc lại khớp» thì đã nằm trọn trên {label}.")
    remedy = vi(
        "Đóng cửa sổ đang mở {label} rồi bấm Rút an toàn lại, "
        "hoặc dùng biểu tượng USB cạnh đồng hồ."
    )


class DiskFailing(EnvironmentFault):
    """The disk answered twice with an input or output error."""

    code = "KH57-2011"
    happened = vi("Ổ đĩa của máy này đang báo lỗi.")
    data_state = vi("Dữ liệu đã lưu vẫn đọc được; chương trình chỉ cho xem.")
    remedy = vi("Sao lưu sang ổ khác ngay và gọi người hỗ trợ.")


class OutputClosed(EnvironmentFault):
    """Standard output is closed: nobody would see what a command answers."""

    code = "KH57-2013"
    happened = vi("Đầu ra chuẩn đang đóng, câu trả lời của lệnh không tới được ai.")
    data_state = vi("Chưa có gì được thực hiện.")
    remedy = vi("Chạy lại lệnh với đầu ra để mở, ví dụ ghi vào một tệp.")


class NoConsole(EnvironmentFault):
    """The windowed program was given words: there is no terminal that could show an answer."""

    code = "KH57-2017"
    happened = vi("KH57.exe chỉ mở cửa sổ và gói .kh57, không chạy lệnh.")
    data_state = vi("Chưa có gì được thực hiện.")
    remedy = vi("Gõ lệnh ấy với kh57-console.exe, nằm cùng thư mục với KH57.exe.")


class AnswerLost(EnvironmentFault):
    """A command was carried out, but its answer could not be written."""

    code = "KH57-2014"
    happened = vi("Không ghi được câu trả lời của lệnh: nơi nhận đã đầy hoặc đang hỏng.")
    data_state = vi("Lệnh đã chạy xong; những gì lệnh ghi vào kho đều được giữ.")
    remedy = vi(
        "Dọn chỗ hoặc chọn nơi nhận khác, rồi xem lại bằng lệnh show hoặc list trước khi gõ lại "
        "một lệnh có ghi."
    )


class DisplayMissing(EnvironmentFault):
    """There is no screen on which a window could be shown."""

    code = "KH57-2015"
    happened = vi("Máy này không có màn hình để mở cửa sổ.")
    data_state = vi("Dữ liệu nguyên vẹn, chưa mở.")
    remedy = vi("Dùng máy có màn hình, hoặc làm bằng lệnh: xem «kh57 --help».")


class PrintStopped(EnvironmentFault):
    """A printer took no more pages, or not even the first."""

    code = "KH57-2016"
    happened = vi("Máy in {printer} ngừng nhận khi đã gửi {sent}/{total} trang.")
    data_state = vi("Văn bản còn nguyên; trang đã gửi thì có thể đã in ra giấy.")
    remedy = vi("Xem lại máy in rồi in tiếp các trang còn thiếu, hoặc lưu PDF và in ở máy khác.")


class WindowsTooOld(EnvironmentFault):
    """Qt would end the process without a word on this Windows (ECOSYSTEM E3)."""

    code = "KH57-2020"
    happened = vi(
        "Windows của máy này ({found}) quá cũ: chương trình cần Windows 10 phiên bản 1809 trở lên, "
        "loại 64 bit."
    )
    data_state = vi("Chương trình chưa mở gì; dữ liệu có trên máy vẫn nguyên vẹn.")
    remedy = vi("Cập nhật Windows của máy này, hoặc cài chương trình vào máy khác.")


class ProcessorTooOld(EnvironmentFault):
    """The processor lacks instructions that the libraries are built with (ECOSYSTEM E3)."""

    code = "KH57-2021"
    happened = vi(
        "Bộ xử lý của máy này ({processor}) thuộc đời cũ, thiếu bộ lệnh SSE4.2 mà chương trình cần."
    )
    data_state = vi("Chương trình chưa mở gì; dữ liệu có trên máy vẫn nguyên vẹn.")
    remedy = vi("Cài chương trình vào máy khác, sản xuất từ khoảng năm 2012 trở lại đây.")


class NoRoomToBegin(EnvironmentFault):
    """The disk has too little room to make a store on it."""

    code = "KH57-2022"
    happened = vi("Ổ {drive} chỉ còn trống {free}; tạo dữ liệu mới cần ít nhất {needed}.")
    data_state = vi("Chưa có gì được ghi.")
    remedy = vi("Xóa bớt tệp trên ổ ấy rồi làm lại.")


class ProgramMisplaced(EnvironmentFault):
    """The program's own files may vanish while it runs."""

    code = "KH57-2023"
    happened = vi("Không chạy được chương trình từ {folder}: {why}.")
    data_state = vi("Chương trình chưa mở gì; dữ liệu có trên máy vẫn nguyên vẹn.")
    remedy = vi("Mở tệp cài đặt KH57-setup để cài vào máy này, rồi mở bằng biểu tượng KH57.")


class ProgramIncomplete(EnvironmentFault):
    """A file of the program is missing or cannot be loaded."""

    code = "KH57-2024"
    happened = vi("Chương trình trên máy này thiếu hoặc hỏng một thành phần ({part}).")
    data_state = vi("Dữ liệu đã lưu vẫn nguyên vẹn.")
    remedy = vi(
        "Cài lại bằng bộ cài chính thức; nếu lại thiếu thì nhờ người hỗ trợ xem phần mềm diệt "
        "vi-rút có xóa tệp của KH57 không."
    )


class WindowsIncomplete(EnvironmentFault):
    """A stripped Windows lacks a file that every whole one has."""

    code = "KH57-2025"
    happened = vi("Windows của máy này thiếu thành phần {part} mà chương trình cần.")
    data_state = vi("Chương trình chưa mở gì; dữ liệu có trên máy vẫn nguyên vẹn.")
    remedy = vi("Cập nhật Windows rồi mở lại; không được thì nhờ người hỗ trợ cài lại Windows.")


class BundleDamaged(DataFault):
    """A bundle is cut, altered or not a bundle."""

    code = "KH57-3001"
    happened = vi("Gói {name} bị hỏng khi chép.")
    data_state = vi("Chưa nhập gì; dữ liệu trong máy nguyên vẹn.")
    remedy = vi("Đề nghị {unit} xuất và gửi lại.")


class BundleTooNew(DataFault):
    """A bundle needs a newer program."""

    code = "KH57-3002"
    happened = vi("Gói {name} do phiên bản mới hơn ({version}) tạo ra.")
    data_state = vi("Chưa nhập gì; gói vẫn dùng được.")
    remedy = vi("Cập nhật phần mềm rồi nhập lại.")


class BundleNotForUs(DataFault):
    """A bundle is addressed to somebody else."""

    code = "KH57-3003"
    happened = vi("Gói này gửi cho {addressee}.")
    data_state = vi("Chưa nhập gì.")
    remedy = vi("Chuyển gói cho {addressee}.")


class BundleFromStranger(DataFault):
    """The sender is not certified by our commune."""

    code = "KH57-3004"
    happened = vi("Chưa nhận ra thiết bị {device}.")
    data_state = vi("Chưa nhập gì.")
    remedy = vi("Gọi {unit}; nếu đúng là máy của họ thì ghép máy ấy (Trao đổi → Ghép máy).")


class BundleOutsideRights(DataFault):
    """A bundle holds a change that its author may not make; it is refused whole."""

    code = "KH57-3005"
    happened = vi("Gói {name} có thay đổi ngoài quyền của {unit}.")
    data_state = vi("Chưa nhập gì; dữ liệu trong máy nguyên vẹn.")
    remedy = vi("Gọi {unit}, đề nghị kiểm tra máy đã xuất gói rồi gửi lại.")


class ConfirmCodeWrong(DataFault):
    """An enrollment file does not agree with the spoken code."""

    code = "KH57-3401"
    happened = vi("Mã đối chiếu không khớp với tệp {name}.")
    data_state = vi("Chưa ghép máy nào.")
    remedy = vi("Gọi lại số điện thoại đã biết, đọc lại mã rồi nhập lại.")


class PasswordWrong(DataFault):
    """No key slot opens with this password."""

    code = "KH57-3403"
    happened = vi("Mật khẩu chưa đúng.")
    data_state = vi("Dữ liệu nguyên vẹn, chưa mở.")
    remedy = vi("Bấm Xem để soát lại cách gõ, hoặc dùng mã khôi phục.")


class InputTooBig(DataFault):
    """A file from outside passes a cap."""

    code = "KH57-3501"
    happened = vi("Tệp {name} quá lớn: {what}.")
    data_state = vi("Chưa nhập gì; dữ liệu trong máy nguyên vẹn.")
    remedy = vi("Chia nhỏ tệp hoặc đề nghị người gửi lập lại tệp.")


class StoreDamaged(DataFault):
    """The store cannot be read as it stands."""

    code = "KH57-4001"
    happened = vi("Tệp dữ liệu bị hỏng.")
    data_state = vi("Tệp hỏng được giữ nguyên; bản sao lưu mới nhất: {backup}.")
    remedy = vi("Bấm Khôi phục.")


class StoreTooNew(DataFault):
    """The store was written by a newer program."""

    code = "KH57-4002"
    happened = vi("Dữ liệu do phiên bản mới hơn ({version}) tạo ra; phần mềm đang cài là bản cũ.")
    data_state = vi("Dữ liệu nguyên vẹn, chưa mở.")
    remedy = vi("Cài lại bản mới nhất của KH57 rồi mở lại; không cần xóa hay khôi phục gì.")


class UpgradeFailed(DataFault):
    """A migration failed and the old store was kept."""

    code = "KH57-4003"
    happened = vi("Không nâng cấp được dữ liệu.")
    data_state = vi("Dữ liệu được giữ như trước khi nâng cấp.")
    remedy = vi("Dùng tiếp phiên bản cũ và gửi gói hỗ trợ.")


class KeyFileDamaged(DataFault):
    """The key file cannot be read."""

    code = "KH57-4005"
    happened = vi("Tệp khóa của dữ liệu bị hỏng.")
    data_state = vi("Dữ liệu còn nguyên vẹn nhưng chưa mở được.")
    remedy = vi(
        "Mở bằng mật khẩu của người khác hoặc mã khôi phục; không được thì chép tệp keys.json từ "
        "bản sao lưu gần nhất rồi mở lại."
    )


class KeyFileOfAnother(DataFault):
    """The key file opens, but not the database beside it: one of them is another's or hurt."""

    code = "KH57-4009"
    happened = vi(
        "Tệp khóa keys.json không mở được tệp dữ liệu bên cạnh: tệp khóa là của dữ liệu khác, "
        "hoặc phần đầu tệp dữ liệu bị hỏng."
    )
    data_state = vi("Dữ liệu chưa mở; hai tệp được giữ nguyên.")
    remedy = vi(
        "Chép đúng tệp keys.json của dữ liệu này về rồi mở lại; không có thì khôi phục từ bản "
        "sao lưu gần nhất: tệp khóa trong đó được thử trước, dữ liệu chỉ thay khi đã hỏng."
    )


class HistoryAltered(DataFault):
    """The history was changed outside the program."""

    code = "KH57-4006"
    happened = vi("Lịch sử thay đổi không khớp với dữ liệu.")
    data_state = vi("Chưa có gì bị thay đổi thêm.")
    remedy = vi("Bấm Kiểm tra trong Bảo trì và gửi gói hỗ trợ.")


class BackupUnusable(DataFault):
    """A backup cannot be opened or does not agree with its manifest."""

    code = "KH57-4007"
    happened = vi("Bản sao lưu {name} không dùng được.")
    data_state = vi("Dữ liệu đang dùng nguyên vẹn.")
    remedy = vi("Chọn một bản sao lưu khác.")


class BackupOfAnother(DataFault):
    """A backup of another store was to take the place of this one."""

    code = "KH57-4008"
    happened = vi("Bản sao lưu {name} là của dữ liệu khác ({unit}).")
    data_state = vi("Dữ liệu đang dùng nguyên vẹn.")
    remedy = vi(
        "Chọn bản sao lưu của máy này; bản của máy khác chỉ khôi phục được trên máy chưa có dữ "
        "liệu, ở Cài đặt lần đầu."
    )


class Bug(Kh57Error):
    """Our mistake."""

    code = "KH57-9000"
    happened = vi("Phần mềm gặp lỗi ngoài dự kiến.")
    data_state = vi("Dữ liệu đã lưu trước đó không bị ảnh hưởng.")
    remedy = vi("Bấm «Lưu gói hỗ trợ» và gửi cho người hỗ trợ.")
