"""Instances of the B2B meeting scheduling problem (B2BSP): the records, their file format, and an independent checker.

The problem and its published instances: Bofill, Coll, Garcia, Giraldez-Cru, Pesant, Suy, Villaret, *Constraint Solving
Approaches to the Business-to-Business Meeting Scheduling Problem*, Journal of Artificial Intelligence Research, 2022.
"""

from __future__ import annotations

from bot.domain.timetable.instances.checking import break_counts, instance_faults
from bot.domain.timetable.instances.reading import parse_instance, read_instance
from bot.domain.timetable.instances.records import FAIR, Instance, InstanceFault, Request, Session

__all__ = [
    "FAIR",
    "Instance",
    "InstanceFault",
    "Request",
    "Session",
    "break_counts",
    "instance_faults",
    "parse_instance",
    "read_instance",
]
