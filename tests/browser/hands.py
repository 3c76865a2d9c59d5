"""Three ways to use a page: by mouse, by keyboard alone, and by mouse in a browser without JavaScript."""

from playwright.sync_api import Locator, Page

FARTHEST = 250  # presses of the Tab key from one end of a page to the other


class Mouse:
    """Clicks; where a button waits for a choice, which it does without scripts, it is pressed."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, target: Locator) -> None:
        target.click()

    def choose(self, select: Locator, label: str) -> None:
        select.select_option(label=label)
        self._submit(select)

    def pick(self, radio: Locator, *, submits: bool = True) -> None:
        radio.check(force=True)  # the label lies over the circle
        if submits:
            self._submit(radio)

    def tick(self, box: Locator) -> None:
        box.check()
        self._submit(box)

    def write(self, field: Locator, text: str) -> None:
        field.fill(text)

    def _submit(self, control: Locator) -> None:
        waiting = control.locator("xpath=ancestor::form").locator("button.scripted-off, .scripted-off button")
        if waiting.count() and waiting.first.is_visible():
            self.press(waiting.first)


class Keys(Mouse):
    """Tabs to what it wants, and presses what a keyboard has for it."""

    def press(self, target: Locator) -> None:
        self._reach(target)
        self.page.keyboard.press("Enter")

    def choose(self, select: Locator, label: str) -> None:
        self._reach(select)
        self.page.keyboard.type(label)
        self.page.keyboard.press("Enter")
        self._submit(select)

    def pick(self, radio: Locator, *, submits: bool = True) -> None:
        group = self.page.locator(f"input[name={radio.get_attribute('name')}]")
        wanted = radio.get_attribute("id")
        self._tab(lambda: self._focused_name() == group.first.get_attribute("name"))
        for _press in range(group.count()):
            if self._focused() == wanted:
                break
            self.page.keyboard.press("ArrowRight")
        assert self._focused() == wanted
        if not radio.is_checked():
            self.page.keyboard.press("Space")
        if submits:
            self._submit(radio)

    def tick(self, box: Locator) -> None:
        self._reach(box)
        self.page.keyboard.press("Space")
        self._submit(box)

    def write(self, field: Locator, text: str) -> None:
        self._reach(field)
        self.page.keyboard.type(text)

    def _reach(self, target: Locator) -> None:
        handle = target.element_handle()
        self._tab(lambda: self.page.evaluate("(node) => node === document.activeElement", handle))

    def _tab(self, arrived) -> None:
        for _press in range(FARTHEST):
            if arrived():
                return
            self.page.keyboard.press("Tab")
        raise AssertionError("the Tab key does not come there")

    def _focused(self) -> str:
        return self.page.evaluate("document.activeElement.id")

    def _focused_name(self) -> str:
        return self.page.evaluate("document.activeElement.name ?? ''")


WAYS = {"mouse": Mouse, "keys": Keys, "no scripts": Mouse}
