"""A programme may be at an address, if the network is asked for."""

import io
import json

import pytest

from sphinx_confrecap.cli import schedule
from sphinx_confrecap.cli.commands import make_parser
from sphinx_confrecap.cli.console import Console
from sphinx_confrecap.cli.exits import Exit
from tests.unit.fetch.server import Answer, FaultServer, redirect, reply
from tests.unit.fetch.site import Site
from tests.unit.importers.programmes import programme, talk

URL = "https://mastodon.example/schedule.json"
PROGRAMME = json.dumps(programme(talk(1))).encode()


def bring(faults: FaultServer, *words: str) -> tuple[Exit, str]:
    console = Console(io.StringIO(), error := io.StringIO())
    arguments = make_parser().parse_args(["import", "schedule", *words])
    return schedule.run(arguments, console, faults.network()), error.getvalue()


def test_programme_at_an_address(site: Site, faults: FaultServer) -> None:
    faults.on("mastodon.example/schedule.json", reply(200, PROGRAMME))
    assert bring(faults, URL, "--fetch") == (Exit.OK, "")
    text = (site.folder / "recaps/doc-days-2030.md").read_text()
    assert "{talk} Talk 1" in text
    state = json.loads((site.folder / "_programme/doc-days-2030.json").read_text())
    assert state["source"]["name"] == "schedule.json"


def test_no_network_without_the_option(site: Site, faults: FaultServer) -> None:
    with pytest.raises(Exception, match="say --fetch"):
        bring(faults, URL)
    assert faults.asked == []


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (reply(404), "the answer has the status 404"),
        (redirect("https://other.example/x"), "other.example"),
        (reply(200, b" " * (17 * 2**20)), ""),
    ],
)
def test_answers_that_are_no_programme(
    site: Site, faults: FaultServer, answer: Answer, message: str
) -> None:
    faults.on("mastodon.example/schedule.json", answer)
    code, said = bring(faults, URL, "--fetch")
    assert code == Exit.NETWORK
    assert message in said
    assert {place.split("/")[0] for place in faults.asked} == {"mastodon.example"}
    assert not (site.folder / "recaps").exists()
