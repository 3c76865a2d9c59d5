"""The first view of any page is light, asks no other host, and does not shift. `-s` shows the figures."""

import pytest

from scripts.pages import PAGES

MOST_BYTES = 60 * 1024
NOTICED = 0.001  # of the window; what Lighthouse rounds to nothing
WATCH = """
    window.shifts = [];
    new PerformanceObserver(list => {
        for (const entry of list.getEntries())
            shifts.push([entry.value, ...entry.sources.map(source => source.node?.outerHTML?.slice(0, 80))]);
    }).observe({type: "layout-shift", buffered: true});
"""


class View:
    """A page opened for the first time, in a browser that has nothing of it yet."""

    def __init__(self, browser, address, width):
        self.sizes = {}
        with browser.new_context(viewport={"width": width, "height": 800}) as context:
            page = context.new_page()
            wire = context.new_cdp_session(page)
            wire.send("Network.enable")
            addresses = {}
            wire.on(
                "Network.requestWillBeSent", lambda e: addresses.update({e["requestId"]: e["request"]["url"]})
            )
            wire.on(
                "Network.loadingFinished",
                lambda e: self.sizes.update({addresses[e["requestId"]]: e["encodedDataLength"]}),
            )
            page.add_init_script(WATCH)
            page.goto(address, wait_until="networkidle")
            page.wait_for_timeout(200)
            self.shifts = page.evaluate("window.shifts")
            self.addresses = [each for each in addresses.values() if not each.startswith("data:")]

    @property
    def bytes(self):
        return sum(self.sizes.values())


@pytest.mark.parametrize("width", [360, pytest.param(1440, marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", PAGES)
def test_a_first_view_is_light_stays_here_and_keeps_still(browser, demo, name, width):
    view = View(browser, f"{demo}{PAGES[name]}", width)
    print(f"\n{name:20} {width:4} px {view.bytes:6,.0f} bytes in {len(view.sizes)} answers")  # noqa: T201
    assert view.sizes, "nothing was measured"
    assert view.bytes <= MOST_BYTES, view.sizes
    assert [each for each in view.addresses if not each.startswith(demo)] == []
    assert [shift for shift in view.shifts if shift[0] >= NOTICED] == []


@pytest.mark.parametrize("width", [360, 1440])
def test_picking_a_level_leaves_a_long_page_where_it_is(browser, demo, width):
    page = browser.new_page(base_url=demo, viewport={"width": width, "height": 800})
    page.goto("/roles/data-scientist/?level=middle")
    page.evaluate("scrollTo(0, 220)")
    page.wait_for_timeout(200)  # the browser takes an anchor once it has scrolled
    there = page.locator("label", has=page.locator("#pick-level-senior")).bounding_box()
    page.mouse.click(there["x"] + 10, there["y"] + 10)
    page.wait_for_url("**level=senior")
    page.wait_for_timeout(700)  # for longer than anything is held in place
    assert page.evaluate("scrollY") == 220
    page.close()
