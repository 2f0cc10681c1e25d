"""How officers head their logs of activities, products and trainings, and lists of units."""

from __future__ import annotations

from kh57_desktop.importing.meanings import ROW_NUMBER, meaning

_NOT_PEOPLE_COUNT = (
    r"(?!.*\b(?:nu|dtts|dan toc|tre em|buoi|dot|lop|ngay|bai|tin|dien thoai|hieu|nha)\b)"
)

_UNIT = meaning(
    "unit",
    "Đơn vị|Đơn vị thực hiện|Đơn vị tổ chức|Đơn vị chủ trì|Cơ quan thực hiện|Cơ quan chủ trì|"
    "Cơ quan|Đơn vị báo cáo|Cơ quan, đơn vị|Tên đơn vị|Tên cơ quan, đơn vị|Tổ/đơn vị|Trường|"
    "Đơn vị sản xuất",
    "Nơi thực hiện|Tên trường|Tổ chức thực hiện",
    r"(?!.*\b(?:tinh|phoi hop)\b)(?:ten )?(?:don vi|co quan)(?: \w+){0,4}",
)
_PLACE = meaning(
    "place",
    "Địa điểm|Địa điểm tổ chức|Nơi tổ chức|Nơi diễn ra|Địa điểm thực hiện|Tại",
    "Nơi thực hiện|Địa bàn|Thôn|Nơi học|Hội trường",
    r"(?:dia diem|noi to chuc|noi dien ra)(?: \w+){0,3}",
)
_AUDIENCE = meaning(
    "audience", "Đối tượng|Đối tượng tham gia|Đối tượng tham dự", "Thành phần|Thành phần tham dự"
)
_FIRST_DAY = (
    r"(?!.*\b(?:sinh|cap|nop|bao cao|gui|ket thuc|den|be giang|luong|vao|tao|cap nhat|het han|duyet"
    r"|ky|sua|lap|nhap|tot nghiep)\b)"
)

ACTIVITIES = (
    ROW_NUMBER,
    meaning(
        "title",
        "Tên hoạt động|Tên nội dung|Tên sự kiện|Tên hội nghị|Tên cuộc họp|Tên buổi tuyên truyền|"
        "Nội dung hoạt động|Nội dung tuyên truyền|Nội dung truyền thông|Tên hoạt động, sự kiện|"
        "Hoạt động|Nội dung buổi tuyên truyền|Tên chương trình|Tiêu đề",
        "Nội dung|Nội dung thực hiện|Nội dung công việc|Công việc|Tên công việc|Chủ đề|Sự kiện|"
        "Nội dung triển khai|Nội dung chính|Việc đã làm|Tên|Hội nghị|Nội dung sinh hoạt",
        r"(?:ten (?:hoat dong|su kien|cuoc|buoi|noi dung|hoi nghi)|noi dung|hoat dong)"
        r"(?: \w+){0,5}",
    ),
    meaning(
        "starts_on",
        "Ngày|Ngày tổ chức|Ngày, tháng|Ngày tháng|Ngày thực hiện|Ngày diễn ra|Từ ngày|Ngày bắt đầu|"
        "Ngày/tháng|Ngày, tháng, năm|Ngày tháng năm|Thời gian tổ chức|Thời gian thực hiện|Bắt đầu",
        "Thời gian|Thời điểm|Từ|Ngày họp|Lúc",
        rf"{_FIRST_DAY}(?:tu ngay|ngay|thoi gian)(?: \w+){{0,4}}",
    ),
    meaning(
        "ends_on",
        "Đến ngày|Ngày kết thúc|Kết thúc|Thời gian kết thúc",
        "Đến",
        r"(?:den ngay|ngay ket thuc|ket thuc|thoi gian ket thuc)(?: \w+){0,3}",
    ),
    _PLACE,
    meaning(
        "activity_kind",
        "Hình thức|Hình thức tổ chức|Hình thức hoạt động|Hình thức tuyên truyền|Loại hình|"
        "Loại hoạt động|Hình thức truyền thông|Loại hình hoạt động",
        "Loại|Thể loại|Dạng",
        r"hinh thuc(?: \w+){0,3}",
    ),
    meaning(
        "reach_count",
        "Số lượt người dự|Số lượt người tham dự|Số lượt người|Số lượt|Lượt người|Lượt người dự|"
        "Số lượt người nghe|Tổng số lượt|Số lượt tham gia|Tổng lượt người|Lượt người tham gia",
        "Số người|Số người dự|Số người tham dự|Số người tham gia|Số người nghe|Tổng số|"
        "Tổng số người|Số lượng|Số lượng người|Sĩ số|Người dự|Số đại biểu|Quy mô|SL|Tổng|TS|"
        "Số lượng tham gia",
        # never the turns of something else: lượt xem, lượt phát, lượt tương tác
        rf"{_NOT_PEOPLE_COUNT}(?:tong )?(?:so )?luot(?: (?:nguoi|tham|du|nghe|hoc)(?: \w+){{0,5}})?"
        rf"|{_NOT_PEOPLE_COUNT}(?:tong )?so (?:nguoi|luong|dai bieu|hoi vien|doan vien)"
        r"(?: \w+){0,6}",
    ),
    meaning("people_count", "Số người (không trùng)|Số người thực tế", "Số người|Số người dự"),
    meaning(
        "women_count",
        "Nữ|Số nữ|Trong đó nữ|Trong đó: Nữ|Số người nữ|Phụ nữ|Số lượng nữ",
        form=r"(?:\w+ ){0,5}nu(?: gioi)?",
    ),
    meaning(
        "ethnic_minority_count",
        "DTTS|Dân tộc thiểu số|Người DTTS|Trong đó DTTS|ĐBDTTS|Số DTTS|Đồng bào DTTS",
        "Dân tộc",
        r"(?:\w+ ){0,5}(?:dtts|dan toc thieu so)(?: \w+){0,2}",
    ),
    meaning("children_count", "Trẻ em|Số trẻ em|Trong đó trẻ em"),
    meaning(
        "content", "Nội dung chính|Nội dung chi tiết|Tóm tắt nội dung|Mô tả|Diễn giải", "Nội dung"
    ),
    meaning("result", "Kết quả|Kết quả thực hiện|Kết quả đạt được", "Đánh giá"),
    meaning("difficulty", "Khó khăn|Khó khăn, vướng mắc|Tồn tại, hạn chế|Vướng mắc"),
    meaning("host", "Báo cáo viên|Người thực hiện|Người phụ trách|Người chủ trì", "Chủ trì|Cán bộ"),
    _AUDIENCE,
    _UNIT,
)

MEDIA = (
    ROW_NUMBER,
    meaning(
        "title",
        "Tên sản phẩm|Tiêu đề|Tên bài|Tên tin, bài|Tên tin bài|Tựa đề|Tít|Đầu đề|Tên tác phẩm|"
        "Tên video|Tên clip|Tên bài viết|Nhan đề|Tên sản phẩm truyền thông|Tiêu đề bài viết",
        "Nội dung|Tên|Sản phẩm|Chủ đề|Tin, bài|Bài viết|Tác phẩm|Tên gọi",
        r"(?:ten (?:san pham|tin|bai|video|clip|phong su|tac pham|chuong trinh|an pham)|tieu de"
        r"|noi dung)(?: \w+){0,5}",
    ),
    meaning(
        "produced_on",
        "Ngày sản xuất|Ngày hoàn thành|Ngày thực hiện|Ngày làm|Ngày viết|Ngày|Ngày, tháng|"
        "Ngày tháng",
        "Ngày đăng|Ngày phát|Ngày đăng tải|Ngày phát sóng|Thời gian|Thời điểm|Ngày tháng đăng",
        rf"{_FIRST_DAY}(?:ngay|thoi gian)(?: \w+){{0,4}}",
    ),
    meaning(
        "media_kind",
        "Loại|Loại sản phẩm|Thể loại|Loại hình|Loại hình sản phẩm|Phân loại|Loại tin bài",
        "Hình thức|Dạng|Kiểu",
        r"(?:loai|the loai)(?: \w+){0,3}",
    ),
    meaning(
        "author",
        "Tác giả|Người thực hiện|Người viết|Phóng viên|Biên tập|Người biên soạn|Nhóm thực hiện|"
        "Cán bộ thực hiện|Người sản xuất|Tác giả, nhóm tác giả",
        "Người phụ trách",
        r"tac gia(?: \w+){0,4}",
    ),
    meaning("duration_seconds", "Thời lượng|Độ dài", form=r"(?:thoi luong|do dai)(?: \w+){0,2}"),
    meaning("summary", "Nội dung chính|Tóm tắt|Nội dung tóm tắt"),
    _UNIT,
)

TRAININGS = (
    ROW_NUMBER,
    meaning(
        "title",
        "Tên lớp|Tên lớp tập huấn|Tên khóa học|Tên khóa|Lớp tập huấn|Tên lớp học|Tên khóa tập huấn|"
        "Nội dung tập huấn|Tên chương trình|Tên chương trình tập huấn",
        "Lớp|Nội dung|Chuyên đề|Khóa học|Khóa|Tên",
        r"(?:ten (?:lop|khoa|chuong trinh)|lop|khoa)(?: \w+){0,5}",
    ),
    meaning(
        "starts_on",
        "Từ ngày|Ngày khai giảng|Khai giảng|Ngày bắt đầu|Bắt đầu|Ngày mở lớp|Ngày tổ chức",
        "Thời gian|Ngày|Từ|Thời gian tổ chức|Thời gian thực hiện",
        rf"{_FIRST_DAY}(?:tu ngay|ngay|thoi gian)(?: \w+){{0,4}}",
    ),
    meaning(
        "ends_on",
        "Đến ngày|Ngày bế giảng|Bế giảng|Ngày kết thúc|Kết thúc",
        "Đến",
        r"(?:den ngay|ngay ket thuc|ngay be giang)(?: \w+){0,3}",
    ),
    _PLACE,
    meaning(
        "expected_count",
        "Số học viên|Số học viên dự kiến|Số lượng học viên|Sĩ số|Chỉ tiêu",
        "Số người|Số lượng|Học viên",
        rf"{_NOT_PEOPLE_COUNT}so (?:luong|nguoi|hoc vien)(?: \w+){{0,4}}",
    ),
    meaning("content", "Nội dung chính|Nội dung chi tiết", "Nội dung"),
    meaning("result", "Kết quả"),
    _AUDIENCE,
    _UNIT,
)

UNITS = (
    ROW_NUMBER,
    meaning(
        "name",
        "Tên đơn vị|Tên cơ quan, đơn vị|Cơ quan, đơn vị|Tên cơ quan|Đơn vị|Tên cơ quan đơn vị",
        "Cơ quan|Tên trường|Tên|Tổ chức|Tên tổ chức",
        r"(?!.*\b(?:tinh|phoi hop|cap tren|chu quan)\b)(?:ten )?(?:don vi|co quan)(?: \w+){0,5}",
    ),
    meaning("code", "Mã|Mã đơn vị|Mã số"),
)
