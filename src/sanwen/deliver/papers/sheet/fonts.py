"""The fonts that GB/T 9704 papers are set in. They are named in the file, never put into it."""

from typing import Final

BODY: Final = "仿宋_GB2312"
TITLE: Final = "方正小标宋简体"
HEADING: Final = "黑体"
SUBHEADING: Final = "楷体_GB2312"
NUMBER: Final = "宋体"
ALL: Final = (BODY, TITLE, HEADING, SUBHEADING, NUMBER)

# Where a font is missing, the first of these that the server has stands in, in the preview only.
STAND_INS: Final[dict[str, tuple[str, ...]]] = {
    BODY: ("仿宋", "FangSong", "STFangsong", "Noto Serif CJK SC", "Source Han Serif SC"),
    TITLE: ("FZXiaoBiaoSong-B05S", "STZhongsong", "Noto Serif CJK SC", "Source Han Serif SC"),
    HEADING: ("SimHei", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Zen Hei"),
    SUBHEADING: ("楷体", "KaiTi", "STKaiti", "AR PL UKai CN", "Noto Serif CJK SC"),
    NUMBER: ("SimSun", "Noto Serif CJK SC", "Source Han Serif SC"),
}
# Fonts of any kind that can show Chinese at all, for a small server.
LAST_RESORT: Final = (
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Noto Sans CJK SC",
    "AR PL UMing CN",
)
