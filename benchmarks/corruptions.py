"""How quotes that are not quite right are found: 1,000 corruptions of sentences, a tenth of them traps.

    python benchmarks/corruptions.py [--show] [--floor SHARE]

A corruption is a slip of somebody who quotes: other typography, a misspelt, lost, doubled or inflected word,
a gap, a number written another way. It counts as found where its place in the answer is the sentence that it
was made of. A trap says something else: it has or lacks a negation, or another number or name. It must have
no place. With ``--floor`` the exit code is 1 where a smaller share is found, a trap is taken or a place is
wrong.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from typing import TYPE_CHECKING

from proselint_t.defects.answer import read_answer
from proselint_t.defects.lists import Defect
from proselint_t.defects.quotes.locating import Locator
from proselint_t.text.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable

CORRUPTIONS = 1000
TRAPS = 100
ENGLISH = """\
The import reads every price list once an hour and writes the changed rows into the table «Prices».
A product that is missing from the list keeps its last price until somebody looks at it.
I will add a queue between the import and the search, so that a slow index never blocks the import.
The queue holds 40 000 messages at most; older messages are moved into the archive table.
When the supplier sends the same list twice, the second copy is ignored because its hash is known.
The page of a product shows the price of the moment when it was rendered, not the current one.
A cache of 15 minutes is enough for the catalogue, and the basket always asks the database.
The worker `price-sync` restarts by itself after an error and reports it to Sentry.
The nightly job compares both tables and prints the rows that differ by more than 5 %.
I will move the settings of the import into one file, because today they are spread over three modules.
The report for the accountant contains the number, the date and the sum of each invoice.
Each invoice is sent once, and a copy of it stays in the folder of the month.
The address of the customer is checked against the register before the parcel leaves the warehouse.
An order without an address cannot be paid, therefore the form asks for it first.
The old shop allowed 2 discounts on one order; the new one allows only the larger of them.
Refunds are made by hand today, and they will be made by the payment service after the change.
The search finds a product by its name, its number or a part of its description.
Spelling mistakes in a query are tolerated as long as the first letter is right.
The photographs are stored in three sizes, and the browser chooses the one that it needs.
The backup of the database is tested every Sunday by restoring it on another machine.
"""
RUSSIAN = """\
Модуль импорта раз в час читает прайс-лист и записывает изменённые строки в таблицу «Цены».
Товар, которого нет в прайс-листе, сохраняет прежнюю цену до проверки менеджером.
Я добавлю очередь между импортом и поиском, чтобы медленный индекс не задерживал импорт.
Очередь вмещает не больше 40 000 сообщений; более старые сообщения уходят в архивную таблицу.
Если поставщик дважды присылает один и тот же файл, вторая копия пропускается по её хешу.
Страница товара показывает цену на момент отрисовки, а корзина всегда запрашивает базу данных.
Кеша на 15 минут достаточно для каталога, потому что цены в нём меняются редко.
Обработчик `price-sync` сам перезапускается после сбоя и сообщает о нём в Sentry.
Ночное задание сравнивает обе таблицы и выводит строки, которые расходятся более чем на 5 %.
Я перенесу настройки импорта в один файл, так как сейчас они разбросаны по трём модулям.
Отчёт для бухгалтера содержит номер, дату и сумму каждого счёта за выбранный месяц.
Каждый счёт отправляется один раз, а его копия остаётся в папке нужного месяца.
Адрес покупателя сверяется с реестром до того, как посылка покинет склад.
Заказ без адреса нельзя оплатить, поэтому форма спрашивает адрес в самом начале.
Старый магазин допускал 2 скидки на один заказ, а новый допускает только большую из них.
Возвраты сегодня оформляются вручную, а после доработки их будет оформлять платёжный сервис.
Поиск находит товар по названию, по артикулу или по части его описания.
Опечатки в запросе допускаются, если первая буква слова набрана правильно.
Фотографии хранятся в трёх размерах, и браузер сам выбирает тот, который ему нужен.
Резервная копия базы данных проверяется каждое воскресенье на отдельном сервере.
"""
_WORD = re.compile(r"[^\W\d_]{5,}")


def _at_word(text: str, draw: random.Random, change: Callable[[str], str]) -> str:
    """A long word in lower case changed: it is no name, and no word that denies."""
    words = [match for match in _WORD.finditer(text) if match[0].islower() and not _SAYS_MORE.match(match[0])]
    word = draw.choice(words)
    return text[: word.start()] + change(word[0]) + text[word.end() :]


_SAYS_MORE = re.compile(
    r"without|never|cannot|нельзя|un|dis|in|im|не|без|first|second|twice|three|дважды|трём|трёх|больше"
    r"|price|втор|перв|sync|один"
)
"""Words that deny or count, and the name `price-sync`."""


def swapped(text: str, draw: random.Random) -> str:
    return _at_word(text, draw, lambda word: word[:2] + word[3] + word[2] + word[4:])


def lost_letter(text: str, draw: random.Random) -> str:
    return _at_word(text, draw, lambda word: word[:3] + word[4:])


def first_word_misspelt(text: str, _draw: random.Random) -> str:
    return text[:2] + text[1] + text[2:]


def inflected(text: str, draw: random.Random) -> str:
    english = "the" in text.lower().split() or "is" in text.split()
    return _at_word(text, draw, lambda word: word + "s" if english else word[:-1] + draw.choice("уеы"))


def lost_word(text: str, draw: random.Random) -> str:
    words = text.split(" ")
    small = [at for at, word in enumerate(words) if at and word.isalpha() and word.islower()]
    kept = [at for at in small if words[at] not in _TELLING]
    del words[draw.choice(kept)]
    return " ".join(words)


_TELLING = frozenset(
    "not|no|never|once|twice|both|one|two|three|without|only|не|нет|нельзя|обе|один|дважды|без".split("|")  # noqa: SIM905
)


def doubled_word(text: str, draw: random.Random) -> str:
    return _at_word(text, draw, lambda word: f"{word} {word}")


def filler(text: str, draw: random.Random) -> str:
    word = "also" if re.search(r"[a-z]{3}", text) and not re.search("[а-я]{3}", text) else "также"
    return _at_word(text, draw, lambda found: f"{word} {found}")


def lost_comma(text: str, _draw: random.Random) -> str:
    return text.replace(",", "", 1).rstrip(".")


def other_end(text: str, draw: random.Random) -> str:
    return text.rstrip(".") + draw.choice(["", "!", ";", "..."])


def typography(text: str, _draw: random.Random) -> str:
    return (
        text.replace("«", '"')
        .replace("»", '"')
        .replace(" ", "\u00a0", 2)
        .replace("ё", "е")
        .replace("-", "\u2011")
    )


def in_lines(text: str, draw: random.Random) -> str:
    words = text.split(" ")
    at = draw.randrange(2, len(words) - 1)
    return " ".join(words[:at]) + "\n> " + " ".join(words[at:])


def marked_up(text: str, draw: random.Random) -> str:
    return _at_word(text.replace("`", ""), draw, lambda word: f"**{word}**")


def lower_start(text: str, _draw: random.Random) -> str:
    return text[0].lower() + text[1:]


def gap(text: str, draw: random.Random) -> str:
    words = text.split(" ")
    return " ".join(words[:4]) + draw.choice([" [...] ", " … ", "... "]) + " ".join(words[-4:])


def tail(text: str, draw: random.Random) -> str:
    words = text.split(" ")
    return swapped(" ".join(words[len(words) // 3 :]), draw)


def number_written_otherwise(text: str, _draw: random.Random) -> str:
    for pattern, other in _NUMBERS:
        if re.search(pattern, text):
            return re.sub(pattern, other, text, count=1)
    return lost_comma(text, _draw)


_NUMBERS = (
    (r"40 000", "40000"), (r"\b2 (?=discounts)", "two "), (r"\b2 (?=скидки)", "две "), (r"\bthree\b", "3"),
    (r"\bтрём\b", "3"), (r"\bтрёх\b", "3"), (r"15 минут", "пятнадцать минут"),
    (r"15 minutes", "fifteen minutes"),
)  # fmt: skip
SLIPS = (
    swapped, lost_letter, first_word_misspelt, inflected, lost_word, doubled_word, filler, lost_comma,
    other_end, typography, in_lines, marked_up, lower_start, gap, tail, number_written_otherwise,
)  # fmt: skip


def denied(text: str, _draw: random.Random) -> str:
    for pattern, other in (
        (r"\bwill\b", "will not"), (r"\bis\b", "is not"), (r"\bare\b", "are not"), (r"\bcannot\b", "can"),
        (r"\bnot\b ", ""), (r"\bнельзя\b", "можно"), (r"\bне\b ", ""),
        (r" (я|а|и|их|его|она|сам|раз) ", r" не \1 "),
    ):  # fmt: skip
        if re.search(pattern, text):
            return re.sub(pattern, other, text, count=1)
    words = text.split(" ")
    return " ".join([*words[:3], "not" if text.isascii() else "не", *words[3:]])


def other_number(text: str, _draw: random.Random) -> str:
    changed = re.sub(r"\d+", lambda match: str(int(match[0]) + 1), text, count=1)
    for word, other in (
        ("once", "twice"), ("three", "four"), ("both", "three"), ("one ", "two "), ("дважды", "трижды"),
        ("трём", "двум"), ("трёх", "двух"), ("обе", "три"), ("один ", "два "),
    ):  # fmt: skip
        changed = text.replace(word, other, 1) if changed == text else changed
    return changed if changed != text else denied(text, _draw)


def other_name(text: str, draw: random.Random) -> str:
    for name, other in (
        ("Sentry", "Grafana"),
        ("price-sync", "stock_sync"),
        ("Prices", "Stocks"),
        ("Sunday", "Friday"),
    ):
        if name in text:
            return text.replace(name, other)
    return other_number(text, draw)


MADE_TRAPS = (denied, other_number, other_name)


def answer(draw: random.Random) -> tuple[str, list[tuple[str, str]]]:
    """An answer in both languages, and its sentences with the numbers of their points."""
    parts, sentences = [], []
    for top, text in enumerate((ENGLISH, RUSSIAN), start=1):
        lines = text.splitlines()
        draw.shuffle(lines)
        for child, start in enumerate(range(0, len(lines), 2), start=1):
            parts.append(f"{top}.{child}) " + "\n".join(lines[start : start + 2]))
            sentences += [(f"{top}.{child}", line) for line in lines[start : start + 2]]
        parts.insert(-len(lines) // 2, f"{top})" + (" Part" if top == 1 else " Часть"))
    return "\n".join(parts) + "\n", sentences


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="print what was missed, taken or wrong")
    parser.add_argument("--floor", type=float, help="the share that must be found")
    given = parser.parse_args()
    draw = random.Random(1)  # noqa: S311 - a benchmark wants the same corruptions every time
    text, sentences = answer(draw)
    locator = Locator(read_answer(Source(text)))
    tallies: dict[str, Counter[str]] = {}
    for index in range(CORRUPTIONS):
        is_trap = index % (CORRUPTIONS // TRAPS) == 0
        make = draw.choice(MADE_TRAPS if is_trap else SLIPS)
        point, sentence = draw.choice(sentences)
        quote = make(sentence, draw)
        verdict = judged(locator, Defect(1, point=point if index % 5 else None, quote=quote), sentence)
        if is_trap:
            verdict = "left" if verdict == "missed" else "taken"
        tallies.setdefault(("trap " if is_trap else "") + make.__name__, Counter())[verdict] += 1
        if given.show and verdict in {"missed", "taken", "wrong"}:
            print(f"{verdict:7} {make.__name__}: {quote}")
    return summary(tallies, given.floor)


def judged(locator: Locator, defect: Defect, sentence: str) -> str:
    """What became of a quote: found, missed or wrong."""
    found = locator.locate(defect)
    if not found.pieces:
        return "missed"
    start = locator.answer.source.text.index(sentence)
    inside = start <= found.pieces[0].start and found.pieces[-1].end <= start + len(sentence)
    return "found" if inside else "wrong"


def summary(tallies: dict[str, Counter[str]], floor: float | None) -> int:
    for name, tally in sorted(tallies.items()):
        print(f"{name:26}", ", ".join(f"{count} {verdict}" for verdict, count in tally.most_common()))
    total = sum(tallies.values(), Counter())
    slips = total["found"] + total["missed"] + total["wrong"]
    share = total["found"] / slips
    print(f"{total['found']} of {slips} found ({share:.1%}), {total['wrong']} in a wrong place;", end=" ")
    print(f"{total['taken']} of {total['taken'] + total['left']} traps taken")
    return int(floor is not None and (share < floor or total["wrong"] + total["taken"] > 0))


if __name__ == "__main__":
    sys.exit(main())
