"""Fifth step, second half: claims out of the rules that fired, one for each type and group of people in a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from musterroll.codebook.scheme import load_scheme
from musterroll.model import Interval
from musterroll.read.analysis import Analysis
from musterroll.read.fire import Firing
from musterroll.read.people import People

#: Claims about recruits themselves: their subject is a group of people.
ABOUT_PEOPLE = frozenset({"recruitment", "enlistment", "service", "fate", "coercion", "deception", "inducement"})


@dataclass(slots=True)
class Draft:
    """A claim being made: the firings that belong together, the people they are about, and the tokens they rest on."""

    type: str
    firings: list[Firing]
    people: People | None
    start: int = 0
    end: int = 0
    kinds: tuple[str, ...] = field(default=())

    @property
    def first(self) -> int:
        return min(firing.start for firing in self.firings)

    @property
    def last(self) -> int:
        return max(firing.end for firing in self.firings)


def drafts(analysis: Analysis, fired: Sequence[Firing], force: str | None) -> list[Draft]:
    """The claims of a sentence, in the order of the text."""
    result: list[Draft] = []
    for type_ in dict.fromkeys(firing.type for firing in fired):
        result += _of_type(analysis, [firing for firing in fired if firing.type == type_], force)
    result = _suppressed(analysis, result)
    for draft in result:
        kinds = {firing.kind for firing in draft.firings if firing.kind}
        # A fee is paid to a go-between, whether the sentence names one or not.
        kinds |= {"intermediary"} if "fee" in kinds else set()
        draft.kinds = tuple(sorted(kinds, key=_order(draft.type).index))
        if len(draft.kinds) > 1 and "unspecified" in draft.kinds:
            draft.kinds = tuple(kind for kind in draft.kinds if kind != "unspecified")
    _place(analysis, result)
    return sorted(result, key=lambda d: (d.start, d.end))


@cache
def _order(type_: str) -> tuple[str, ...]:
    """The kinds of a type in the codebook's order."""
    return tuple(next(known.kinds for known in load_scheme().types if known.name == type_))


#: Types whose counts a report likes to give again by another source.
_COUNTED = frozenset({"recruitment", "enlistment", "service", "fate", "network"})


def another_figure(analysis: Analysis, made: Sequence[Draft], before: Draft | None) -> list[Draft]:
    """ "The union puts the figure at 280": the claim counted last, with another number.

    ``before`` is the last counted claim of the paragraph; one in this sentence comes before it.
    """
    result = []
    for hit in analysis.hits.get("figure", ()):
        counted = [
            draft for draft in made if draft.people and draft.people.count and draft.type in _COUNTED and draft.last <= hit.start
        ]
        known = counted[-1] if counted else before
        used = {draft.people for draft in made if draft.people}
        number = next(
            (
                group
                for group in analysis.people
                if group.count and group not in used and -4 <= group.start - hit.end <= 8 and not group.groups
            ),
            None,
        )
        if (
            known
            and number
            and not any(
                draft.start <= hit.start < draft.end and draft.type == known.type for draft in made if draft not in counted
            )
        ):
            firings = [
                Firing(
                    known.type,
                    kind,
                    min(hit.start, number.start),
                    max(hit.end, number.end),
                    "another figure",
                    (" ".join(token.text for token in analysis.tokens[hit.start : hit.end]),),
                    ((hit.start, hit.end),),
                )
                for kind in known.kinds or ("",)
            ]
            draft = Draft(known.type, firings, number, kinds=known.kinds)
            _place(analysis, [draft])
            result.append(draft)
    return result


def _of_type(analysis: Analysis, fired: list[Firing], force: str | None) -> list[Draft]:
    groups: list[Draft] = []
    fired = [_by_agent(analysis, firing) for firing in fired]
    for firing in sorted(_longest(fired), key=lambda f: (f.start, f.end)):
        people = subject(analysis, firing)
        if people and _others(people, firing, force):
            if firing.type == "fate" and firing.kind in ("killed", "wounded") and "person.soldier" in people.heads:
                groups.append(Draft("context", [firing._replace(type="context", kind="own_losses")], people))
            continue
        home = next((draft for draft in groups if draft.type == firing.type and _same(draft.people, people)), None)
        if home:
            home.firings.append(firing)
            home.people = home.people or people
        else:
            groups.append(Draft(firing.type, [firing], people))
    return _entwined(groups)


def _entwined(groups: list[Draft]) -> list[Draft]:
    """Join what rests on the same words: two drafts of a type whose firings overlap are one claim."""
    result: list[Draft] = []
    for draft in sorted(groups, key=lambda d: d.first):
        home = next((d for d in result if d.type == draft.type and draft.first < d.last and d.first < draft.last), None)
        if home:
            home.firings += draft.firings
            home.people = max(home.people, draft.people, key=lambda p: (p is not None, p is not None and p.count is not None))
        else:
            result.append(draft)
    return result


def _by_agent(analysis: Analysis, firing: Firing) -> Firing:
    """Recruiting by a go-between is the network's, not the force's own."""
    if firing.type != "recruitment":
        return firing
    start, end = analysis.clauses[analysis.clause_of(firing.start)]
    agents = analysis.hits.get("network.intermediary", ())
    behind = {hit.end for hit in analysis.hits.get("by", ())} | {hit.end + 1 for hit in analysis.hits.get("by", ())}
    subject_ = any(start <= hit.start and hit.end <= firing.start for hit in agents)
    passive = any(firing.end <= hit.start < end and hit.start in behind for hit in agents)
    if (subject_ or passive) and not any(start <= force.start < firing.start for force in analysis.forces):
        return firing._replace(type="network", kind="intermediary")
    return firing


def _longest(fired: list[Firing]) -> list[Firing]:
    """Leave out what a longer expression of another kind contains: "came home in a coffin" is no return."""
    return [
        one
        for one in fired
        if one.type in ("network", "inducement")
        or not any(other.kind != one.kind and "." in other.rule and _holds(other, one) for other in fired)
    ]


def _holds(longer: Firing, one: Firing) -> bool:
    """Do all words of a firing lie inside one run of words of a longer one?"""
    size = one.end - one.start
    return any(start <= one.start and one.end <= end and end - start > size for start, end in longer.spans)


def _others(people: People, firing: Firing, force: str | None) -> bool:
    """Are the people none that could be recruits: civilians, relatives, the force's own soldiers?"""
    if firing.type not in ("fate", "service", "enlistment"):
        return False
    if not people.recruitable:
        return True
    return "person.soldier" in people.heads and bool(people.origins) and set(people.origins) == {force}


def _same(a: People | None, b: People | None) -> bool:
    """May two firings be about the same people? Not when both are counted and differ."""
    if a is None or b is None or a is b or (a.start, a.end) == (b.start, b.end):
        return True
    return not ((a.count and b.count) or ((a.count or b.count) and a.origins and b.origins and a.origins != b.origins))


def subject(analysis: Analysis, firing: Firing) -> People | None:
    """The people a firing is about: in its own clause, before it rather than after; in the clause before when its own begins with "who"."""
    number = analysis.clause_of(firing.start)
    start, end = analysis.clauses[number]
    end = max(end, firing.end)
    here = [group for group in analysis.people if start <= group.start < end]
    able = [group for group in here if group.recruitable]
    kin = [group for group in here if group.heads <= {"person.kin"} and not group.bare]
    if not able:
        able = [group for group in kin if group.count] or [group for group in here if group not in kin]
    if inside := [group for group in able if firing.start <= group.start < firing.end]:
        return max(inside, key=lambda group: (group.count is not None, bool(group.origins)))
    before = [group for group in able if group.end <= firing.start]
    after = [group for group in able if group.start >= firing.end and group.start - firing.end <= 8]
    if before:
        return max(
            before,
            key=lambda group: (
                group.count is not None and firing.start - group.end <= 10,
                group.count != Interval(1, 1),
                group.start,
            ),
        )
    if after:
        return after[0]
    if number and _they(analysis, start, firing.start):
        earlier = [
            group for group in analysis.people if group.start < start and group.recruitable and (group.count or group.origins)
        ]
        if earlier:
            return earlier[-1]
    if number and analysis.has("clause", start, start + 1):
        earlier = [
            group for group in analysis.people if analysis.clauses[number - 1][0] <= group.start < start and group.recruitable
        ]
        if earlier and start - earlier[-1].end <= 4:
            return earlier[-1]
    if number and not analysis.has("clause", start, start + 1):
        return _cut_off(analysis, number)
    return None


def _cut_off(analysis: Analysis, number: int) -> People | None:
    """The subject that an insertion parts from its verb: "four of his comrades, he says, were killed"."""
    low = max((at + 1 for at in range(analysis.clauses[number][0]) if analysis.tokens[at].text in ";:"), default=0)
    if analysis.quoted[analysis.clauses[number][0]] != analysis.quoted[low]:
        return None
    earlier = [group for group in analysis.people if low <= group.start < analysis.clauses[number][0] and group.recruitable]
    return earlier[-1] if earlier and (earlier[-1].count or earlier[-1].origins) else None


def _they(analysis: Analysis, start: int, end: int) -> bool:
    return any(start <= hit.start < end for hit in analysis.hits.get("pronoun.plural", ()))


def _suppressed(analysis: Analysis, made: list[Draft]) -> list[Draft]:
    """Leave out what is only presupposed: recruiting inside a demand, a ban or a denial; a return that is demanded."""
    acts = {firing.kind for draft in made if draft.type == "response" for firing in draft.firings}
    denial = min(
        (f.start for draft in made if draft.type == "response" for f in draft.firings if f.kind == "denial"), default=None
    )
    if analysis.tokens[-1].text == "?" or (len(analysis.tokens) > 1 and analysis.tokens[-2].text == "?"):
        return []
    lured = any(
        firing.kind in ("job", "role", "pay", "unspecified")
        for draft in made
        if draft.type == "deception"
        for firing in draft.firings
    )
    charged = any(firing.kind == "fee" for draft in made if draft.type == "network" for firing in draft.firings)
    kept = []
    for draft in made:
        if draft.type == "inducement" and (lured or charged) and {f.kind for f in draft.firings} <= {"pay", "job"}:
            continue
        if denial is not None and draft.type in ABOUT_PEOPLE and (draft.first > denial or analysis.quoted[draft.first] >= 0):
            continue
        if draft.type == "recruitment" and acts and (_only_noun(draft) or acts & {"demand_stop", "ban", "denial", "warning"}):
            continue
        if (
            draft.type == "recruitment"
            and _only_noun(draft)
            and any(other.type in ("network", "motive", "context", "deception") for other in made)
        ):
            continue
        if draft.type == "fate" and _asked_back(draft, acts):
            continue
        if draft.type in ("enlistment", "recruitment") and acts & {"ban", "warning", "denial", "sanction"}:
            continue
        if draft.type == "network" and acts & _AGAINST and all(firing.rule == "network.intermediary" for firing in draft.firings):
            continue
        kept.append(draft)
    return kept


#: Acts against go-betweens: their noun alone is no claim of its own beside one.
_AGAINST = frozenset({"arrest", "sanction", "warning", "ban"})


def _asked_back(draft: Draft, acts: set[str]) -> bool:
    """Is it the return, or the bodies, that a demand asks for?"""
    kinds = {firing.kind for firing in draft.firings}
    if not acts & {"demand_return", "negotiation"}:
        return False
    return kinds == {"returned"} or (kinds == {"killed"} and (draft.people is None or draft.people.count is None))


def _only_noun(draft: Draft) -> bool:
    return all(firing.rule == "recruit.noun" for firing in draft.firings)


def _place(analysis: Analysis, made: list[Draft]) -> None:
    """Give each draft the whole clauses it rests on; drafts of one type that share a clause part it between them."""
    for draft in made:
        start, end = draft.first, draft.last
        if draft.people and draft.people.start < start:
            start = draft.people.start
        if draft.people and draft.people.start >= end:
            end = draft.people.end
        draft.start = analysis.clauses[analysis.clause_of(start)][0]
        draft.end = analysis.clauses[analysis.clause_of(end - 1)][1]
    for type_ in {draft.type for draft in made}:
        same = sorted((draft for draft in made if draft.type == type_), key=lambda d: d.first)
        for before, after in zip(same, same[1:], strict=False):
            if before.end > after.start:
                cut = max(before.last, min(after.first, after.people.start if after.people else after.first))
                before.end, after.start = max(cut, before.start + 1), min(cut, after.end - 1)


def trimmed(analysis: Analysis, draft: Draft) -> tuple[int, int]:
    """The draft's tokens without the conjunctions and marks at their edges, as half-open character offsets."""
    tokens = analysis.tokens
    start, end = draft.start, draft.end
    joints = {at for name in ("and",) for hit in analysis.hits.get(name, ()) for at in range(hit.start, hit.end)}
    while start < end - 1 and ((not tokens[start].text[0].isalnum() and tokens[start].text[0] not in "@$€£#") or start in joints):
        start += 1
    while end > start + 1 and (tokens[end - 1].text in ",;:—–-\"'“”„«»‘’()" or end - 1 in joints):
        end -= 1
    return tokens[start].start, tokens[end - 1].end


def words_of(draft: Draft) -> Iterator[str]:
    """The words that fired, each once."""
    yield from dict.fromkeys(word for firing in draft.firings for word in firing.words)
