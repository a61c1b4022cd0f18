"""What is not in English is said to be unscreened; a foreign word or name is not."""

import pytest

from models.findings import NOT_SCREENED, Post
from models.languages import Languages

DETECTOR = Languages()


@pytest.mark.parametrize(
    "text",
    [
        "Le conseil municipal se réunira mardi soir à la mairie pour discuter du budget.",
        "La biblioteca estará cerrada este viernes por trabajos de mantenimiento en el edificio.",
        "Die Bücherei ist am Freitag wegen dringender Arbeiten am Dach leider nicht geöffnet.",
        "La biblioteca comunale resterà chiusa venerdì per lavori di manutenzione del tetto.",
        "A biblioteca estará fechada na sexta-feira para manutenção.",
        "De bibliotheek is vrijdag gesloten wegens onderhoud aan het dak en de verwarming.",
        "Biblioteka będzie zamknięta w piątek z powodu prac konserwacyjnych.",
        "Библиотека будет закрыта в пятницу на ремонт.",
        "Thư viện sẽ đóng cửa vào thứ Sáu để bảo trì hệ thống.",
        "图书馆星期五将因维修关闭。",
        "도서관은 금요일에 보수 작업으로 휴관합니다.",
        "ستغلق المكتبة يوم الجمعة للصيانة.",
        "पुस्तकालय शुक्रवार को रखरखाव के लिए बंद रहेगा।",
        "Bibliyotèk la ap fèmen vandredi pou reparasyon do kay la.",
        "Kirjasto on suljettu perjantaina huoltotöiden vuoksi koko päivän.",
    ],
)
def test_a_foreign_post_is_not_screened(text: str) -> None:
    (found,) = DETECTOR.find(Post(text))
    assert (found.signal, found.kind) == (NOT_SCREENED, "language")
    assert (found.span.start, found.span.end) == (0, len(text))


@pytest.mark.parametrize(
    "text",
    [
        "Feliz cumpleaños!",
        "¡Sí se puede!",
        "#Feliz #DiaDeLosMuertos 2021",
        "Happy Diwali! शुभ दीपावली",
        "Eid Mubarak عيد مبارك to all who celebrate",
        "Congrats Søren Kierkegård Pérez Núñez de la Cruz y García",
        'He said "la vida es un carnaval y hay que vivir cantando" and left.',
        "Boil water notice lifted: Elm, Oak, Ash, Pine, Birch, Larch.",
        "𝓗𝓪𝓹𝓹𝔂 𝓷𝓮𝔀 𝔂𝓮𝓪𝓻 𝓯𝓻𝓸𝓶 𝓪𝓵𝓵 𝓸𝓯 𝓾𝓼",
        "",
        "555-0100",
    ],
)
def test_foreign_words_and_names_do_not_trip_it(text: str) -> None:
    assert DETECTOR.find(Post(text)) == []


def test_only_the_foreign_paragraph_of_a_post_is_pointed_at() -> None:
    foreign = (
        "La biblioteca estará cerrada este viernes por trabajos de mantenimiento en el edificio."
    )
    text = "The library will be closed on Friday while we mend the roof.\n\n" + foreign
    (found,) = DETECTOR.find(Post(text))
    assert text[found.span.start : found.span.end] == foreign
