"""The measure of all things: a Textual app with one Static, which changes a number at each key."""

from textual.app import App, ComposeResult
from textual.events import Key
from textual.widgets import Static


class EmptyApp(App[None]):
    """Shows `ready`, then how many keys were pressed."""

    keys = 0

    def compose(self) -> ComposeResult:
        yield Static("ready")

    def on_key(self, event: Key) -> None:
        self.keys += 1
        # Without layout: what a careful program pays for one changed line, nothing more.
        self.query_one(Static).update(f"ready {self.keys}", layout=False)


if __name__ == "__main__":
    EmptyApp().run()
