"""Names of other alphabets in Latin letters: near enough that somebody who heard the name finds it."""

import pytest

from kingfisher.kernel.scripts import in_latin


@pytest.mark.parametrize(
    ("said", "latin"),
    [
        ("محمد علي", "mhmd aly"),  # Muhammad Ali, as consonants
        ("فاطمة الزهراء", "ftmh al zhr"),  # the article stands apart, as in Al-Zahra
        ("يوسف", "yusf"),  # a w between consonants is a vowel
        ("李小龍", "li xiaolong"),  # the family name first, and apart
        ("李 小龍", "li  xiao long".replace("  ", " ")),
        ("김민준", "gim minjun"),
        ("ምስራቅ ተስፋዬ", "msrak tesfaye"),
        ("ਗੁਰਪ੍ਰੀਤ", "gurprit"),
        ("nguyễn", "nguyen"),
        ("chloe", "chloe"),
    ],
)
def test_a_name_is_brought_to_the_letters_a_to_z(said, latin):
    assert " ".join(in_latin(said).split()) == latin


def test_what_is_no_letter_stays_for_others_to_read():
    assert in_latin("o’neil 7, 王") == "o’neil 7, wang "
