"""Check digits of identity numbers, each as its issuer publishes it. They say what a number is not.

Every check takes the number without blanks and signs, in capitals.
"""

from collections.abc import Sequence


def luhn(number: str) -> bool:
    """ISO/IEC 7812-1: every second digit from the right counts twice."""
    figures = [int(digit) for digit in reversed(number)]
    doubled = (sum(divmod(2 * figure, 10)) for figure in figures[1::2])
    return (sum(figures[::2]) + sum(doubled)) % 10 == 0


def weighed(number: str, weights: Sequence[int]) -> int:
    """The sum of the digits, each times its weight."""
    return sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False))


def au_tfn(number: str) -> bool:
    """The older ones, of eight digits, have the same weights but for the last two."""
    weights = (1, 4, 3, 7, 5, 8, 6, 9, 10) if len(number) == 9 else (10, 7, 8, 4, 6, 3, 5, 1)
    return weighed(number, weights) % 11 == 0


def be_national(number: str) -> bool:
    """Modulo 97; those born since 2000 are counted with a 2 before the number."""
    rest = 97 - int(number[9:])
    return int(number[:9]) % 97 == rest % 97 or int("2" + number[:9]) % 97 == rest % 97


def ch_ahv(number: str) -> bool:
    """EAN-13; 756 is Switzerland."""
    return number.startswith("756") and weighed(number, (1, 3) * 7) % 10 == 0


def fr_nir(number: str) -> bool:
    """Corsica's departments, 2A and 2B, count as 19 and 18."""
    digits = number[:13].replace("2A", "19").replace("2B", "18")
    return digits.isdigit() and 97 - int(digits) % 97 == int(number[13:])


def ie_pps(number: str) -> bool:
    """The letter after seven digits; a second letter, where there is one, counts nine times."""
    second = ord(number[8]) - 64 if len(number) == 9 and number[8] != "W" else 0
    return (
        "WABCDEFGHIJKLMNOPQRSTUV"[(weighed(number[:7], range(8, 1, -1)) + 9 * second) % 23]
        == (number[7])
    )


def nl_bsn(number: str) -> bool:
    """The "eleven test", where the last digit counts against the others."""
    return weighed(number, (9, 8, 7, 6, 5, 4, 3, 2, -1)) % 11 == 0


def no_national(number: str) -> bool:
    """Two check digits, each modulo 11."""
    return (
        weighed(number, (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)) % 11 == 0
        and weighed(number, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)) % 11 == 0
    )


def nz_ird(number: str) -> bool:
    """Two rows of weights: the second is for those to whom the first gives a ten."""
    body, check = number[:-1].zfill(8), int(number[-1])
    for weights in ((3, 2, 7, 6, 5, 4, 3, 2), (7, 4, 3, 2, 5, 2, 7, 6)):
        wanted = -weighed(body, weights) % 11
        if wanted != 10:
            return wanted == check
    return False


def pt_nif(number: str) -> bool:
    """Modulo 11; a ten is written 0."""
    return (-weighed(number[:8], range(9, 1, -1)) % 11) % 10 == int(number[8])


def ro_cnp(number: str) -> bool:
    """Modulo 11; a ten is written 1."""
    rest = weighed(number[:12], (2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9)) % 11
    return (1 if rest == 10 else rest) == int(number[12])


def sg_nric(number: str) -> bool:
    """A letter for the sum; the series of the first letter says which letters."""
    shift = {"T": 4, "G": 4, "M": 3}.get(number[0], 0)
    rest = (weighed(number[1:8], (2, 7, 6, 5, 4, 3, 2)) + shift) % 11
    letters = "JZIHGFEDCBA" if number[0] in "ST" else "XWUTRQPNMLK"
    if number[0] == "M":
        return "KLJNPQRTUWX"[10 - rest] == number[8]
    return letters[rest] == number[8]


def uk_nhs(number: str) -> bool:
    """Modulo 11; also Scotland's CHI and Northern Ireland's H&C numbers."""
    return -weighed(number[:9], range(10, 1, -1)) % 11 == int(number[9])
