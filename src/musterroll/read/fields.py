"""Sixth and seventh step: the fields of a claim – out of its own sentence, and carried from the sentences before as the codebook allows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from musterroll.codebook.words import currencies
from musterroll.model import Certainty, Claim, Interval, Money, Period, Polarity
from musterroll.read.analysis import Analysis
from musterroll.read.attribution import Voice
from musterroll.read.claims import ABOUT_PEOPLE, Draft
from musterroll.read.dates import Dated
from musterroll.read.document import Document
from musterroll.read.names import Entity
from musterroll.read.numbers import Amount
from musterroll.read.people import People

#: How far before a relative clause the name may stand that it is about ("Modou F., a student of pharmacy, who").
_RELATIVE = 8
#: An age written as one word: "23-year-old", "28-jährige", "19-летний".
_AGED = re.compile(r"\d{1,2}-\D{4,}")
#: Claims whose own words are negative: a negation beside them does not deny them.
_NEGATIVE = frozenset(
    {("fate", "missing"), ("fate", "hiding"), ("service", "no_training"), ("response", "denial"), ("motive", "spare_own")}
    | {("deception", kind) for kind in ("pay", "unspecified", "destination", "contract", "role")}
    | {("context", kind) for kind in ("shortage", "evasion")}
)
#: How far behind the verb of a ban its own negation may stand ("belet Belgen niet").
_NEAR_VERB = 3
#: Claims that tell of other actors than the force.
_ABOUT_OTHERS = frozenset({"fate", "network", "response"})
#: Responses that are about a number of people: those arrested, punished, helped, asked back.
_COUNTING = frozenset({"arrest", "sanction", "help", "demand_return", "negotiation"})
_STATE = frozenset({"institution", "country", "army"})


@dataclass(slots=True)
class Carried:
    """What a reader carries from the sentences before: force and origins of the paragraph."""

    force: str | None = None
    origins: tuple[str, ...] = ()
    agent: str | None = None
    single: bool = False
    paragraph: int = -1

    def enter(self, analysis: Analysis) -> None:
        """Begin a sentence: a new paragraph forgets the origins."""
        if analysis.sentence.paragraph != self.paragraph:
            self.paragraph, self.origins, self.single = analysis.sentence.paragraph, (), False

    def keep(self, analysis: Analysis, claim: Claim) -> None:
        """Keep in mind what a claim told."""
        if claim.origins and not analysis.sentence.headline:
            self.origins = claim.origins
        if claim.force and analysis.forces and claim.type not in _ABOUT_OTHERS:
            self.force = claim.force
        if claim.count == Interval(1, 1) and claim.type in ABOUT_PEOPLE:
            self.single = True
        if claim.type == "network" and claim.actor:
            self.agent = claim.actor

    def leave(self, analysis: Analysis) -> None:
        """End a sentence: people whom it named are known to the next, whether it made claims or not."""
        own = [code for group in analysis.people if group.recruitable for code in group.origins if code != self.force]
        self.origins = tuple(dict.fromkeys(own)) or self.origins
        if _several(analysis):
            self.single = False


@dataclass(slots=True)
class Context:
    """All that the fields of a claim may depend on besides its own sentence."""

    document: Document
    carried: Carried = field(default_factory=Carried)


def _several(analysis: Analysis) -> bool:
    """Does the sentence tell of more than one person?"""
    if analysis.hits.get("pronoun.plural") or analysis.hits.get("pronoun.our"):
        return True
    return any(group.recruitable and group.count != Interval(1, 1) for group in analysis.people)


def force(analysis: Analysis, draft: Draft, context: Context) -> tuple[str | None, str]:
    """The force recruited into, and why: named in the clause or sentence, carried, or the report's main one."""
    known = context.document.forces
    here = [f for f in analysis.forces if f.name in known]
    agents = [c.code for c in analysis.countries if c.code in known and c.form in ("name", "capital") and c.start <= draft.first]
    if (
        draft.type == "recruitment"
        and agents
        and (not here or (agents[0] == known[0] and known[0] not in {f.name for f in here} and len(known[0]) == 2))
    ):
        return agents[0], "the state that recruits"
    if draft.type in _ABOUT_OTHERS:
        # Who moves, captures or answers for the recruits is often a force, too, but not theirs.
        here = [f for f in here if f.name in (context.document.force, context.carried.force) or f.start > draft.first]
    if here:
        near = min(here, key=lambda f: (f.name != known[0], not draft.start <= f.start < draft.end, abs(f.start - draft.first)))
        return near.name, "named in the sentence"
    if context.carried.force and context.carried.paragraph == analysis.sentence.paragraph:
        return context.carried.force, "carried from the sentence before"
    if known:
        return known[0], "the force that the report is about"
    return None, ""


def origins(analysis: Analysis, draft: Draft, context: Context, recruiter: str | None) -> tuple[tuple[str, ...], str]:
    """Where the people come from, and why."""
    if draft.type == "context":
        return (), ""
    own = [code for group in ([draft.people] if draft.people else []) for code in group.origins if code != recruiter]
    if own:
        return tuple(own), "told of the people"
    if draft.people and "person.foreign" in draft.people.heads:
        return (), ""
    span = [
        code
        for group in analysis.people
        if group.recruitable and (draft.start <= group.start < draft.end or draft.type in ("response", "motive", "network"))
        for code in group.origins
        if code != recruiter
    ]
    if span:
        return tuple(dict.fromkeys(span)), "told in the sentence"
    if draft.type == "recruitment" and (named := _listed(analysis, draft, recruiter)):
        return named, "the countries in which they are recruited"
    if (
        draft.type == "response"
        and not analysis.sentence.headline
        and (own_state := _acting_state(analysis, draft, context, recruiter))
    ):
        return (own_state,), "the state that acts for its people"
    if analysis.sentence.headline:
        return _headline_origins(analysis, context, recruiter)
    if context.carried.origins and context.carried.paragraph == analysis.sentence.paragraph:
        return context.carried.origins, "carried from the sentence before"
    if local := _local(analysis, draft, context):
        return (local,), "the country in which it happens"
    main = tuple(code for code in context.document.main if code != recruiter)
    if (
        not main
        and context.document.protagonist
        and draft.type in ABOUT_PEOPLE
        and (_one_person(analysis, draft) or analysis.hits.get("pronoun.our"))
    ):
        return (context.document.protagonist,), "the person whose account it is"
    return (main, "the people that the report is about") if main else ((), "")


def _local(analysis: Analysis, draft: Draft, context: Context) -> str | None:
    """In a report about people of several nations: the one in whose country go-betweens are at work or people are lured."""
    if (
        context.document.main
        or draft.type not in ("network", "inducement", "deception", "recruitment", "enlistment")
        or "route" in draft.kinds
    ):
        return None
    return next((code for code in places(analysis, draft) if code not in context.document.sides and len(code) == 2), None)


def _acting_state(analysis: Analysis, draft: Draft, context: Context, recruiter: str | None) -> str | None:
    if "arrest" in draft.kinds or "sanction" in draft.kinds:
        return None
    who = actor(analysis, draft, context, recruiter)
    if who is None or len(who) != 2 or who in context.document.sides:
        return None
    return who if who in context.document.origins or {"ban", "warning"} & set(draft.kinds) else None


def _listed(analysis: Analysis, draft: Draft, recruiter: str | None) -> tuple[str, ...]:
    named = [
        c
        for c in (*analysis.countries, *analysis.towns)
        if c.start >= draft.first and c.code != recruiter and c.form != "adjective"
    ]
    return tuple(dict.fromkeys(c.code for c in sorted(named)))


def _headline_origins(analysis: Analysis, context: Context, recruiter: str | None) -> tuple[tuple[str, ...], str]:
    main = tuple(code for code in context.document.main if code != recruiter)
    told = tuple(code for code in main if any(c.code == code for c in (*analysis.countries, *analysis.towns)))
    if told:
        return told, "told in the headline"
    return (main, "those of the person quoted") if main and any(q >= 0 for q in analysis.quoted) else ((), "")


def count(analysis: Analysis, draft: Draft, context: Context) -> tuple[Interval | None, str]:
    """How many people, and why."""
    if draft.type == "context":
        loss = next(
            (n.interval for n in analysis.numbers if draft.start <= n.start < draft.end and _is_count(analysis, n.start)), None
        )
        return (loss, "the number told") if loss and "own_losses" in draft.kinds else (None, "")
    if draft.type == "motive":
        return None, ""
    if draft.type == "response" and not set(draft.kinds) & _COUNTING:
        return None, ""
    if draft.people and draft.people.count == Interval(1, 1) and polarity(analysis, draft)[0] == "denied":
        return None, ""
    if draft.people and draft.people.count and not _somebody_else(analysis, draft):
        return draft.people.count, "told of the people"
    if draft.type == "response" and (told := _counted_others(analysis, draft) or _any_number(analysis, draft)):
        return told, "the number of those it hit"
    if "arrest" in draft.kinds and any(e.kind == "person" and draft.start <= e.start < draft.end for e in analysis.entities):
        return Interval(1, 1), "one person"
    if draft.people and draft.type in ABOUT_PEOPLE and _is_single(analysis, draft.people):
        return Interval(1, 1), "one person"
    if draft.people is None and draft.type in ("fate", "service", "enlistment") and (told := _counted_others(analysis, draft)):
        return told, "the number before those it is about"
    counted = [
        g
        for g in analysis.people
        if g.count and draft.start <= g.start < draft.end and (g.recruitable or draft.type == "response")
    ]
    if counted and not draft.people:
        near = min(counted, key=lambda g: abs(g.start - draft.first))
        return near.count, "the number nearest to it"
    if (
        draft.people is None
        and (draft.type in ABOUT_PEOPLE or "arrest" in draft.kinds)
        and any(_AGED.match(analysis.tokens[at].low) for at in range(draft.start, draft.end))
    ):
        return Interval(1, 1), "one person of a certain age"
    if draft.people is None and draft.type in ABOUT_PEOPLE and _one_person(analysis, draft):
        return Interval(1, 1), "one person"
    if (
        draft.people is None
        and draft.type in ABOUT_PEOPLE - {"recruitment", "inducement"}
        and context.carried.single
        and analysis.quoted[draft.first] < 0
        and not _several(analysis)
    ):
        return Interval(1, 1), "the one person that the account is about"
    return None, ""


def _is_count(analysis: Analysis, start: int) -> bool:
    others: list[Amount | Dated] = [*analysis.amounts, *analysis.dates]
    return any(group.start <= start < group.end for group in analysis.people) or not any(
        span.start <= start < span.end for span in others
    )


def _any_number(analysis: Analysis, draft: Draft) -> Interval | None:
    """The number nearest to an arrest or a penalty that is no date, money, age or term of years."""
    if not {"arrest", "sanction"} & set(draft.kinds):
        return None
    taken = {at for spans in (analysis.amounts, analysis.dates) for span in spans for at in range(span.start, span.end)}
    units = {hit.start for name in ("unit", "fraction") for hit in analysis.hits.get(name, ())}
    able = [
        n
        for n in analysis.numbers
        if draft.start <= n.start < draft.end and n.start not in taken and not {n.end, n.end + 1} & units
    ]
    aged = [n for n in able if n.plain and n.end < len(analysis.tokens) and analysis.tokens[n.end].text in "),"]
    able = [n for n in able if n not in aged and n.interval != Interval(1, 1)]
    return min(able, key=lambda n: abs(n.start - draft.first)).interval if able else None


def _counted_others(analysis: Analysis, draft: Draft) -> Interval | None:
    """A number before people or firms that are no recruits: those arrested, the agencies closed."""
    others = [
        e.start
        for e in analysis.entities
        if e.kind in ("speaker", "network.intermediary", "organisation", "person.kin", "person.recruit")
    ]
    others += [
        hit.start
        for name in ("speaker", "network.intermediary", "recruiter", "organisation")
        for hit in analysis.hits.get(name, ())
    ]
    able = [
        n
        for n in analysis.numbers
        if draft.start <= n.start < draft.end and any(0 <= start - n.end <= 2 or n.start == start for start in others)
    ]
    return min(able, key=lambda n: abs(n.start - draft.first)).interval if able else None


def _somebody_else(analysis: Analysis, draft: Draft) -> bool:
    """ "A woman in uniform took our passports": the one who acts is not among those it happened to."""
    group = draft.people
    if group is None or group.count != Interval(1, 1) or draft.type not in ("coercion", "deception", "inducement", "network"):
        return False
    if any(
        draft.start <= hit.start < draft.end for name in ("pronoun.our", "pronoun.plural") for hit in analysis.hits.get(name, ())
    ):
        return True
    return not group.bare and not group.origins and group.end <= draft.first


def _is_single(analysis: Analysis, group: People) -> bool:
    """Is a group one person: with a name right behind ("the Ghanaian Kwabena Asare") or an age before it ("the 28-year-old Syrian")?"""
    if any(entity.kind == "person" and 0 <= entity.start - group.end <= 1 for entity in analysis.entities):
        return True
    return any(_AGED.match(token.low) for token in analysis.tokens[max(0, group.start - 2) : group.end])


def _one_person(analysis: Analysis, draft: Draft) -> bool:
    saying = {
        at for name in ("say", "tell", "say.report") for hit in analysis.hits.get(name, ()) for at in (hit.start - 1, hit.end)
    }

    def told(name: str) -> bool:
        return any(draft.start <= hit.start < draft.end and hit.start not in saying for hit in analysis.hits.get(name, ()))

    if told("pronoun.self"):
        return not told("pronoun.our")
    if told("pronoun.single"):
        return not told("pronoun.plural") and not told("pronoun.our")
    if analysis.has("clause", draft.start, draft.start + 1):
        return any(entity.kind == "person" and 0 <= draft.start - entity.end <= _RELATIVE for entity in analysis.entities)
    return any(
        entity.kind in ("person", "surname", "name") and draft.start <= entity.start < draft.first for entity in analysis.entities
    )


def amount(analysis: Analysis, draft: Draft, context: Context) -> Money | None:
    """The money of the claim: pay that is offered, kept back or promised with a false job, or a fee."""
    wanted = (
        (draft.type == "inducement" and "pay" in draft.kinds)
        or draft.type == "deception"
        or (draft.type == "network" and "fee" in draft.kinds)
    )
    if not wanted or not analysis.amounts:
        return None
    near = min(analysis.amounts, key=lambda a: (not draft.start <= a.start < draft.end, abs(a.start - draft.first)))
    currency = near.money.currency
    if near.bare and context.document.home:
        currency = currencies().get(currency, {}).get(context.document.home, currency)
    return replace(near.money, currency=currency, per=near.money.per or ("once" if draft.type == "network" else None))


def actor(analysis: Analysis, draft: Draft, context: Context, recruiter: str | None) -> str | None:
    """Who acts, in a response or a network: a state's code for any of its organs, else the name as the report gives it."""
    if draft.type == "network":
        return _go_between(analysis, draft) or (context.carried.agent if "fee" in draft.kinds else None)
    if draft.type != "response":
        return None
    chosen = _agent(analysis, draft)
    if chosen is None:
        return context.document.home if "denial" not in draft.kinds else recruiter
    if chosen.country:
        return chosen.country
    if chosen.kind in _STATE:
        return context.document.home
    return chosen.name


def _agent(analysis: Analysis, draft: Draft) -> Entity | None:
    """Who acts: behind "by" in a passive; else the subject, in the claim's clauses or before them; else what stands behind the verb."""
    able = [e for e in analysis.entities if e.kind not in ("document", "pronoun", "person.recruit", "surname")]
    behind = {hit.end for hit in analysis.hits.get("by", ())}
    behind |= {hit.end for hit in analysis.hits.get("article", ()) if hit.start in behind}
    if passive := [e for e in able if e.start in behind and e.start >= draft.first]:
        return passive[0]
    before = [
        e for e in able if e.end <= draft.first + 1 and analysis.quoted[e.start] == analysis.quoted[draft.first] and not e.oblique
    ]
    if near := [e for e in before if e.start >= draft.start]:
        return near[0]
    after = [
        e
        for e in able
        if draft.first < e.start < draft.end and e.kind in ("institution", "organisation", "country", "person", "person.kin")
    ]
    return before[0] if before else after[0] if after else None


def _go_between(analysis: Analysis, draft: Draft) -> str | None:
    inside = [e for e in analysis.entities if draft.start <= e.start < draft.end]
    agents = [e for e in inside if e.kind == "network.intermediary"]
    if not agents:
        named = [e for e in inside if e.kind in ("person", "organisation", "outlet") and e.end <= draft.first + 1]
        return named[0].name if named and "intermediary" in draft.kinds else None
    agent = agents[0]
    name = next((e for e in inside if e.kind in ("person",) and 0 <= e.start - agent.end <= 1), None)
    return name.name if name else agent.name


def places(analysis: Analysis, draft: Draft) -> tuple[str, ...]:
    """Where it happens: towns, and countries with a preposition of place or direction before them."""

    def inside(start: int) -> bool:
        return draft.start <= start < draft.end

    holders = {at for e in analysis.entities if e.kind in ("institution", "organisation") for at in range(e.start, e.end)}
    holders |= {at for f in analysis.forces for at in range(f.start, f.end)}
    # What a demand or a ban is addressed to is no place where it happens.
    prepositions = ("at",) if draft.type == "response" else ("at", "toward")
    links = {hit.end for name in prepositions for hit in analysis.hits.get(name, ())}
    found = [t for t in analysis.towns if inside(t.start) and t.start not in holders]
    # In some languages the preposition of whom one asks is that of the place, too.
    asked = {
        at
        for hit in analysis.hits.get("demand", ())
        for at in range(hit.end, hit.end + 4)
        if draft.type == "response" and draft.kinds[0].startswith("demand_")
    }
    found += [
        c
        for c in analysis.countries
        if c.form in ("name", "capital") and inside(c.start) and c.start not in holders | asked and {c.start, c.start - 1} & links
    ]
    return tuple(dict.fromkeys(c.code for c in sorted(found)))


def time(analysis: Analysis, draft: Draft, voice: Voice) -> Period | None:
    """When it happened: a date in the claim's clauses that is not the date of saying."""
    cues = [] if draft.type == "response" else voice.cues
    able = [
        d
        for d in analysis.dates
        if d.period.start != d.period.end or not any(0 <= d.start - end <= 6 or 0 <= start - d.end <= 2 for start, end in cues)
    ]
    inside = [d for d in able if draft.start <= d.start < draft.end]
    chosen = inside or [d for d in able if len(analysis.dates) == 1 and analysis.quoted[d.start] == analysis.quoted[draft.first]]
    return min(chosen, key=lambda d: abs(d.start - draft.first)).period if chosen else None


def polarity(analysis: Analysis, draft: Draft) -> tuple[Polarity, str]:
    """Denied when a negation stands in the claim's clauses outside its own words, or the sentence refutes it."""
    if draft.type == "response" and "denial" in draft.kinds:
        return "affirmed", ""
    for hit in (h for name in ("refute", "verdict.false") for h in analysis.hits.get(name, ())):
        between = range(min(hit.start, draft.first), max(hit.start, draft.first))
        if not any(analysis.tokens[at].text == ";" for at in between):
            return "denied", hit.text
    if analysis.hits.get("unknown") or any((draft.type, kind) in _NEGATIVE for kind in draft.kinds):
        return "affirmed", ""
    low, high = _scope(analysis, draft)
    for hit in analysis.hits.get("not", ()):
        if low <= hit.start < high and not _advised(draft, hit.start):
            return "denied", hit.text
    return "affirmed", ""


def _advised(draft: Draft, at: int) -> bool:
    """Does a negation belong to what is warned of, banned or demanded, rather than to the act: "warned them not to go"?"""
    if draft.type != "response" or at < draft.last:
        return False
    return (
        bool({"warning", "demand_stop", "demand_return", "demand_compensation"} & set(draft.kinds))
        or at - draft.last > _NEAR_VERB
    )


def _scope(analysis: Analysis, draft: Draft) -> tuple[int, int]:
    number = analysis.clause_of(draft.first)
    start, end = analysis.clauses[number]
    return max(start, min(draft.start, draft.first)) if draft.start > start else start, min(
        max(end, draft.last), max(draft.end, draft.last)
    )


def certainty(analysis: Analysis, draft: Draft) -> tuple[Certainty, str]:
    """Unknown when the sentence says so; hedged when a hedge stands in the claim's clauses."""
    if hit := next(iter(analysis.hits.get("unknown", ())), None):
        return "unknown", hit.text
    for hit in analysis.hits.get("hedge", ()):
        if draft.start <= hit.start < draft.end and not ("arrest" in draft.kinds and hit.start >= draft.first):
            return "hedged", hit.text
    return "asserted", ""


def groups(analysis: Analysis, draft: Draft) -> tuple[str, ...]:
    """What the people are, as far as the claim's own sentence tells."""
    if draft.type == "context":
        return ()
    found: Sequence[str] = draft.people.groups if draft.people else ()
    if not found:
        found = [
            name
            for group in analysis.people
            if draft.start <= group.start < draft.end and group.recruitable
            for name in group.groups
        ]
    return tuple(dict.fromkeys(found))
