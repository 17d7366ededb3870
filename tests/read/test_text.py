"""Paragraphs, sentences and quotations."""

import pytest

from musterroll.read.text import paragraphs, quotations, sentences


def quoted(text):
    return [text[q.start : q.end] for q in quotations(text, paragraphs(text))]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('He said "go home" twice.', ["go home"]),
        ("He said “go home” twice.", ["go home"]),
        ("Er sagte: „Geh heim“, und ging.", ["Geh heim"]),
        ("Er sagte: »Geh heim«, und ging.", ["Geh heim"]),
        ("Il dit « rentre » et part.", [" rentre "]),
        ("„Ga naar huis”, zei hij.", ["Ga naar huis"]),
        ("'Stop ermee', zei hij 's avonds.", ["Stop ermee"]),
        ("‘It’s over,’ he said.", ["It’s over,"]),
        ("He didn't say it's over.", []),
        ("Foto's en auto's van 's lands vloot.", []),
        ('One "first" and "second".', ["first", "second"]),
    ],
)
def test_quotation_marks_of_every_kind(text, inside):
    assert quoted(text) == inside


def test_unclosed_quotation_ends_with_its_paragraph():
    assert quoted('He said: "I left.\nNothing more was heard.') == ["I left."]


def test_quotation_goes_on_when_the_next_paragraph_opens_with_a_mark():
    assert quoted('He said: "I left.\n"Then I ran."') == ["I left.", "Then I ran."]


def test_closing_mark_alone_makes_its_paragraph_a_quotation():
    assert quoted('Then I ran home to my mother."') == ["Then I ran home to my mother."]


def cut(text, words):
    return [text[s.start : s.end] for s in sentences(text, paragraphs(text)[0], 0, words())]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("He left. They stayed.", ["He left.", "They stayed."]),
        ("Mr. Smith left. J. Doe stayed.", ["Mr. Smith left.", "J. Doe stayed."]),
        ('"I left." They stayed.', ['"I left."', "They stayed."]),
        ('"Who left?" he asked.', ['"Who left?" he asked.']),
        ("It cost 1.5 million. Then more.", ["It cost 1.5 million.", "Then more."]),
        ("Он ушёл. Они остались.", ["Он ушёл.", "Они остались."]),
    ],
)
def test_sentences_end_where_they_should(words, text, parts):
    assert cut(text, words) == parts


def test_headline_is_a_short_line_without_full_stop():
    assert [p.headline for p in paragraphs("Six killed at the front\n\nSix men were killed.")] == [True, False]
