"""Invented names, titles and places from which a plausible commune is made up."""

from __future__ import annotations

SURNAMES = (
    *("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô"),
    *("Dương", "Lý", "Đinh", "Mai"),
)
MIDDLES_OF_MEN = ("Văn", "Hữu", "Đức", "Công", "Quang", "Minh")
MIDDLES_OF_WOMEN = ("Thị", "Ngọc", "Thùy", "Mỹ", "Diệu", "Kim")
GIVEN = (
    *("An", "Ánh", "Bình", "Chi", "Cường", "Dũng", "Đạt", "Giang", "Hải", "Hạnh", "Hiền", "Hiếu"),
    *("Hoa", "Hùng", "Hương", "Khánh", "Lan", "Linh", "Long", "Nam", "Ngân", "Nhung", "Phúc"),
    *("Quân", "Sơn", "Tâm", "Thảo", "Thắng", "Tiến", "Trang", "Tuyết", "Vân", "Vinh", "Yến"),
)
XO_DANG = (
    *("Blong", "Byen", "Đam", "Đih", "Groi", "Hmưr", "Huy", "Jring", "Klơng", "Krol", "Mrao"),
    *("Nai", "Ngol", "Nhưk", "Phưn", "Plêng", "Pưih", "Rôh", "Sơi", "Thiêng", "Veng", "Wek"),
    *("Wơl", "Xrem", "Blưi", "Brưk", "Đrim", "Gleh", "Hnhai", "Jưn"),
)
PLACES = {
    "TR-NTT": ("Hội trường nhà trường", "Phòng Tin học", "Sân trường", "Thư viện"),
    "TCN-03": ("Nhà rông Đăk Xế Kơ Ne", "Nhà văn hóa thôn", "Nhà trưởng thôn"),
    "MTTQ": ("Hội trường UBND xã", "Nhà rông thôn Pa Cheng", "Nhà văn hóa thôn Krong Đuân"),
    "VHXH": ("Hội trường UBND xã", "Phòng họp số 2", "Nhà văn hóa xã"),
}
ACTIVITIES = {
    "TR-NTT": (
        ("Sinh hoạt chuyên đề Nghị quyết 57 toàn trường", "thematic_session", "NV-3.1", 300),
        ("Tọa đàm “AI trong dạy học”, tổ Toán - Tin", "seminar", "NV-3.3", 26),
        ("Ngoại khóa STEM “Tưới nước tự động”", "extracurricular", "NV-3.6", 45),
        ("Câu lạc bộ Tin học: buổi sinh hoạt tháng", "extracurricular", "NV-3.4", 24),
        ("Phát thanh học đường: Bình dân học vụ số", "school_broadcast", "NV-1.2", 320),
        ("Thi “Sáng tạo khoa học kỹ thuật” cấp trường", "contest", "NV-3.6", 58),
        ("Truyền thông vai trò STEM cho phụ huynh khối 4-5", "conference", "NV-3.6", 112),
    ),
    "TCN-03": (
        ("Hướng dẫn người dân cài đặt VNeID", "home_guidance", "NV-2.6", 18),
        ("Tuyên truyền chuyển đổi số tại nhà rông", "oral_communication", "NV-1.3", 64),
        ("Hướng dẫn thanh toán không dùng tiền mặt", "home_guidance", "NV-2.6", 22),
        ("Họp thôn phổ biến Nghị quyết 57", "meeting", "NV-1.3", 75),
    ),
    "MTTQ": (
        ("Hội nghị quán triệt Nghị quyết 57 cho ủy viên", "conference", "NV-1.3", 48),
        ("Tọa đàm phát huy vai trò người có uy tín", "seminar", "NV-1.3", 35),
        ("Tuyên truyền lưu động về dịch vụ công trực tuyến", "mobile_communication", "NV-1.3", 140),
    ),
    "VHXH": (
        ("Hội nghị triển khai Kế hoạch truyền thông", "conference", "NV-1.3", 62),
        ("Hưởng ứng ngày chuyển đổi số", "commemoration", "NV-1.4", 180),
    ),
}
PRODUCTS = (
    ("Học sinh Nguyễn Tất Thành lắp mạch đo độ ẩm", "article"),
    ("Infographic 5 bước đăng ký VNeID", "infographic"),
    ("Bà con thôn Đăk Xế Kơ Ne học dùng điện thoại thông minh", "news_item"),
    ("Phóng sự nhà rông số", "video"),
    ("Ảnh lớp học ban đêm", "photo"),
    ("Bài phát thanh: an toàn trên không gian mạng", "audio"),
)
CHANNELS = ("website", "zalo", "social_network")
TRAININGS = {
    "TR-NTT": ("Lớp “Học tập số” cho giáo viên", "educators", 28),
    "TCN-03": ("Lớp kỹ năng số cho người dân thôn Đăk Xế Kơ Ne", "residents", 40),
    "MTTQ": ("Tập huấn truyền thông số cho cán bộ đoàn thể", "officials", 20),
}
RESULTS = (
    "Người dự nắm được nội dung cốt lõi của Nghị quyết và cách làm ở đơn vị.",
    "Nhiều người tự thao tác được trên điện thoại ngay tại buổi.",
    "Có ý kiến hỏi về dịch vụ công trực tuyến, đã trả lời tại chỗ.",
)
CONTENT = "Giới thiệu nội dung Nghị quyết 57 và việc cần làm; trao đổi, hỏi đáp."
