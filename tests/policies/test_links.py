"""A link gives away its faults without being opened."""

import time

import pytest

from policies.links import (
    LOOK_ALIKE,
    MALFORMED,
    SHORTENER,
    TRACKING,
    faults,
    host_of,
    is_official,
    links_in,
)

OWN = ("springfield.gov", "springfield-water.org")


@pytest.mark.parametrize(
    ("address", "kinds"),
    [
        ("https://www.springfield.gov/budget", ()),
        ("springfield-water.org", ()),
        ("https://www.weather.com", ()),
        ("https://public.govdelivery.com/accounts/TOWN", ()),
        ("https://www.service.gov.uk/renew", ()),
        ("https://t.co/abc", ()),  # put there by the platform itself
        ("https://bit.ly/3abc", (SHORTENER,)),
        ("BIT.LY/3abc", (SHORTENER,)),
        ("https://www.springfield.gov/?utm_source=x", (TRACKING,)),
        ("https://springfield.gov/?year=2026&fbclid=1", (TRACKING,)),
        ("https://springfield.gov.payments.com/", (LOOK_ALIKE,)),
        ("https://springfield-gov.com/", (LOOK_ALIKE,)),
        ("https://irs.gov-refund.info", (LOOK_ALIKE,)),
        ("https://springfield-water.com", (LOOK_ALIKE,)),
        ("https://springfie1d-water.org", (LOOK_ALIKE,)),
        ("https://springfield-vvater.org", (LOOK_ALIKE,)),
        ("https://sprngfield-water.org", (LOOK_ALIKE,)),
        ("https://sprnigfield-water.org", (LOOK_ALIKE,)),
        ("https://springfield-w\u0430ter.org", (LOOK_ALIKE,)),  # a Cyrillic letter
        ("https://xn--springfield-wter-5dn.org", (LOOK_ALIKE,)),  # the same, as it is sent
        ("https://203.0.113.9/pay", (MALFORMED,)),
        ("https://user@springfield.gov/", (MALFORMED,)),
        ("https://springfield.gov:8443/", (MALFORMED,)),
        ("javascript:alert(1)", (MALFORMED,)),
        ("ftp://springfield.gov/a", (MALFORMED,)),
        ("https://localhost/a", (MALFORMED,)),
        ("http://https://springfield.gov", (MALFORMED,)),
        ("https://springfield.gov:port/", (MALFORMED,)),
        ("https://[::1", (MALFORMED,)),
    ],
)
def test_each_fault_is_seen_and_no_other(address: str, kinds: tuple[str, ...]) -> None:
    assert faults(address, OWN) == kinds


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See cdc.gov/flu. Then call.", ["cdc.gov/flu"]),
        (
            "(https://example.org/a_(b)), or www.example.org!",
            ["https://example.org/a_(b)", "www.example.org"],
        ),
        ("At 3.30 p.m. e.g. this and that.No space, ask jo@example.org", []),
        ("Go to https://example.org/x?y=1…", ["https://example.org/x?y=1"]),
        ("vote.gov and HealthCare.gov", ["vote.gov", "HealthCare.gov"]),
        ("continue...https://example.org/a", ["https://example.org/a"]),
    ],
)
def test_links_are_read_out_of_a_text(text: str, found: list[str]) -> None:
    links = list(links_in(text))
    assert [link.address for link in links] == found
    assert [text[link.span.start : link.span.end] for link in links] == found


def test_a_host_is_compared_as_browsers_read_it() -> None:
    assert host_of("https://WWW.CDC.Gov./flu") == "cdc.gov"
    assert host_of("https://xn--mnchen-3ya.de") == "m\u00fcnchen.de"
    assert host_of("nothing") == "nothing"
    assert host_of("https://[::1") == ""


def test_only_governments_have_official_hosts() -> None:
    assert all(map(is_official, ("cdc.gov", "town.gov.uk", "who.int", "x.gouv.fr", "ato.gov.au")))
    assert not any(map(is_official, ("gov.com", "cdc.gov.com", "govdelivery.com")))


@pytest.mark.parametrize("piece", ["a.", "a-", "http://", "www.", "x.com/", "(", "a.b.c.d.e."])
def test_a_long_text_takes_no_longer_than_its_length(piece: str) -> None:
    begun = time.perf_counter()
    list(links_in(piece * (100_000 // len(piece))))
    assert time.perf_counter() - begun < 5
