"""A pair of people and a piece of work between them, at a running hub."""

import hashlib
from dataclasses import dataclass

from growtogether_desktop.domain.cohorts import Mentee, Mentor, StartCohort, mentee_id, mentor_id
from growtogether_desktop.domain.engagements import Pair, PublishPairs, engagement_id
from growtogether_desktop.domain.ids import CohortId, SubmissionId, new_id
from growtogether_desktop.domain.roster import EnrolMentee, EnrolMentor
from growtogether_desktop.domain.submissions import HandIn, OpenSubmission, Submission, iteration_id
from growtogether_desktop.domain.trees import Tree, TreeFile
from growtogether_desktop.wire.codec import dump
from tests.hubs import Member, RunningHub


@dataclass(frozen=True)
class Reviewed:
    """Work that a mentee has handed in to their mentor."""

    mentor: Member
    mentee: Member
    submission: SubmissionId
    scope: str
    file: str
    """sha256 of its one file."""
    logins: dict[Member, str]
    token: str
    """Stands in every text there is about it, and in the file."""

    def sent_by(self, member: Member) -> str:
        """A file this person may read, and has sent."""
        if member is not self.mentee:
            send(member, f"{self.token}, the one file".encode())
        return self.file


def reviewed(hub: RunningHub, token: str) -> Reviewed:
    """A mentor and a mentee who are paired, and have work between them; every word of it is `token`."""
    logins = {role: f"{token}.{role}".casefold() for role in ("mentor", "mentee")}
    mentor, mentee = (hub.take_up(hub.invite(f"{role} {n}", role).code, logins[role]) for n, role in enumerate(logins))
    cohort = CohortId(new_id())
    mentors, mentees = mentor_id(mentor.me, cohort), mentee_id(mentee.me, cohort)
    hub.coordinator.do(
        StartCohort(cohort, token),
        EnrolMentor(mentors, Mentor(mentors, cohort, mentor.me, token, ("Python",))),
        EnrolMentee(mentees, Mentee(mentees, cohort, mentee.me, token, ("Python",))),
        PublishPairs(cohort, (Pair(mentors, mentees, 90),)),
    )
    assert hub.coordinator.meet() == 0
    mentee.meet()
    source = f"{token}, the one file".encode()
    tree = dump(Tree((TreeFile(f"{token}.py", sha_of(source), len(source)),)))
    send(mentee, source)
    send(mentee, tree)
    submission = SubmissionId(new_id())
    mentee.do(
        OpenSubmission(submission, engagement_id(mentors, mentees), mentor.me, token, token, token),
        HandIn(iteration_id(submission, 1), submission, 1, sha_of(tree), 1, len(source), mentor.me),
    )
    assert mentee.meet() == 0
    mentor.meet()
    work = mentee.see(Submission, submission)
    assert work is not None
    both = {mentor: logins["mentor"], mentee: logins["mentee"]}
    return Reviewed(mentor, mentee, submission, work.scope, sha_of(source), both, token)


def send(member: Member, content: bytes) -> str:
    """Send a file of one part."""
    sha = sha_of(content)
    assert member.ask("PUT", f"/blobs/{sha}/parts/0", content=content).status_code == 204
    assert member.ask("POST", f"/blobs/{sha}/complete").status_code == 204
    return sha


def sha_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
