"""Expressions: what each sign of their syntax matches, and what it does not."""

import pytest

from tests.read.conftest import found_in


def hits(text, words):
    tokens, found = found_in(text, words)
    return {concept: [" ".join(t.text for t in tokens[h.start : h.end]) for h in hits] for concept, hits in found.hits.items()}


@pytest.mark.parametrize(
    ("expression", "text", "matched"),
    [
        ("killed", "He was killed there.", "killed"),
        ("kill*", "He was killed there.", "killed"),
        ("*soldiers", "Two ex-soldiers left.", "ex-soldiers"),
        ("*sold*", "Two ex-soldiers left.", "ex-soldiers"),
        ("died|fell", "Three fell there.", "fell"),
        ("came home in a coffin", "He came home in a coffin.", "came home in a coffin"),
        ("lost his|her? life|lives", "They lost lives.", "lost lives"),
        ("lost _ leg", "He lost one leg.", "lost one leg"),
        ("from .. to", "from the old camp to the front", "from the old camp to"),
        ("lost & leg", "A leg is what he lost.", "leg is what he lost"),
        ("Polish", "A Polish man left.", "Polish"),
        ("leven & verloor & het", "Hij verloor in juli het leven.", "verloor in juli het leven"),
        ("запис*ся", "Он записался туда.", "записался"),
    ],
)
def test_expression_matches(words, expression, text, matched):
    assert hits(text, words(fate__killed=expression)) == {"fate.killed": [matched]}


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("killed", "He was skilled there."),
        ("Polish", "They polish boots."),
        ("from .. to", "from one two three four five to"),
        ("return* ! tax", "They returned their tax forms."),
        ("lost & leg", "He lost."),
    ],
)
def test_expression_does_not_match(words, expression, text):
    assert not hits(text, words(fate__killed=expression)).get("fate.killed")


def test_parts_too_far_apart_do_not_belong_together(words):
    text = "He lost " + "very " * 17 + "leg"
    assert not hits(text, words(fate__wounded="lost & leg")).get("fate.wounded")


def test_reference_is_met_by_a_hit_of_the_other_concept(words):
    language = words(enlist="joined the? <army>", army="army; armed forces")
    assert hits("He joined the armed forces.", language)["enlist"] == ["joined the armed forces"]


def test_references_build_on_each_other_in_any_order_of_the_file(words):
    language = words(recruit="hire <enlist>", enlist="men for <army>", army="militia")
    assert hits("They hire men for militia.", language)["recruit"] == ["hire men for militia"]


def test_words_and_references_are_alternatives_of_one_element(words):
    language = words(enlist="joined legion|<army>", army="militia")
    assert hits("He joined legion.", language)["enlist"] == ["joined legion"]
    assert hits("He joined militia.", language)["enlist"] == ["joined militia"]


def test_clitics_and_elisions_are_tokens_of_their_own(words):
    language = words(army="'s army; l' armée")
    assert hits("Russia's army", language)["army"] == ["'s army"]
    assert hits("l’armée", language)["army"] == ["l’ armée"]
