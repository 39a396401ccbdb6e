"""The options of ``confrecap import schedule``, by what they are about."""

from __future__ import annotations

import argparse
from pathlib import Path

FILTERS = {
    "--id": ("ids", "ID", "an id or code of a talk"),
    "--room": ("rooms", "NAME", "a room"),
    "--track": ("tracks", "NAME", "a track"),
    "--speaker": ("speakers", "NAME", "a speaker"),
    "--day": ("days", "DAY", "a date, or the number of a day"),
    "--language": ("languages", "TAG", "a language, such as de"),
}
_LACKING = {
    "--conference": ("NAME", "the name of the conference, if the programme has none"),
    "--timezone": ("ZONE", "its time zone, such as Europe/Berlin"),
    "--start": ("DATE", "its first day, for a programme that has only times"),
    "--summary": ("PATTERN", "how a calendar writes titles: '{title} - {speakers}'"),
    "--text-language": ("TAG", "the language of texts that are there in several"),
}


def add_choice(parser: argparse.ArgumentParser) -> None:
    """Add the options that choose talks."""
    parser.add_argument(
        "--only-in",
        dest="only",
        metavar="FILE",
        type=Path,
        action="append",
        default=[],
        help="only the talks in this list: a calendar of starred talks, JSON of an "
        "app, or ids, addresses or titles, one a line",
    )
    for option, (name, metavar, meaning) in FILTERS.items():
        parser.add_argument(
            option,
            dest=name,
            metavar=metavar,
            action="append",
            default=[],
            help=f"only talks with {meaning}; can be given several times",
        )
    parser.add_argument(
        "--pick", action="store_true", help="pick talks in $EDITOR, or by numbers"
    )
    parser.add_argument(
        "--all", action="store_true", help="all talks, also if they are over 100"
    )


def add_lacking(parser: argparse.ArgumentParser) -> None:
    """Add the options for what a programme lacks, or says in its own way."""
    for option, (metavar, meaning) in _LACKING.items():
        parser.add_argument(option, metavar=metavar, default="", help=meaning)
    for option, metavar, meaning in (
        ("--kind", "TYPE=KIND", "the kind that a type of the programme means"),
        ("--column", "NAME=FIELD", "what a column of a table holds"),
    ):
        parser.add_argument(
            option, metavar=metavar, action="append", default=[], help=meaning
        )
    parser.add_argument(
        "--tags",
        action="store_true",
        help="write the tags of the programme, and declare them in the site's file",
    )
    parser.add_argument(
        "--speakers",
        dest="declare",
        action="store_true",
        help="declare the speakers in the site's file",
    )


def add_manner(parser: argparse.ArgumentParser) -> None:
    """Add the options for the merge with what is there."""
    parser.add_argument(
        "--conflicts",
        choices=["ours", "theirs", "ask"],
        default="ours",
        help="what wins if you and the programme changed the same: ours (the "
        "default), theirs, or what you answer",
    )
    parser.add_argument(
        "--keep-cancelled",
        action="store_true",
        help="keep the blocks of cancelled talks, also if you wrote nothing in them",
    )
    parser.add_argument(
        "--allow-removals",
        action="store_true",
        help="go on if many talks are gone from the programme",
    )
    parser.add_argument(
        "--restore",
        metavar="KEY",
        action="append",
        default=[],
        help="add a talk again whose block you deleted",
    )
