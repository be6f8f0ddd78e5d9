//! The words of official Vietnamese: types of documents, bodies that issue them, and words that follow a
//! count.
//!
//! Data only. What is missing here is still found if its shape is that of a number; what stands here is also
//! found in lower case, with spaces, or where the shape alone says too little.
//!
//! Sources: Quy định 66-QĐ/TW (2017) *về thể loại, thẩm quyền ban hành và thể thức văn bản của Đảng* and
//! Hướng dẫn 36-HD/VPTW (2018) *về thể thức và kỹ thuật trình bày văn bản của Đảng* for the Party; Nghị định
//! 30/2020/NĐ-CP *về công tác văn thư*, appendix III, and Luật Ban hành văn bản quy phạm pháp luật
//! 80/2015/QH13, article 4, for the State.

/// Types of documents: the type word in its usual letter case, and its abbreviations in numbers.
///
/// A type without abbreviation has none, or one that says nothing without a type word beside it.
pub(super) const TYPES: &[(&str, &[&str])] = &[
    ("Án lệ", &["AL"]),
    ("Báo cáo", &["BC"]),
    ("Bản án", &[]),
    ("Biên bản", &["BB"]),
    ("Bộ luật", &[]),
    ("Chỉ thị", &["CT"]),
    ("Chiến lược", &[]),
    ("Chương trình", &["CTr", "CTR"]),
    ("Chương trình hành động", &["CTHĐ", "CTrHĐ"]),
    ("Chương trình phối hợp", &["CTPH", "CTrPH"]),
    ("Công điện", &["CĐ"]),
    ("Công hàm", &["CH"]),
    ("Công văn", &["CV"]),
    ("Đề án", &["ĐA"]),
    ("Điều lệ", &["ĐL"]),
    ("Đề cương", &["ĐC"]),
    ("Giấy mời", &["GM"]),
    ("Hiến pháp", &[]),
    ("Hiệp định", &[]),
    ("Hợp đồng", &["HĐ"]),
    ("Hướng dẫn", &["HD"]),
    ("Hướng dẫn liên tịch", &["HDLT"]),
    ("Kế hoạch", &["KH"]),
    ("Kế hoạch liên tịch", &["KHLT"]),
    ("Kết luận", &["KL"]),
    ("Lệnh", &["L", "LCT"]),
    ("Luật", &["LH"]),
    ("Nghị định", &["NĐ"]),
    ("Nghị định thư", &[]),
    ("Nghị quyết", &["NQ"]),
    ("Nghị quyết liên tịch", &["NQLT"]),
    ("Pháp lệnh", &["PL"]),
    ("Phương án", &["PA"]),
    ("Quy chế", &["QC"]),
    ("Quy chế phối hợp", &["QCPH"]),
    ("Quy định", &["QyĐ", "QĐi", "QyD"]),
    ("Quy hoạch", &[]),
    ("Quyết định", &["QĐ"]),
    ("Sắc lệnh", &["SL"]),
    ("Thể lệ", &["TL"]),
    ("Thông báo", &["TB"]),
    ("Thông báo kết luận", &["TBKL"]),
    ("Thông cáo", &["TC"]),
    ("Thông tri", &["TT"]),
    ("Thông tư", &["TT"]),
    ("Thông tư liên tịch", &["TTLT", "TTLB"]),
    ("Thông tư liên bộ", &["TTLB"]),
    ("Tờ trình", &["TTr", "TTR"]),
    ("Tuyên bố", &[]),
    ("Văn bản", &[]),
    ("Văn bản hợp nhất", &["VBHN"]),
];

/// Bodies that issue documents, as numbers abbreviate them, without trailing digits (`QH13` is `QH`); between
/// spaces.
pub(super) const BODIES: &str = "\
    TW TƯ T.Ư T.W BCHTW BCH BCT BBT VPTW VPTƯ BTGTW BTGTƯ BTGDVTW BTCTW BTCTƯ BDVTW BNCTW BKTTW BĐNTW \
    BCĐTW UBKTTW UBKTTƯ HĐLLTW HVCTQG TU HU ĐU ĐUK QU ThU ĐTN TWĐTN TLĐ MTTW MTTQ BTG BTC BDV BNC UBKT \
    BCSĐ BCS BCĐ BTGDV QUTW QUTƯ ĐUCA \
    QH UBTVQH VPQH HĐNN HĐBT CTN CP TTg VPCP TANDTC VKSNDTC HĐTP KTNN HĐBCQG VPCTN \
    BTTTT BNV BNG BCA BQP BTP BKHĐT BNNPTNT BNNMT BGTVT BXD BTNMT BLĐTBXH BVHTTDL BKHCN BGDĐT BYT BDTTG \
    UBDT NHNN TTCP TTXVN ĐTHVN ĐTNVN BHXH TCT TCHQ BVHTT \
    UBND HĐND STTTT SGDĐT SNV STC SYT SVHTT SVHTTDL VP";

/// Capitals that stand behind a number and a dash but never begin the symbol of a document: currencies,
/// units, media; between spaces.
pub(super) const NOT_TYPES: &str = "\
    USD EUR VND VNĐ JPY CNY GBP KM KG HA ML KWH MW KW GB MB HTV VTV VOV FHD UHD";

/// Words that a count is followed by, between commas: a number before one of them, without `số`, is no
/// serial, unless the word itself is followed by a digit (*Kết luận 57 ngày 15/6/2023*).
pub(super) const COUNTED: &str = "\
    bài,bản,bậc,bộ,buổi,bữa,bước,ca,cá nhân,cán bộ,căn,cấp,câu,cây,chỉ tiêu,chương,cơ quan,cơ sở,con,\
    công trình,công việc,cuộc,cụm,cử tri,dân số,dân tộc,dự án,diện tích,đại biểu,đảng viên,đề xuất,\
    địa phương,điểm,điều,đoàn,đồng,đồng chí,độ,đợt,đơn vị,giải pháp,giai đoạn,giây,giờ,ha,hạng mục,học sinh,\
    hộ,hội nghị,huyện,kg,khách,khâu,khoản,khóa,khu,kiến nghị,km,kỳ,lần,lít,loại,lớp,lĩnh vực,lượt,mẫu,mét,mục,\
    mục tiêu,năm,ngàn,nghìn,ngành,ngày,người,nhà,nhiệm vụ,nhóm,nội dung,nước,phần,phần trăm,phiếu,phòng,\
    phút,phường,quan điểm,quốc gia,quyển,sinh viên,sở,số,suất,tác phẩm,tấn,tập,tập thể,tháng,thành viên,\
    thôn,tiêu chí,tiếng,tỉ,tỉnh,tổ,tổ chức,trang,trăm,triệu,trọng tâm,trường,trường hợp,tuần,tỷ,văn bản,vấn đề,\
    vị,viên,vòng,vụ,xã,ý kiến";

/// Words behind `5/7` that make it a fraction though a part of the day stands before: *sáng 1/2 viên*; between
/// commas.
pub(super) const DOSES: &str = "\
    viên,gói,thìa,muỗng,ly,cốc,liều,ống,lọ,lạng,ml,mg,gam";

/// Words before a person's name that make it the name of a place or an institution (*Thành phố Hồ Chí Minh*);
/// between commas.
pub(super) const PLACE_WORDS: &str = "\
    thành phố,tp,tỉnh,quận,huyện,phường,xã,thị trấn,đường,phố,đại lộ,trường,tiểu học,thcs,thpt,trung học,\
    đại học,học viện,quảng trường,công viên,bệnh viện,cầu,nhà hát,rạp,quốc gia,t p,sân bay,bảo tàng,huân chương,\
    huy hiệu,giải thưởng,cộng sản,tncs,tntp,tiền phong,tượng đài,ngã ba,ngã tư,ngã năm,ngã sáu,hẻm,ngõ,ngách,vòng xoay,\
    giao lộ,phà,cảng,chợ,sông,kênh,rạch,núi,chùa,đền,lăng,thôn,xóm,ấp,làng,ga,bến,bến xe,đô thị,nhà thờ,nhà máy,nghĩa trang";

/// Forms of address that a person's alias may begin with: *Bà Hạnh* is *bà Hạnh* within a sentence; folded, between commas.
pub(super) const ADDRESSES: &str = "\
    ông,bà,anh,chị,cô,chú,bác,cụ,thầy,em,đồng chí,đ/c,luật sư,nhà báo,nhà văn,nhà thơ,bác sĩ,giáo sư,tiến sĩ,nghệ sĩ,mr,mrs,ms,dr";

/// Family names that are hardly a word of anything else with a capital: between spaces. One before a name makes it another, longer name.
pub(super) const FAMILY_NAMES: &str = "\
    nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương đinh trịnh lương tạ";

/// Pairs of words of which the second only looks like a [place word](PLACE_WORDS) (*Bộ Tài nguyên và Môi trường
/// Trần An*, *yêu cầu Trần An*); between commas.
pub(super) const NOT_PLACES: &str = "\
    môi trường,thị trường,nhà trường,thương trường,chiến trường,chính trường,lập trường,hiện trường,nông trường,\
    lâm trường,công trường,yêu cầu,nhu cầu,toàn cầu,địa cầu,thỉnh cầu,khẩn cầu,tác xã,\
    tiểu đường,tháo đường,bồi đền,đáp đền";

/// Bodies that are called after another one, by their last word or two: *Văn phòng Chính phủ* is not the Government; between commas.
pub(super) const PARTS_OF_BODIES: &str = "\
    văn phòng,thanh tra,thường vụ,đảng ủy,đảng đoàn,cán sự,đảng bộ,công đoàn,điện tử,báo,tạp chí,nhà khách,học viện,bệnh viện,\
    trung tâm,viện";

/// Countries whose bodies bear the names of those that need no country: *Chính phủ Nhật Bản*, *Quốc hội Lào*; between commas.
pub(super) const COUNTRIES: &str = "\
    Ai Cập,Angola,Anh,Argentina,Áo,Australia,Azerbaijan,Ả Rập Xê Út,Ả Rập Saudi,Ấn Độ,Ba Lan,Bangladesh,Belarus,Bỉ,Bồ Đào Nha,Brazil,Brunei,Bulgaria,\
    Campuchia,Canada,Chile,Colombia,Cuba,CHDCND Triều Tiên,Đan Mạch,Đức,Hà Lan,Hàn Quốc,Hoa Kỳ,Hungary,Hy Lạp,Indonesia,\
    Iran,Iraq,Ireland,Israel,Italia,Italy,Kazakhstan,Kuwait,Lào,Malaysia,Mexico,Mông Cổ,Mozambique,Mỹ,Myanmar,Na Uy,Nam Phi,\
    New Zealand,Nga,Nhật,Nhật Bản,Nigeria,Pakistan,Palestine,Peru,Phần Lan,Pháp,Philippines,Qatar,Romania,Séc,Singapore,\
    Slovakia,Sri Lanka,Syria,Tây Ban Nha,Thái Lan,Thổ Nhĩ Kỳ,Thụy Điển,Thụy Sĩ,Timor Leste,Đông Timor,Triều Tiên,Trung Quốc,UAE,Úc,Ukraine,\
    Uzbekistan,Vatican,Venezuela,Ý";

/// Offices that one person holds, by their last word or two: behind *Chủ tịch UBND tỉnh* stands a person's name;
/// between commas.
pub(super) const OFFICES: &str = "\
    trưởng,phó,chánh,chủ tịch,bí thư,giám đốc,tư lệnh,chính ủy,ủy viên,đại biểu,thư ký,biên tập,\
    chủ nhiệm";

/// Words in small letters within the name of the body that an office belongs to: *Chủ tịch Ủy ban nhân dân
/// tỉnh*, *Giám đốc Sở Giáo dục và Đào tạo thành phố*; between spaces.
pub(super) const BODY_WORDS: &str = "\
    an án ban bệnh bộ cao cấp chính chức công cục dân dục dựng đại đảng đẳng đoàn đội đồng động gia giáo hiểm hóa \
    hoạch học hội huyện khoa lịch môi nghệ nghiệp nhất nhân pháp phòng phố phổ phường quận quốc sát sở sự tải tạo tế \
    thành thao thị thôn thông thứ thường tiểu tin tỉnh tòa tra trấn trận trung trực trường tư ủy và vận viện vụ xã";

/// People of history after whom streets, schools and wards are called: behind a place word their name is always
/// the place's, behind an office too (*Hiệu trưởng Trường THPT Nguyễn Trãi*); between commas.
pub(super) const NAMESAKES: &str = "\
    Bà Triệu,Bạch Đằng,Bùi Thị Xuân,Cao Bá Quát,Chu Văn An,Cù Chính Lan,Duy Tân,Đinh Tiên Hoàng,Đoàn Thị Điểm,\
    Hai Bà Trưng,Hàm Nghi,Hàn Mặc Tử,Hồ Chí Minh,Hồ Tùng Mậu,Hồ Xuân Hương,Hoàng Diệu,Hoàng Hoa Thám,\
    Hoàng Quốc Việt,Hoàng Văn Thụ,Huỳnh Thúc Kháng,Kim Đồng,Lê Duẩn,Lê Đại Hành,Lê Hồng Phong,Lê Hoàn,Lê Lai,Lê Lợi,\
    Lê Quý Đôn,Lê Thánh Tông,Lê Văn Tám,Lương Thế Vinh,Lý Công Uẩn,Lý Nam Đế,Lý Thái Tổ,Lý Thường Kiệt,Lý Tự Trọng,\
    Mạc Đĩnh Chi,Mai Hắc Đế,Nam Cao,Ngô Gia Tự,Ngô Quyền,Ngô Thì Nhậm,Nguyễn Ái Quốc,Nguyễn Bỉnh Khiêm,\
    Nguyễn Chí Thanh,Nguyễn Công Trứ,Nguyễn Du,Nguyễn Đình Chiểu,Nguyễn Huệ,Nguyễn Khuyến,Nguyễn Phong Sắc,\
    Nguyễn Thái Học,Nguyễn Thị Minh Khai,Nguyễn Trãi,Nguyễn Tri Phương,Nguyễn Trung Trực,Nguyễn Trường Tộ,\
    Nguyễn Tất Thành,Nguyễn Văn Cừ,Nguyễn Văn Linh,Nguyễn Văn Trỗi,Phạm Hồng Thái,Phạm Hùng,Phạm Ngũ Lão,\
    Phạm Ngọc Thạch,Phạm Văn Đồng,Phan Bội Châu,Phan Châu Trinh,Phan Chu Trinh,Phan Đình Phùng,Phan Đăng Lưu,\
    Quang Trung,Tô Hiến Thành,Tô Hiệu,Tôn Đức Thắng,Tôn Thất Tùng,Tố Hữu,Trần Bình Trọng,Trần Đại Nghĩa,\
    Trần Hưng Đạo,Trần Nhân Tông,Trần Nguyên Hãn,Trần Phú,Trần Quang Khải,Trần Quốc Toản,Trần Quý Cáp,Trường Chinh,\
    Võ Chí Công,Võ Nguyên Giáp,Võ Thị Sáu,Võ Văn Kiệt,Xuân Diệu,Xuân Thủy,Yết Kiêu";

/// What stands right before a date or `năm 2013` that tells of something else than the sentence's day: a birth, a
/// comparison, an earlier event; a word or two, between commas.
pub(super) const ASIDES: &str = "\
    sinh,sn,so với,cùng kỳ,thời điểm,hơn,bằng,như,xảy ra";

/// What tells, within the last words before a date, that it is the one from which something holds or by which something is to be
/// done, and not that of what the sentence reports: *có hiệu lực thi hành từ ngày 1/1/2025*; between commas.
pub(super) const TERMS: &str = "\
    hiệu lực,thi hành,áp dụng,thay vì,thay cho,đến hết,trước,chậm nhất,muộn nhất,thời hạn";

/// Plans, within the last words before the year that they are for: *kế hoạch công tác năm 2024*; between commas.
pub(super) const PLANS: &str = "\
    kế hoạch,nhiệm kỳ,giai đoạn,dự toán,chỉ tiêu,phương hướng,nhiệm vụ,mục tiêu";

/// Documents that are called by their year: *Luật Đất đai năm 2013*; they begin with a capital; between commas.
pub(super) const LAWS: &str = "\
    Luật,Bộ luật,Lệnh,Hiến pháp,Hiến chương,Pháp lệnh,Sắc lệnh,Nghị quyết,Nghị định,Quyết định,Quy định,Quy chế,Chỉ thị,\
    Thông tư,Kết luận,Điều lệ,Cương lĩnh,Công ước,Hiệp định,Tuyên ngôn,Tuyên bố";

/// What goes on to tell of a document behind its date: *57-KL/TW, ngày 15/6/2023, của Bộ Chính trị*; a word or two,
/// between commas.
pub(super) const OF_DOCUMENT: &str = "\
    của,về,và,hoặc,cùng,do,số,các,quy định,hướng dẫn,sửa đổi,bổ sung,thay thế,ban hành,phê duyệt,kèm,kèm theo,được,đã,\
    có,là,nêu,v";

/// What goes on to tell of a meeting behind its date: *triển khai Kết luận số 57-KL/TW ngày 5/7/2025 tại Hà Nội*;
/// between commas.
pub(super) const OF_EVENT: &str = "tại,ở,cho,với,đến,tới,trực tuyến";

/// The ten stems and twelve branches that name a lunar year: *năm Quý Mão*; between spaces.
pub(super) const STEMS: &str = "Giáp Ất Bính Đinh Mậu Kỷ Canh Tân Nhâm Quý";
/// See [`STEMS`].
pub(super) const BRANCHES: &str = "Tý Tí Sửu Dần Mão Mẹo Thìn Tỵ Tị Ngọ Mùi Thân Dậu Tuất Hợi";

/// Months in words, as they stand behind `tháng`; longer ones first. Giêng and Chạp are of the lunar calendar.
pub(super) const MONTHS: [(&str, i8); 13] = [
    ("mười một", 11),
    ("mười hai", 12),
    ("một", 1),
    ("hai", 2),
    ("ba", 3),
    ("tư", 4),
    ("năm", 5),
    ("sáu", 6),
    ("bảy", 7),
    ("bẩy", 7),
    ("tám", 8),
    ("chín", 9),
    ("mười", 10),
];

/// Syllables that end personal names; behind a name that the registry knows, one of them makes it another person's
/// (*Nguyễn Thị Thúy Hằng*); between spaces.
pub(super) const GIVEN_NAMES: &str = "\
    An Anh Ánh Ân Bách Bảo Bắc Bích Bình Bửu Ca Cảnh Cẩm Cần Chi Chiến Chinh Chung Chương Công Cúc Cương Cường Dân Di \
    Diễm Diệp Diệu Doanh Du Dung Duy Duyên Dũng Dương Dưỡng Đan Đào Đăng Đạo Đại Đạt Điền Điệp Đình Định Đoan \
    Đông Đồng Đức Gấm Giang Giao Hà Hải Hảo Hạnh Hân Hằng Hậu Hiên Hiếu Hiền Hiển Hiệp Hiệu Hoa Hoan Hoài Hoàn Hoàng \
    Hòa Hóa Hồng Hợi Hợp Huân Huấn Huế Huệ Hùng Huy Huyền Huỳnh Hưng Hưởng Hương Hường Hữu Kha Khang Khanh Khánh \
    Khải Khiêm Khoa Khôi Khuê Khương Kiên Kiều Kiệt Kim Kỳ Lai Lam Lan Lành Lâm Lân Lập Lê Liên Liễu Linh Loan Long \
    Lộc Lợi Luân Luyến Lương Lưu Lực Ly Lý Mai Mạnh Mẫn Mậu Mến Minh My Mỹ Nam Nga Ngà Ngân Nghĩa Nghị Ngoan Ngọc \
    Nguyên Nguyệt Ngữ Nhàn Nhân Nhã Nhạn Nhất Nhật Nhi Nhung Như Nhựt Nhị Ninh Nương Oanh Phát Phi Phong Phú Phúc \
    Phương Phước Phượng Quang Quân Quế Quốc Quy Quý Quyên Quyết Quyền Quỳnh San Sang Sen Sinh Soạn Sơn Sương Tài Tâm \
    Tân Thanh Thành Thái Thao Thảo Thạch Thăng Thắm Thắng Thân Thi Thiên Thiện Thịnh Thoa Thông Thu Thuần Thuận Thùy \
    Thúy Thụy Thủy Thục Thư Thường Thương Thưởng Thy Tiên Tiến Tín Tình Toàn Toản Trang Trà Trâm Trân Tri Trinh Trí \
    Triều Triệu Trọng Trung Truyền Trúc Trường Trực Tuân Tuấn Tuệ Tùng Tuyên Tuyến Tuyền Tuyết Tú Tường Uyên Uy Vân \
    Vi Viên Việt Vinh Vĩ Vĩnh Vọng Vũ Vui Vương Vượng Vy Xuân Xuyến Yên Yến Ý";

/// What begins like a [given name](GIVEN_NAMES) but is the next body or place: *Tô Lâm Công an*; between commas.
pub(super) const NOT_GIVEN: &str = "\
    an giang,an ninh,anh hùng,bắc giang,bắc kạn,bắc ninh,bảo hiểm,bình dương,bình định,bình phước,bình thuận,\
    chương trình,công an,công bố,công đoàn,công ty,công điện,đại biểu,đại diện,đại đoàn,đại hội,đại học,đại sứ,đại tá,\
    đại tướng,đạo diễn,đạo đức,đình công,di chúc,di sản,định hướng,đoan hùng,đông anh,đồng chí,đồng nai,đồng tháp,giao thông,hà giang,hà nam,\
    hà nội,hà tĩnh,hải dương,hải phòng,hải quan,hiệp định,hiệp hội,hiệu phó,hiệu trưởng,hoa kỳ,hòa bình,hợp tác,\
    hưng yên,hữu nghị,khánh hòa,khoa học,kiên giang,kim loại,lai châu,lâm đồng,long an,nam định,ngân hàng,nghị định,\
    nghị quyết,ngoại giao,nhân dân,nhật bản,ninh bình,ninh thuận,phong cách,phong trào,phú thọ,phú yên,phương án,quang cảnh,quang vinh,\
    quân chủng,quân đội,quân khu,quân ủy,quốc gia,quốc hội,quốc phòng,quyền chủ,quyết định,sinh ngày,sinh viên,sinh năm,\
    sơn la,tài chính,tài nguyên,tân bình,tân chủ,thanh hóa,thanh niên,thanh tra,thái bình,thái lan,thái nguyên,\
    thành phố,thành ủy,thành viên,thân nhân,thông báo,thông tấn,thông tin,thông tư,thủy lợi,thư ký,thường trực,\
    thường vụ,thượng tá,tiến sĩ,tiến sỹ,toàn cảnh,toàn quốc,toàn tập,toàn văn,triển khai,trung quốc,trung tá,trung tâm,\
    trung tướng,trung ương,trực tiếp,trường đại,trường học,trường thpt,tuyên bố,tuyên giáo,tuyên ngôn,tuyên truyền,\
    tuyên quang,tình cảm,văn hóa,văn phòng,viên chức,việt nam,vĩ đại,vĩnh long,vĩnh phúc,yên bái";
