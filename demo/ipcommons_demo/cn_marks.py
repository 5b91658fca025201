"""Invented Chinese trade marks, a line of JSON each.

The Chinese office publishes no marks in bulk in a form of its own; these are a table, read through
the mapping beside this file (data/cn-trademarks.yaml), as any user's own table is.
"""

import json
from datetime import date, timedelta

from ipcommons_demo.chance import Chance
from ipcommons_demo.logos import vienna
from ipcommons_demo.marks import Mark, mark
from ipcommons_demo.names import agency, chinese_name
from ipcommons_demo.signs import claimed

_STATUS = {
    "registered": "已注册",
    "renewed": "已注册",
    "expired": "期满未续展注销",
    "surrendered": "注册人申请注销",
    "published": "初步审定公告",
    "opposed": "异议中",
    "examined": "等待实质审查",
    "refused": "驳回",
    "withdrawn": "撤回",
}
_FEATURE = {"word": "文字商标", "combined": "组合商标", "figure": "图形商标", "han": "文字商标（特殊字体）"}


def image_file(made: Mark) -> str:
    return f"cn-trademarks/{made.number}.png"


def line(seed: int, made: Mark) -> str:
    """One mark as a line of JSON."""
    chance = Chance(seed, "cn mark", made.record)
    row = {
        "invented": True,
        "注册号": made.number,
        "商标名称": made.sign.words,
        "拼音": made.sign.pinyin,
        "商标类型": _FEATURE[made.sign.feature],
        "申请日期": _day(made.filed),
        "初审公告日期": _day(made.published),
        "注册公告日期": _day(made.registered),
        "专用权期限至": _day(made.expires),
        "法律状态": _STATUS[made.fate],
        "申请人": chinese_name(made.owner),
        "申请人英文": made.owner.en if made.owner.zh else None,
        "申请人国家": made.owner.country,
        "代理机构": agency(chance),
        "图形要素": vienna(seed, made.record, made.sign) if made.sign.drawn else [],
        "图样": image_file(made) if made.sign.drawn else None,
        "类别": [{"类": number, "商品": "；".join(item.zh for item in claimed(seed, made.record, number))} for number in made.sign.classes],
        "流程": _events(made),
        "异议": _opposition(seed, made),
    }
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n"


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _events(made: Mark) -> list[dict[str, str]]:
    renewed = made.expires - timedelta(3_653) if made.fate == "renewed" and made.expires else None
    expired = made.expires if made.fate == "expired" else None
    told = [
        (made.filed, "商标注册申请"),
        (made.published, "初步审定公告"),
        (made.opposed, "异议申请收文"),
        (made.registered, "注册公告"),
        (renewed, "商标续展"),
        (expired, "期满未续展注销"),
        (made.decided, {"refused": "驳回通知", "withdrawn": "撤回商标注册申请", "surrendered": "商标注销申请"}.get(made.fate, "")),
    ]
    return [{"日期": day.isoformat(), "事项": words} for day, words in told if day and words]


def _opposition(seed: int, made: Mark) -> list[dict[str, str | None]]:
    if not made.opposed or made.sign.close_to is None:
        return []
    earlier = mark(seed, made.sign.close_to)
    return [
        {
            "日期": made.opposed.isoformat(),
            "异议人": chinese_name(earlier.owner),
            "引证号": earlier.number,
            "引证商标": earlier.sign.words,
            "引证申请日": _day(earlier.filed),
            "理由": "商标近似，指定使用在类似商品或服务上",
        }
    ]
