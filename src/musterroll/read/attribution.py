"""Sixth step: who says it – for every token of the report, the chain of sources from the outlet cited to the first origin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from musterroll.codebook.words import words
from musterroll.model import Report
from musterroll.read.analysis import Analysis
from musterroll.read.match import Hit, matcher_of
from musterroll.read.names import Entity, in_nominative, nominative_table
from musterroll.read.text import Paragraph, sentences

Chain = tuple[str, ...]

_SPEAKS = frozenset(
    {
        "person",
        "outlet",
        "institution",
        "organisation",
        "speaker",
        "country",
        "document",
        "pronoun",
        "name",
        "surname",
        "person.kin",
        "person.recruit",
        "network.intermediary",
        "army",
    }
)
#: Quotations of fewer tokens than this are words put in marks, not speech.
SPEECH = 4
#: A sentence that only names a source has at most so many tokens.
_SHORT = 35
#: So many questions with answers make an interview.
_INTERVIEW = 2
#: How far a verb of saying may stand from its subject.
_REACH = 14


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says the tokens of one sentence: outside quotations, and inside them.

    ``told`` is true when the sentence itself names who says it, ``guessed`` when nothing near its quotation does; ``cues`` are
    the spans of the words that do. ``later`` has the tokens
    from which on somebody else speaks in the same sentence ("Kyiv counts 18,000; Whitcombe puts the figure nearer 10,000").
    """

    outside: Chain = ()
    inside: Chain = ()
    told: bool = False
    cues: tuple[tuple[int, int], ...] = ()
    issuer: Chain = ()
    guessed: bool = False
    later: tuple[tuple[int, Chain], ...] = ()

    def at(self, analysis: Analysis, token: int) -> Chain:
        """The chain of sources of a token."""
        if self.inside and speech(analysis, token):
            return self.inside
        return next((chain for start, chain in reversed(self.later) if token >= start), self.outside)

    def of_act(self, analysis: Analysis, start: int, end: int) -> Chain:
        """The chain of sources of an act told in tokens ``start`` to ``end``.

        An act that is told in the report's own voice has no source: its speaker is the actor.
        """
        if self.inside and speech(analysis, start):
            return self.inside
        speaks = any(first < end and start < last for first, last in self.cues)
        return self.outside if self.told and not speaks else self.issuer


def speech(analysis: Analysis, token: int) -> bool:
    """Does the token stand in a quotation long enough to be speech?"""
    number = analysis.quoted[token]
    if number < 0:
        return False
    return analysis.quoted.count(number) >= SPEECH or all(q == number for q in analysis.quoted[:-1])


class _Names:
    """Names known in the report: each person's fullest form, found again by any word of it in any case."""

    def __init__(self, endings: Sequence[str], nominatives: Sequence[str]) -> None:
        self._nominatives = nominative_table(tuple(nominatives))
        self._endings = tuple(sorted((ending.strip("-") for ending in endings), key=len, reverse=True))
        self._forms: dict[tuple[str, ...], Counter[str]] = {}
        self._by_word: dict[str, tuple[str, ...]] = {}
        self._bodies: dict[str, str] = {}
        self._full_bodies: list[str] = []
        self.mentions: Counter[str] = Counter()

    def learn(self, entity: Entity, *, subject: bool) -> None:
        """Remember a name; ``subject`` when it stands where a subject does, and so in the form that the report would give."""
        words = entity.name.split()
        if entity.kind == "person" or (entity.kind == "name" and subject and self._stem(entity.name) not in self._by_word):
            key = tuple(map(self._stem, words))
            self._forms.setdefault(key, Counter())[entity.name] += 100 if subject else 1
            for word in (key[-1], *key[:-1]):
                if len(self._by_word.get(word, ())) < len(key):
                    self._by_word[word] = key
        elif entity.kind in ("organisation", "network.intermediary"):
            for word in (w for w in words[1:] if w[0].isupper()):
                self._bodies.setdefault(word.casefold(), entity.name)

    def abbreviate(self, analysis: Analysis, entity: Entity) -> None:
        """Remember the letters in brackets behind a body's name, "Libyan National Army (LNA)"."""
        tokens = analysis.tokens[entity.end : entity.end + 3]
        if (
            len(tokens) == 3
            and tokens[0].text == "("
            and tokens[2].text == ")"
            and tokens[1].text.isupper()
            and 2 <= len(tokens[1].text) <= 8
        ):
            self._bodies.setdefault(tokens[1].low, entity.name)

    def body(self, words: Iterable[str]) -> str | None:
        """The body known in the report by one of ``words``, its letters."""
        return next((self._bodies[word.casefold()] for word in words if word.isupper() and word.casefold() in self._bodies), None)

    def mention(self, entity: Entity) -> None:
        """Count one more mention of a person."""
        if full := self.resolve(entity.name):
            self.mentions[full] += 1

    def resolve(self, name: str) -> str | None:
        """The fullest form of a name in the report, ``None`` when nobody of that name is known."""
        key = tuple(map(self._stem, name.split()))
        if len(key) == 1 or key not in self._forms:
            key = self._by_word.get(key[-1], key)
        forms = self._forms.get(key)
        if not forms:
            return self._bodies.get(name.casefold())
        best = max(forms, key=lambda form: (forms[form] >= 100, -len(form)))
        if forms[best] < 100 and self._nominatives:
            return " ".join(in_nominative(word, self._nominatives) for word in best.split())
        return best

    def fuller(self, name: str) -> str | None:
        """The body of which only the noun is named again: "the ministry" after "Außenministerium"."""
        end = name.casefold()
        return next(
            (
                full
                for full in reversed(self._full_bodies)
                if any(word.casefold().endswith(end) and word.casefold() != end for word in full.split())
            ),
            None,
        )

    def remember(self, entity: Entity) -> None:
        """Keep a body's full name for when its noun alone returns."""
        if entity.kind not in ("organisation", "institution") or entity.name in self._full_bodies:
            return
        self._full_bodies.append(entity.name)
        letters = "".join(word[0] for word in entity.name.split())
        if len(letters) > 1:
            self._bodies.setdefault(letters.casefold(), entity.name)

    def main(self) -> Chain:
        """The person whom the report names most."""
        return tuple(name for name, _ in self.mentions.most_common(1))

    def _stem(self, word: str) -> str:
        low = word.casefold()
        return next(
            (low[: -len(end)] for end in self._endings if end and low.endswith(end) and len(low) - len(end) >= _STEM), low
        )


#: A person named among so many first words is what the sentence is about.
_LEADING = 8
#: What must be left of a name when its ending is taken off.
_STEM = 3


@dataclass(slots=True)
class _State:
    """What a reader keeps in mind from sentence to sentence."""

    person: str | None = None
    fresh: bool = False
    human: str | None = None
    human_paragraph: int = -1
    named: str | None = None
    named_paragraph: int = -1
    person_paragraph: int = -1
    account_goes_on: bool = False
    roles: dict[str, str] = field(default_factory=dict)
    plural: str | None = None
    body: str | None = None
    publisher: str | None = None
    account: Chain = ()
    speaker: Chain = ()
    voice: Chain = ()
    paragraph: int = -1
    open_quote: bool = False


def attribute(report: Report, analyses: Sequence[Analysis]) -> list[Voice]:
    """The voice of each sentence, in their order."""
    return _Attributor(report, analyses).voices()


class _Attributor:
    def __init__(self, report: Report, analyses: Sequence[Analysis]) -> None:
        self.report, self.sentences = report, analyses
        codes = sorted({analysis.language for analysis in analyses})
        self.names = _Names(
            [ending for code in codes for ending in words(code).config.get("case.endings", ())],
            [line for code in codes for line in words(code).config.get("nominative.names", ())],
        )
        named = [(analysis, entity) for analysis in analyses for entity in analysis.entities]
        for analysis, entity in named:
            self.names.learn(entity, subject=_beside_saying(analysis, entity))
            self.names.abbreviate(analysis, entity)
            self.names.remember(entity)
        for analysis, entity in named:
            if entity.kind in ("person", "name", "surname") and not speech(analysis, entity.start):
                self.names.mention(entity)
        self.issuer = self._issuer()
        self.answers = self._answers()

    def voices(self) -> list[Voice]:
        state, result = _State(), []
        for number, analysis in enumerate(self.sentences):
            if analysis.sentence.paragraph != state.paragraph:
                self._new_paragraph(state, analysis)
            voice = self._voice(number, analysis, state)
            result.append(voice)
            self._remember(analysis, voice, state)
        result = self._look_back(result)
        result = self._headlines(result)
        return [self._issued(voice) for voice in result]

    def _new_paragraph(self, state: _State, analysis: Analysis) -> None:
        state.paragraph = analysis.sentence.paragraph
        state.account = ()
        state.fresh = False
        if not (analysis.has("also", 0, 4) or analysis.quoted[0] >= 0 or (len(analysis.quoted) > 1 and analysis.quoted[1] >= 0)):
            state.open_quote = False

    def _voice(self, number: int, analysis: Analysis, state: _State) -> Voice:
        turns, cues = self._cued(analysis, state)
        chain = turns[0][1] if turns else ()
        told = bool(chain)
        later = tuple(turns[1:])
        if not told and analysis.sentence.paragraph in self.answers and self.names.main():
            return Voice(self.names.main(), (), True)
        if not any(speech(analysis, at) for at in range(len(analysis.tokens))):
            return Voice(chain or self._continued(analysis, state), (), told, cues, (), False, later)
        named = chain or self._announced(analysis, state) or self._next_speaker(number, analysis, state)
        inside = named or self._goes_on(state)
        return Voice(chain if told else self._continued(analysis, state), inside, told, cues, (), not named, later)

    def _goes_on(self, state: _State) -> Chain:
        """Who speaks in a quotation that names nobody: whose account it is, else the last person who spoke, else the report's main one."""
        if state.account and state.account[-1] in self.names.mentions:
            return state.account
        return state.voice or self.names.main() or state.account or state.speaker

    def _answers(self) -> frozenset[int]:
        """The paragraphs that answer a question, in an interview printed without quotation marks: most of them say "I" or "we"."""
        questions = {
            a.sentence.paragraph for a in self.sentences if a.sentence.first and a.tokens[-1].text == "?" and a.quoted[0] < 0
        }
        long = {a.sentence.paragraph for a in self.sentences if not a.sentence.first}
        answers = frozenset(number + 1 for number in questions - long if number + 1 not in questions - long)
        personal = {
            a.sentence.paragraph
            for a in self.sentences
            if a.sentence.paragraph in answers and (a.hits.get("pronoun.self") or a.hits.get("pronoun.our"))
        }
        return answers if len(answers) >= _INTERVIEW and 2 * len(personal) >= len(answers) else frozenset()

    def _continued(self, analysis: Analysis, state: _State) -> Chain:
        """The account that an unattributed sentence goes on with: a person's in the same paragraph, anybody's when its verbs report."""
        if analysis.hits.get("reported") or (
            state.account and (state.account[-1] in self.names.mentions or state.account_goes_on)
        ):
            if not any(self._named_self(entity, state) for entity in analysis.entities):
                return state.account or state.speaker
        return ()

    def _named_self(self, entity: Entity, state: _State) -> bool:
        """Is the person whose account it is named in the third person? Then the report tells it itself."""
        return (
            entity.kind in ("person", "name", "surname")
            and bool(state.account)
            and self.names.resolve(entity.name) == state.account[-1]
        )

    def _cued(self, analysis: Analysis, state: _State) -> tuple[list[tuple[int, Chain]], tuple[tuple[int, int], ...]]:
        """Who the sentence's own words name: for each turn its first token and its chain, outer source first; and the words' spans."""
        turns: list[tuple[int, Chain]] = []
        spans: list[tuple[int, int]] = []
        last: Entity | None = None
        for hit in self._cue_hits(analysis):
            entity = _beside(analysis, hit, self.names) or (_SOMEONE if hit.concept == "according" and " " in hit.text else None)
            name = self._name(entity, state, analysis) if entity else None
            if entity is _SOMEONE and hit.concept != "according" and state.account:
                name = state.account[-1]
            if entity is None or name is None:
                continue
            spans.append((hit.start, hit.end))
            hearer = _hearer(analysis, hit, entity)
            chain = (hearer, name) if hearer else (name,)
            if not turns and hit.concept == "cite" and (outer := self._citing(analysis, hit, state)):
                chain = (outer, name)
            if not turns:
                turns.append((0, chain))
            elif hit.concept == "cite" or (
                hit.concept == "according" and last and not _barred(analysis, last.end, hit.start, ";.")
            ):
                turns[-1] = (turns[-1][0], (*turns[-1][1], *chain))
            elif (turn := _turn(analysis, hit, entity)) > turns[-1][0] and not (last and _appended(analysis, last, entity)):
                turns.append((turn, chain))
            elif last and "outlet" in (last.kind, entity.kind) and last.kind != entity.kind and name not in turns[-1][1]:
                turns[-1] = (turns[-1][0], (*chain, *turns[-1][1]) if entity.kind == "outlet" else (*turns[-1][1], *chain))
            last = entity
        if not turns and (named := self._before_colon(analysis, state)):
            return [(0, (named,))], ()
        if not turns:
            return self._own_account(analysis, state)
        return [(start, tuple(dict.fromkeys(chain))[:3]) for start, chain in turns], tuple(spans)

    def _before_colon(self, analysis: Analysis, state: _State) -> str | None:
        """ "Ministry: two killed": who stands alone before a colon says the rest."""
        for entity in analysis.entities[:1]:
            alone = entity.start <= 1 and entity.end < len(analysis.tokens) and analysis.tokens[entity.end].text == ":"
            if (
                alone
                and entity.kind in ("institution", "organisation", "outlet", "person", "surname")
                and not any(q >= 0 for q in analysis.quoted[:1])
            ):
                return self._name(entity, state, analysis)
        return None

    def _citing(self, analysis: Analysis, hit: Hit, state: _State) -> str | None:
        """Who cites, when no verb of saying tells it: the first before the word."""
        before = [e for e in analysis.entities if e.end <= hit.start and e.kind in _SPEAKS and not speech(analysis, e.start)]
        return self._name(before[0], state) if before else None

    def _own_account(self, analysis: Analysis, state: _State) -> tuple[list[tuple[int, Chain]], tuple[tuple[int, int], ...]]:
        """ "By his own account": the person of the clause says it."""
        for hit in analysis.hits.get("own.account", ()):
            if not speech(analysis, hit.start):
                before = [
                    e
                    for e in analysis.entities
                    if e.end <= hit.start and e.kind in ("person", "name", "pronoun", "organisation", "institution")
                ]
                name = self._name(before[-1], state) if before else state.person
                if name := name or state.person:
                    return [(0, state.account if state.account[-1:] == (name,) else (name,))], ((hit.start, hit.end),)
        return [], ()

    def _cue_hits(self, analysis: Analysis) -> Iterator[Hit]:
        seen: set[tuple[int, int]] = set()
        blocked = analysis.hits.get("believe", [])
        unknown = analysis.hits.get("unknown", [])
        # A word that is mostly a plain "for" names a source only where a clause begins: "Para Bernabé, …".
        plain = {(hit.start, hit.end) for hit in analysis.hits.get("for", ())}
        slight = [hit for hit in analysis.hits.get("according", ()) if (hit.start, hit.end) in plain]
        hits = [hit for name in ("according", "tell", "say", "say.report", "cite") for hit in analysis.hits.get(name, ())]
        for hit in sorted(hits, key=lambda h: (h.start, h.start - h.end)):
            if (
                speech(analysis, hit.start)
                or any(s <= hit.start < e for s, e in seen)
                or any(other.holds(hit) for other in blocked)
                or any(other.start < hit.end and hit.start < other.end for other in unknown)
                or (hit in slight and hit.start and analysis.tokens[hit.start - 1].text not in _MARKS)
            ):
                continue
            seen.add((hit.start, hit.end))
            yield hit

    def _name(self, entity: Entity, state: _State, analysis: Analysis | None = None) -> str | None:
        if entity.kind == "pronoun":
            if entity.name == "single":
                return self._named_before(entity, analysis) or self._likelier(state)
            if entity.name == "plural":
                return state.plural
            return state.body if entity.name == "it" else None
        if entity.kind in ("person", "name"):
            return self.names.resolve(entity.name) or entity.name
        if entity.kind == "speaker" and len(entity.name.split()) == 1:
            return (
                state.roles.get(entity.name.casefold())
                or (state.human if analysis and _definite(analysis, entity) else None)
                or entity.name
            )
        if entity.kind in ("organisation", "institution") and entity.name.isupper() and (full := self.names.body([entity.name])):
            return full
        if entity.kind in ("organisation", "institution") and _generic(entity) and (fuller := self.names.fuller(entity.name)):
            return fuller
        if entity.kind in ("organisation", "document") and _generic(entity) and state.publisher:
            return state.publisher
        return self.names.resolve(entity.name) if entity.kind == "surname" else entity.name

    def _announced(self, analysis: Analysis, state: _State) -> Chain:
        """The speaker before a colon and a quotation: "A message from X: …"."""
        for at in range(1, len(analysis.tokens) - 1):
            if (analysis.tokens[at].text == ":" and analysis.quoted[at + 1] >= 0 and analysis.quoted[at] < 0) or (
                analysis.tokens[at - 1].text == ":" and analysis.quoted[at] >= 0
            ):
                before = [e for e in analysis.entities if e.end <= at and e.kind in _SPEAKS - {"country", "army", "pronoun"}]
                if before and (name := self._name(before[-1], state)):
                    return (name,)
        return ()

    def _likelier(self, state: _State) -> str | None:
        """Whom "he says" means: the last person named, unless the one who spoke last is more at the centre of the report."""
        if state.human and state.human_paragraph == state.paragraph:
            return state.human
        if (
            state.person
            and not state.fresh
            and state.voice
            and self.names.mentions[state.voice[-1]] > self.names.mentions[state.person]
        ):
            return state.voice[-1]
        if state.named and state.named_paragraph == state.paragraph != state.person_paragraph:
            return state.named
        return state.person or state.named

    def _named_before(self, entity: Entity, analysis: Analysis | None) -> str | None:
        """The person at the beginning of the sentence whom "he" later in it means."""
        if analysis is None:
            return None
        for other in analysis.entities:
            if (
                other.end <= entity.start
                and other.kind in ("person", "surname", "name")
                and not speech(analysis, other.start)
                and not _governed(analysis, other)
            ):
                return self.names.resolve(other.name)
        return None

    def _next_speaker(self, number: int, analysis: Analysis, state: _State) -> Chain:
        """A speaker whom only the next sentence of the paragraph names."""
        if number + 1 < len(self.sentences):
            following = self.sentences[number + 1]
            if following.sentence.paragraph == analysis.sentence.paragraph and following.quoted[0] < 0:
                turns, _ = self._cued(following, state)
                return turns[0][1] if turns else ()
        return ()

    def _remember(self, analysis: Analysis, voice: Voice, state: _State) -> None:
        for entity in analysis.entities:
            if entity.kind in ("person", "name", "surname") and not speech(analysis, entity.start):
                resolved = self.names.resolve(entity.name)
                if resolved or entity.kind == "person":
                    state.person, state.person_paragraph = resolved or entity.name, state.paragraph
                    state.fresh = entity.start <= _LEADING or _beside_saying(analysis, entity)
            elif entity.kind in ("outlet", "organisation", "institution") and not _generic(entity):
                state.body = entity.name
                state.publisher = entity.name if entity.kind != "institution" else state.publisher
            elif entity.kind == "speaker":
                state.plural = entity.name
                if (named := _named(analysis, entity)) is not entity and named.kind == "person":
                    for word in entity.name.casefold().split():
                        state.roles[word] = self.names.resolve(named.name) or named.name
            if entity.kind == "name" and entity.start and not speech(analysis, entity.start):
                state.named, state.named_paragraph = entity.name, state.paragraph
        if voice.told and voice.outside:
            kinds = {entity.kind for entity in analysis.entities if voice.outside[-1] in (entity.name, self._name(entity, state))}
            state.account_goes_on = bool(kinds & _FINDERS)
            spoke = {entity.name for entity in analysis.entities if entity.kind in _HUMAN}
            if voice.outside[-1] in self.names.mentions or voice.outside[-1] in spoke:
                state.human, state.human_paragraph = voice.outside[-1], state.paragraph
        if voice.told:
            state.account = state.speaker = voice.outside
            state.person = state.person or voice.outside[-1]
        elif voice.inside and (not voice.guessed or all(q >= 0 for q in analysis.quoted[:-1])):
            state.account = state.speaker = voice.inside
        if state.speaker and state.speaker[-1] in self.names.mentions:
            state.voice = state.speaker

    def _look_back(self, voices: list[Voice]) -> list[Voice]:
        """ "That is what X said": what stands before it in the paragraph is said by X too."""
        result = list(voices)
        for number, analysis in enumerate(self.sentences):
            if not voices[number].told or not _points_back(analysis):
                continue
            before = number - 1
            while (
                before >= 0
                and self.sentences[before].sentence.paragraph == analysis.sentence.paragraph
                and not result[before].told
            ):
                result[before] = replace(result[before], outside=voices[number].outside, told=True)
                before -= 1
        return result

    def _headlines(self, voices: list[Voice]) -> list[Voice]:
        """A quotation in a headline is by whoever is quoted most below it."""
        quoted = Counter(voice.inside for voice in voices if voice.inside)
        main = next(iter(quoted.most_common(1)), ((), 0))[0]
        return [
            replace(voice, inside=main)
            if analysis.sentence.headline and not voice.told and any(q >= 0 for q in analysis.quoted) and not voice.inside
            else voice
            for voice, analysis in zip(voices, self.sentences, strict=True)
        ]

    def _issuer(self) -> str | None:
        """The body that publishes its own communiqué: the publisher, when the text itself lets it speak at the beginning."""
        publisher = self.report.publisher
        if not publisher:
            return None
        if body := self.names.body(publisher.split()):
            return body
        if self._is_institution(publisher):
            return publisher
        names = {word for word in publisher.casefold().split() if len(word) > 3}
        for analysis in self.sentences[:4]:
            outlets = {at for e in analysis.entities if e.kind == "outlet" for at in range(e.start, e.end)}
            for hit in (
                hit for name in ("say", "demand", "response.warning", "response.ban") for hit in analysis.hits.get(name, ())
            ):
                before = [
                    at
                    for at in range(max(0, hit.start - 6), hit.start)
                    if at not in outlets and analysis.tokens[at].text[0].isupper()
                ]
                told = {analysis.tokens[at].low for at in before if len(analysis.tokens[at].low) > 3}
                if told and (told == names or (told < names and self._is_body(names - told))):
                    return publisher
        return None

    def _is_body(self, words: Iterable[str]) -> bool:
        """Are the words that a short form leaves out nouns for a body: the "Plataforma" of "Plataforma Éxodo"?"""
        look = matcher_of(self.sentences[0].language).look
        return all(
            any(head[0] in ("organisation", "institution") for head in look(word.capitalize(), word).alone) for word in words
        )

    def _is_institution(self, publisher: str) -> bool:
        """Is the publisher an organ of a state by its own name, a ministry or an embassy?"""
        if not self.sentences:
            return False
        matcher = matcher_of(self.sentences[0].language)
        cut = sentences(publisher, Paragraph(0, len(publisher), True), 0, matcher.words)
        hits = matcher.find(cut[0].tokens)[0].hits if cut else {}
        country = any(hits.get(name) for name in ("country.name", "country.adjective"))
        return bool(hits.get("institution")) and country and not hits.get("outlet.name") and not hits.get("organisation")

    def _issued(self, voice: Voice) -> Voice:
        if not self.issuer:
            return voice

        def under(chain: Chain) -> Chain:
            return chain if chain and _same(chain[0], self.issuer or "") else ((self.issuer or ""), *chain)

        return replace(
            voice,
            outside=under(voice.outside),
            inside=under(voice.inside) if voice.inside else (),
            issuer=(self.issuer,),
            later=tuple((start, under(chain)) for start, chain in voice.later),
        )


def _beside_saying(analysis: Analysis, entity: Entity) -> bool:
    return any(0 <= entity.start - hit.end <= 1 or 0 <= hit.start - entity.end <= 1 for hit in analysis.hits.get("say", ()))


def _definite(analysis: Analysis, entity: Entity) -> bool:
    """Does "the" stand before the noun, so that somebody known is meant?"""
    before = any(hit.end == entity.start for hit in analysis.hits.get("article", ()))
    return before and not any(hit.end == entity.start for hit in analysis.hits.get("number", ()))


def _generic(entity: Entity) -> bool:
    """A body named by its noun alone ("the newspaper", "the report"): no word of it is a name."""
    return (
        len(entity.name.split()) == 1
        and not entity.name.isupper()
        and (entity.name[0].islower() or (entity.country is None and entity.kind != "outlet"))
    )


def _same(a: str, b: str) -> bool:
    first, second = set(a.casefold().split()), set(b.casefold().split())
    return bool(first and second) and (first <= second or second <= first)


def _turn(analysis: Analysis, hit: Hit, entity: Entity) -> int:
    """Where somebody else's turn begins: at the mark or the clause before the cue and its speaker."""
    first = min(hit.start, entity.start)
    marks = [
        at + 1
        for at in range(first)
        if analysis.tokens[at].text in ";:" or (analysis.tokens[at].text == "," and analysis.has("and", at + 1, at + 2))
    ]
    return max([*marks, analysis.clauses[analysis.clause_of(first)][0]])


def _appended(analysis: Analysis, named: Entity, other: Entity) -> bool:
    """Is ``other`` an apposition of ``named``, "Hannah Whitcombe, a sociologist"?"""
    between = analysis.tokens[named.end : other.start]
    return 0 < len(between) <= 3 and between[0].text in ",(" and other.kind in ("speaker", "institution")


def _points_back(analysis: Analysis) -> bool:
    """Does the sentence say nothing but who said the one before: "That is what minister X announced on Wednesday"?"""
    return len(analysis.tokens) <= _SHORT and analysis.has("that", 0, 2) and not any(q >= 0 for q in analysis.quoted)


def _hearer(analysis: Analysis, hit: Hit, speaker: Entity) -> str | None:
    """The outlet to which somebody speaks: the object of "told", or what stands between the verb and its subject."""
    for entity in analysis.entities:
        told = hit.concept == "tell" and hit.end <= entity.start <= hit.end + 4
        between = (
            hit.concept in ("say", "tell")
            and hit.end <= entity.start
            and entity.end == speaker.start
            and entity.start - hit.end <= 2
        )
        if (told or between) and entity is not speaker and entity.kind == "outlet":
            return entity.name
    return None


def _beside(analysis: Analysis, hit: Hit, names: _Names) -> Entity | None:
    """The speaker of a cue: right after "according to", else the subject of the verb, before or after it."""
    speakers = [
        e
        for e in analysis.entities
        if e.kind in _SPEAKS
        and not speech(analysis, e.start)
        and (e.kind != "surname" or names.resolve(e.name))
        and not any(hit.start <= e.start < hit.end for hit in analysis.hits.get("ourselves", ()))
    ]
    right = [e for e in speakers if hit.end <= e.start <= hit.end + 3 and not _barred(analysis, hit.end, e.start)]
    if hit.concept in ("according", "cite"):
        inside = [e for e in speakers if hit.start < e.start < hit.end]
        right = [e for e in right if e.kind != "army" or not _generic(e)]
        chosen = inside or right[:1] or [e for e in speakers if 0 <= hit.start - e.end <= 1]
        return _named(analysis, chosen[0]) if chosen else None
    within = [e for e in speakers if hit.start < e.start < hit.end]
    if hit.concept == "tell" and within and not hit.parts:
        return _named(analysis, within[0])
    if antecedent := _antecedent(analysis, hit, speakers):
        return antecedent
    if hit.concept == "say.report":
        speakers = [e for e in speakers if e.kind in _BODIES]
        right = [e for e in right if e.kind in _BODIES]
    speakers = [e for e in speakers if not e.oblique and not _governed(analysis, e)]
    right = [e for e in right if e in speakers and e.kind != "document" and not _parted(analysis, hit.end, e.start)]
    if inverted := _behind(analysis, hit, speakers):
        return _named(analysis, inverted[-1])
    left = [e for e in speakers if hit.start - _REACH <= e.start and e.end <= hit.start]
    if adjacent := [e for e in left if _just_before(analysis, e, hit.start)]:
        return _named(analysis, adjacent[-1])
    if right and (hit.concept != "tell" or not left):
        return _named(analysis, right[0])
    if _parenthetic(analysis, hit):
        return _SOMEONE
    if analysis.has("that", 0, 2) and (
        later := [e for e in speakers if hit.end <= e.start and not _barred(analysis, hit.end, e.start)]
    ):
        return _named(analysis, later[0])
    left = [
        e
        for e in left
        if (e.kind in _SUBJECTS or e.start <= 2) and not any(analysis.tokens[at].text in ";:" for at in range(e.end, hit.start))
    ]
    return _named(analysis, left[0]) if left else None


def _behind(analysis: Analysis, hit: Hit, speakers: Sequence[Entity]) -> list[Entity]:
    """The subject of a verb of saying that follows a mark ("…, said Reuters a spokesman of the ministry"): after the hearer, if there is one."""
    tokens = analysis.tokens
    if not hit.start or tokens[hit.start - 1].text not in _MARKS:
        return []
    end = next(
        (at for at in range(hit.end, min(len(tokens), hit.end + _REACH)) if tokens[at].text in _MARKS | {".", ":", ";", "("}),
        len(tokens),
    )
    found = [e for e in speakers if hit.end <= e.start < end and e.kind != "document"]
    if (
        len(found) > 1
        and found[0].kind in ("outlet", "organisation")
        and found[1].start == found[0].end
        and found[1].kind != "pronoun"
    ):
        return found[:2]
    return found[:1] if found and (found[0].start - hit.end <= 3 or found[0].kind in ("person", "pronoun")) else []


_MARKS = frozenset({",", "—", "–", "»", "”", '"', "“", "’", "!", "?"})


def _parted(analysis: Analysis, start: int, end: int) -> bool:
    """Does another clause or a preposition begin between two tokens?"""
    return any(
        start <= hit.start < end
        for name in ("clause", "at", "toward", "from", "of", "and")
        for hit in analysis.hits.get(name, ())
    )


def _governed(analysis: Analysis, entity: Entity) -> bool:
    """Does a preposition of place stand before the entity: "he said in Russia"? Then it is no subject."""
    starts = {entity.start} | {hit.start for hit in analysis.hits.get("article", ()) if hit.end == entity.start}
    return any(hit.end in starts for name in ("at", "toward", "from") for hit in analysis.hits.get(name, ()))


def _parenthetic(analysis: Analysis, hit: Hit) -> bool:
    """A verb of saying between marks, with its subject left out: ", añade,"."""
    tokens = analysis.tokens
    before = tokens[hit.start - 1].text if hit.start else ""
    after = tokens[hit.end].text if hit.end < len(tokens) else "."
    return before in (",", "—", "–", "»", "”") and after in (",", ".", ":", "—", "–")


def _antecedent(analysis: Analysis, hit: Hit, speakers: Sequence[Entity]) -> Entity | None:
    """The speaker whom "who" stands for: "Adama T., who says that they took his papers"."""
    relative = next((c for c in analysis.hits.get("clause", ()) if c.end == hit.start), None)
    before = [e for e in speakers if relative and 0 <= relative.start - e.end <= 1]
    return before[-1] if before else None


#: Who may be the subject of a verb of saying that stands further off; other nouns only at the beginning of the sentence.
_SUBJECTS = frozenset({"person", "surname", "name", "outlet", "organisation", "institution", "pronoun"})
#: Findings ("the BBC saw") are those of bodies; a person who sees or counts something does not say it.
_BODIES = frozenset({"outlet", "organisation", "institution", "document", "country", "name"})


def _just_before(analysis: Analysis, entity: Entity, at: int) -> bool:
    """Does ``entity`` stand right before a verb, or close an apposition there ("his brother, Imran Tarrant, testified")?"""
    gap = at - entity.end
    if gap <= 2 and not _barred(analysis, entity.end, at):
        return True
    tokens = analysis.tokens
    return (
        gap == 1
        and tokens[entity.end].text == ","
        and entity.kind == "person"
        and entity.start > 0
        and tokens[entity.start - 1].text == ","
    )


def _barred(analysis: Analysis, start: int, end: int, marks: str = ",;:.()–—") -> bool:
    return any(analysis.tokens[at].text in marks for at in range(start, end))


def _named(analysis: Analysis, entity: Entity) -> Entity:
    """The person at the end of an introduction: "the guild's president, Efua Quansah" is Efua Quansah."""
    owns = entity.kind in ("organisation", "institution", "country", "name", "outlet", "document")
    for following in [e for e in analysis.entities if e.start >= entity.end]:
        marks = [token.text for token in analysis.tokens[entity.end : following.start]]
        if len(marks) > _TITLE or any(mark in ".;:" and at == 0 for at, mark in enumerate(marks)):
            break
        if following.kind == "person" and entity.kind in _INTRODUCES and _introduces(marks):
            return following
        if (
            entity.kind == "document"
            and following.kind in ("outlet", "organisation", "institution", "person")
            and len(marks) <= 2
            and (not marks or _linked(analysis, entity.end))
        ):
            return _named(analysis, following)
        if following.kind in ("speaker", "person.kin") and owns and [m.lower() for m in marks] in ([], ["'s"], ["’s"]):
            return _named(analysis, following)
    return entity


def _linked(analysis: Analysis, at: int) -> bool:
    return any(hit.start == at for hit in analysis.hits.get("of", ()))


#: The most words that stand between a role and the name of who holds it ("coronel en la reserva Íñigo Salaverri").
_TITLE = 6


def _introduces(marks: Sequence[str]) -> bool:
    """May these words stand between a role and a name: nothing, a comma, a title, or more of the role without any mark?"""
    return (len(marks) <= 3 and all(m in (",", "(", ".") or m[0].isupper() for m in marks)) or all(m[0].isalnum() for m in marks)


#: "By his count": the source is the person spoken of before.
_SOMEONE = Entity(0, 0, "pronoun", "single")
#: Entities that are somebody, not something.
_HUMAN = frozenset({"person", "name", "speaker", "person.kin", "person.recruit"})
#: Bodies whose findings a report goes on telling without naming them again.
_FINDERS = frozenset({"organisation", "outlet", "document"})
_INTRODUCES = frozenset({"speaker", "person.kin", "person.recruit", "institution"})
