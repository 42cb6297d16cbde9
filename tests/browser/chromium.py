"""Makes sure that a Chromium is there for the browser tests: the system's, Debian's, or Playwright's own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CANNOT = "Aucun Chromium : installez le paquet « chromium » de votre système, puis relancez."


def find() -> str | None:
    """Return the path of a Chromium on this machine, or `None`."""
    if named := os.environ.get("CHROMIUM"):
        return named
    if system := next(filter(None, map(shutil.which, NAMES)), None):
        return system
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def install() -> None:
    """Install Debian's package as root, Playwright's own browser otherwise."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], check=True, env=environment)
        subprocess.run(
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-liberation"],
            check=True,
            env=environment,
            stdout=subprocess.DEVNULL,
        )
    else:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


def main() -> int:
    """Install a browser if there is none; say which one will be used."""
    if find() is None:
        try:
            install()
        except (OSError, subprocess.CalledProcessError) as error:
            print(f"{CANNOT} ({error})", file=sys.stderr)
            return 1
    found = find()
    print(f"Chromium : {found}" if found else CANNOT)
    return 0 if found else 1


if __name__ == "__main__":
    raise SystemExit(main())
