"""The cascade as a whole: ``read(report)``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from musterroll.errors import UnknownLanguage
from musterroll.model import Claim, Evidence, Report, Trace
from musterroll.read import fields, gate
from musterroll.read.analysis import Analysis, analyse
from musterroll.read.attribution import Voice, attribute, speech
from musterroll.read.claims import Draft, another_figure, drafts, trimmed, words_of
from musterroll.read.document import document
from musterroll.read.fire import firings
from musterroll.read.judge import Weights, features, probability, weights
from musterroll.read.languages import language_of
from musterroll.read.match import matcher_of
from musterroll.read.text import paragraphs, quotations, sentences


def read(report: Report) -> list[Claim]:
    """The claims of a report, in the order of its text.

    The language is guessed when the report does not tell it. Raises ``UnknownLanguage`` when there are no words for it.
    The same report always gives the same claims; a report about something else gives none.
    """
    return [proposal.claim for proposal in propose(report, weights())]


class Proposal(NamedTuple):
    """A claim that the rules propose, and the features by which the judge weighed it."""

    claim: Claim
    features: tuple[str, ...]


def propose(report: Report, learnt: Weights) -> list[Proposal]:
    """The claims of a report that the judge lets pass with what it has learnt."""
    language = report.language or language_of(report.text)
    if not gate.opens(report.text, language):
        return []
    analyses = analyse_report(report, language)
    fired = [firings(analysis) for analysis in analyses]
    facts = document(analyses, fired)
    if not facts.about:
        return []
    context = fields.Context(facts)
    result: list[Proposal] = []
    before: list[str] = []
    counted: Draft | None = None
    paragraph = -1
    for analysis, made, voice in zip(analyses, fired, attribute(report, analyses), strict=True):
        drafted = drafts(analysis, made, facts.force)
        if analysis.sentence.paragraph != paragraph:
            paragraph, counted = analysis.sentence.paragraph, None
        drafted += another_figure(analysis, drafted, counted)
        counted = next((draft for draft in reversed(drafted) if draft.people and draft.people.count), counted)
        result += _sentence(report, analysis, drafted, voice, context, before, learnt)
        before = [draft.type for draft in drafted]
    return result


def analyse_report(report: Report, language: str) -> list[Analysis]:
    """The sentences of a report, each with all that was found in it; a paragraph in another language by that language's words."""
    found = paragraphs(report.text)
    quotes = quotations(report.text, found)
    result = []
    for number, paragraph in enumerate(found):
        matcher = matcher_of(language)
        cut = sentences(report.text, paragraph, number, matcher.words)
        if matcher.foreign(cut) and (other := _other_language(report.text[paragraph.start : paragraph.end], language)):
            matcher = matcher_of(other)
            cut = sentences(report.text, paragraph, number, matcher.words)
        result += [analyse(report.text, sentence, quotes, matcher, report.published) for sentence in cut]
    return result


def _other_language(text: str, language: str) -> str | None:
    try:
        other = language_of(text)
    except UnknownLanguage:
        return None
    return other if other != language else None


def _sentence(
    report: Report,
    analysis: Analysis,
    drafted: Sequence[Draft],
    voice: Voice,
    context: fields.Context,
    before: Sequence[str],
    learnt: Weights,
) -> list[Proposal]:
    result = []
    context.carried.enter(analysis)
    for draft in drafted:
        names = features(analysis, draft, drafted, voice, before)
        chance = probability(names, learnt)
        if chance >= learnt.threshold:
            weighed = f"{chance:.2f}, weighed by the judge" if learnt.features else ""
            claim = _claim(report, analysis, draft, voice, context, weighed)
            context.carried.keep(analysis, claim)
            result.append(Proposal(claim, tuple(names)))
    context.carried.leave(analysis)
    return result


def _claim(report: Report, analysis: Analysis, draft: Draft, voice: Voice, context: fields.Context, weighed: str) -> Claim:
    start, end = trimmed(analysis, draft)
    recruiter, why_force = fields.force(analysis, draft, context)
    origins, why_origins = fields.origins(analysis, draft, context, recruiter)
    count, why_count = fields.count(analysis, draft, context)
    polarity, why_polarity = fields.polarity(analysis, draft)
    certainty, why_certainty = fields.certainty(analysis, draft)
    source = voice.of_act(analysis, draft.first, draft.last) if draft.type == "response" else voice.at(analysis, draft.first)
    if certainty == "unknown" and not voice.told and not speech(analysis, draft.first):
        # What is not known to anybody is said by nobody.
        source = voice.issuer
    reasons = (
        ("force", why_force), ("origins", why_origins), ("count", why_count), ("polarity", why_polarity), ("certainty", why_certainty),
        ("chance", weighed),
    )  # fmt: skip
    return Claim(
        type=draft.type,
        evidence=Evidence(start, end, report.text[start:end]),
        kinds=draft.kinds,
        force=recruiter,
        origins=origins,
        groups=fields.groups(analysis, draft),
        count=count,
        amount=fields.amount(analysis, draft, context),
        actor=fields.actor(analysis, draft, context, recruiter),
        places=fields.places(analysis, draft),
        time=fields.time(analysis, draft, voice),
        polarity=polarity,
        certainty=certainty,
        source=source,
        report=report.name,
        language=analysis.language,
        trace=Trace(draft.firings[0].rule, tuple(words_of(draft)), tuple((name, why) for name, why in reasons if why)),
    )
