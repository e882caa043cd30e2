"""Named ids: a meeting's number is not an attendee's, and the type checker knows."""

from __future__ import annotations

from typing import NewType

EventId = NewType("EventId", int)
SessionId = NewType("SessionId", int)
BlockId = NewType("BlockId", int)
SlotId = NewType("SlotId", int)
PlaceId = NewType("PlaceId", int)
TopicId = NewType("TopicId", int)
PersonId = NewType("PersonId", int)
AttendeeId = NewType("AttendeeId", int)
MeetingId = NewType("MeetingId", int)
AnnouncementId = NewType("AnnouncementId", int)
NoticeId = NewType("NoticeId", int)
QuestionId = NewType("QuestionId", int)
RoleLinkId = NewType("RoleLinkId", int)
GapOfferId = NewType("GapOfferId", int)
ChangeNoticeId = NewType("ChangeNoticeId", int)
FileId = NewType("FileId", int)
ProposalId = NewType("ProposalId", int)
