"""A lively, believable pipeline in a throw-away database, to look at the program with."""

from funneltui.services.demo.build import build

__all__ = ["build"]
