"""Chinese texts: one word a term, full-width punctuation, and no phrase that reads like English."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.language.catalogue import entries_of

ROOT = Path(__file__).parents[3]
TABLE = ROOT / "docs" / "languages.md"
HAN = r"[㐀-鿿]"
FULL = r"[　-〿！-～“”]"
HALF = r"[,;:!?()]"
AWKWARD = (
    *(
        "量级为 1000 的分数",
        "逐位相同",
        "从哪里开始训练",
        "接口约定单独计分",
        "手算示例",
        "手算例的",
    ),
    *("犯下面这个错误时", "不可能是答案", "给出了不可能的", "应有值", "轴上下标", "发下来的"),
)
"""What no teacher would say: the English sentence shows through, or it is read in two ways."""
CODE = re.compile(r"```.*?```|`[^`]*`|\$\$.*?\$\$|\$[^$]*\$|<!--.*?-->", re.S)
"""What is no sentence: its letters and its punctuation are those of Python and TeX."""


def rows() -> list[tuple[str, list[str], list[str]]]:
    """The table of terms: the English one, the Chinese words for it, those that are not used."""
    section = TABLE.read_text(encoding="utf-8").split("## Chinese terms")[1].split("\n## ")[0]
    lines = re.findall(r"^\| (.+?) \| (.+?) \|(.*?)\|$", section, re.M)[1:]
    return [
        (english, words_in(chinese), words_in(unused))
        for english, chinese, unused in lines
        if not english.startswith("---")
    ]


def words_in(cell: str) -> list[str]:
    return [
        word for word in re.split(r"[，；、,]\s*", re.sub(r"（.*?）", "", cell).strip()) if word
    ]


def notebook_texts(source: str) -> Iterator[str]:
    """The Chinese cells of text, and what else a notebook says in Chinese."""
    for line in source.splitlines():
        if re.search(HAN, line):
            yield line.removeprefix("# ")


def texts() -> Iterator[tuple[str, str]]:
    """Every Chinese text of the course, with the file that it stands in."""
    for path in sorted(ROOT.glob("assignments/*/handout.zh.md")):
        yield shown(path), path.read_text(encoding="utf-8")
    for path in (*ROOT.glob("solutions/*/texts.zh.json"), *ROOT.glob("assignments/*/*.zh.json")):
        for text in json.loads(path.read_text(encoding="utf-8")).values():
            yield shown(path), text
    for path in ROOT.glob("assignments/*/notebook*.py"):
        for text in notebook_texts(path.read_text(encoding="utf-8")):
            yield shown(path), text
    for text in messages():
        yield "locale/zh.po", text


def messages() -> Iterator[str]:
    """What the framework says, each form of it."""
    for forms in entries_of("zh")["sentences"].values():
        yield from ([forms] if isinstance(forms, str) else forms)


def shown(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def unused_in(text: str) -> list[str]:
    """Words and phrases of ``text`` that are not to be used.

    Words of the table are taken out first, the longest first: 单元 is none of 单元格.
    """
    found = [phrase for phrase in AWKWARD if phrase in text]
    used = sorted({word for _, chinese, _ in rows() for word in chinese}, key=len, reverse=True)
    rest = re.sub("|".join(map(re.escape, used)), " ", CODE.sub(" ", text))
    return found + [word for _, _, unused in rows() for word in unused if word in rest]


def half_width_in(text: str) -> list[str]:
    """Where ``text`` has half-width punctuation or a blank among Chinese letters."""
    seen = CODE.sub("x", text)
    return re.findall(
        rf".?{HAN}{HALF}.?|.?{HALF}{HAN}.?|{HAN} +{HAN}|{FULL} +{HAN}|{HAN} +{FULL}", seen
    )


def test_the_table_of_terms_is_read() -> None:
    assert len(rows()) >= 30
    assert ("stride", ["步幅"], ["步长"]) in rows()
    assert ("cell (of a notebook)", ["单元格"], []) in rows()
    words = [word for _, chinese, _ in rows() for word in chinese]
    assert not {word for _, _, unused in rows() for word in unused} & set(words)


@pytest.mark.parametrize(
    ("text", "unused"),
    [
        ("每个单元各用一个偏置", ["单元"]),
        ("运行这个单元格", []),
        ("取最大的片段，步长为 2", ["片段", "步长"]),
        ("`单元`、$步长$", []),
        ("结果与手算示例逐位相同", ["逐位相同", "手算示例"]),
    ],
)
def test_a_word_that_is_not_used_is_noticed(text: str, unused: list[str]) -> None:
    assert sorted(unused_in(text)) == sorted(unused)


def test_half_width_punctuation_is_noticed() -> None:
    assert half_width_in("第一行,第二行") and half_width_in("请看(下面)")
    assert half_width_in("中文 中文") and half_width_in("中文。 中文")
    assert not half_width_in("形状是 (N, D)，第 1 轴；f: 值为 `甲,乙` 时的 dx")


@pytest.mark.parametrize("path", sorted({path for path, _ in texts()}))
def test_chinese_texts_have_one_word_a_term(path: str) -> None:
    found = [(text[:60], unused_in(text)) for p, text in texts() if p == path]
    wrong = [each for each in found if each[1]]
    assert wrong == []


@pytest.mark.parametrize("path", sorted({path for path, _ in texts()}))
def test_chinese_texts_have_full_width_punctuation(path: str) -> None:
    found = [(text[:60], half_width_in(text)) for p, text in texts() if p == path]
    assert [each for each in found if each[1]] == []


@pytest.mark.parametrize("path", sorted(ROOT.glob("assignments/*/notebook*.py")), ids=shown)
def test_a_line_of_chinese_in_a_notebook_is_a_paragraph(path: Path) -> None:
    """A line that breaks within a sentence is shown with a blank there."""
    text = path.read_text(encoding="utf-8")
    assert re.findall(rf"^# .*(?:{HAN}|{FULL})\n# (?:{HAN}|{FULL}|\w).*$", text, re.M) == []
