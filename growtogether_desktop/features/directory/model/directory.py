"""The people of the programme: found, filtered, and their profiles rewritten."""

from growtogether_desktop.base.refresh import Refresh
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.base.spelling import search_key, spelling_key
from growtogether_desktop.domain.changes import Ref
from growtogether_desktop.domain.consents import Consent, Use, consent_id
from growtogether_desktop.domain.directory import Profile, ReviseProfile, Skill
from growtogether_desktop.domain.ids import PersonId
from growtogether_desktop.features.directory.model.people import People, PersonRow, gathered
from growtogether_desktop.workspace.workspace import Workspace

_DRAFTS = "profile/"

FEW = 50
"""So many touched profiles are read one by one; more, and all are read."""
MOST_FOUND = 1000
"""A search shows no more than these, the best."""


class DirectoryModel:
    def __init__(self, workspace: Workspace) -> None:
        self.changed: Signal[None] = Signal()
        self.loaded = False
        self.people = People()
        """Everybody, whatever search and filter let through."""
        self.rows: tuple[PersonRow, ...] = ()
        """What search and filter let through."""
        self.words = ""
        self.mentors_only = False
        self.language = ""
        """A code; "" for any."""
        self.skill = ""
        """As the directory spells it; "" for any."""
        self.drafts: dict[PersonId, Profile] = {}
        """Profiles as I am rewriting them."""
        self._withdrawn: Consent | None = None
        self._found: frozenset[str] = frozenset()
        self._profiles: dict[str, Profile] = {}
        self._stale: set[Ref] | None = None
        """What is to be read again; None means everything."""
        self._workspace = workspace
        self._refresh = Refresh(workspace.background, self.renew, "read the directory")
        self.close = workspace.touched.connect(self._heed)

    # --- seeing ---

    @property
    def me(self) -> PersonId:
        return self._workspace.me.id

    @property
    def many_found(self) -> bool:
        """Whether the search has found more than it shows."""
        return len(self._found) >= MOST_FOUND

    def row(self, person: PersonId) -> PersonRow | None:
        return self.people.by_id.get(person)

    def may_revise(self, person: PersonId) -> bool:
        return person == self.me or self._workspace.me.coordinates

    def withdrawn(self, person: PersonId) -> Consent | None:
        """My word that my profile is not for everybody; None of anybody else."""
        return self._withdrawn if person == self.me else None

    async def load(self) -> None:
        drafts = await self._workspace.drafts(_DRAFTS, Profile)
        self.drafts = {PersonId(place.removeprefix(_DRAFTS)): draft for place, draft in drafts.items()}
        self._stale = None
        await self.renew()

    async def renew(self) -> None:
        """Read what was touched."""
        allowed = await self._workspace.see(Consent, consent_id(Use.DIRECTORY, self.me))
        self._withdrawn = None if allowed is None or allowed.given else allowed
        stale, self._stale = self._stale, set()
        if stale is None or len(stale) > FEW:
            self._profiles = {profile.id: profile for profile in await self._workspace.see_all(Profile)}
        else:
            for ref in stale:
                self._take(ref.id, await self._workspace.see(Profile, ref.id))
        profiles, me, before = tuple(self._profiles.values()), self.me, self.people
        waiting = await self._workspace.waiting(Profile)
        self.people = await self._workspace.background.compute(lambda: gathered(profiles, me, waiting, before))
        self.loaded = True
        await self.search(self.words)

    async def search(self, words: str) -> None:
        """Show who has every word typed, in any spelling, in name, headline or skills; no words show everybody."""
        self.words = words
        found = await self._workspace.search(Profile, words, MOST_FOUND)
        if self.words == words:  # else somebody has typed on meanwhile
            self._found = frozenset(profile.id for profile in found)
            self._arrange()

    def show(self, *, mentors_only: bool, language: str, skill: str) -> None:
        """Let only these people through."""
        self.mentors_only, self.language, self.skill = mentors_only, language, skill
        self._arrange()

    def _arrange(self) -> None:
        searched = bool(search_key(self.words).split())
        skill = spelling_key(self.skill)
        self.rows = tuple(
            row
            for row in self.people.rows
            if (not searched or row.id in self._found)
            and (not self.mentors_only or row.mentors)
            and (not self.language or self.language in row.profile.languages)
            and (not skill or skill in row.skill_keys)
        )
        self.changed.emit(None)

    def _take(self, id: str, profile: Profile | None) -> None:
        if profile is None:
            self._profiles.pop(id, None)
        else:
            self._profiles[id] = profile

    def _heed(self, refs: frozenset[Ref]) -> None:
        ours = {ref for ref in refs if ref.kind == Profile.KIND}
        if ours or Ref(Consent.KIND, consent_id(Use.DIRECTORY, self.me)) in refs:
            if self._stale is not None:
                self._stale |= ours
            self._refresh.ask()

    # --- changing a profile ---

    async def keep(self, draft: Profile) -> None:
        """Keep what was typed about somebody; durable when this returns. As it was, it is no draft."""
        person = PersonId(draft.id)
        if draft == self._profiles.get(person):
            await self.forget(person)
        elif draft != self.drafts.get(person):
            self.drafts[person] = draft
            await self._workspace.keep_draft(_DRAFTS + person, draft)

    async def forget(self, person: PersonId) -> None:
        if self.drafts.pop(person, None) is not None:
            await self._workspace.forget_draft(_DRAFTS + person)

    async def revise(self, person: PersonId) -> None:
        """Ask for the profile as it was rewritten.

        Raises: Problem, when it has no name; the draft stays.
        """
        draft = self.drafts.get(person)
        if draft is not None:
            await self._workspace.do(ReviseProfile(person, _tidy(draft), self._profiles.get(person)))
            await self.forget(person)
            self.changed.emit(None)


def _tidy(draft: Profile) -> Profile:
    """Without stray spaces, and every skill once, under the level named last."""
    named = {spelling_key(skill.name.strip()): Skill(skill.name.strip(), skill.level) for skill in draft.skills}
    skills = tuple(skill for key, skill in named.items() if key)
    return Profile(draft.id, draft.name.strip(), draft.headline.strip(), skills, draft.languages, draft.capacity)
