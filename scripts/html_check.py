"""Runs the Nu HTML checker over every page type of the demo site, in both languages; exits 1 when it finds an error."""

import subprocess
import sys
import urllib.error
import urllib.request

from preview import PREVIEW, npm_tool, page_addresses, served

CHECKER = "vnu-jar@26.9.27"


def body(url):
    """Returns the page, also when its status is an error: the 404 page is checked like the others."""
    try:
        with urllib.request.urlopen(url) as response:
            return response.read()
    except urllib.error.HTTPError as error:
        if error.code >= 500:
            sys.exit(f"{url} answers {error.code}; see var/preview/server.log")
        return error.read()


def main():
    jar = npm_tool(CHECKER) / "build" / "dist" / "vnu.jar"
    folder = PREVIEW / "html"
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.html"):
        old.unlink()
    with served() as home:
        addresses = page_addresses()
        english = {f"{name}-en": f"/en{path}" for name, path in addresses.items() if not path.startswith("/en/")}
        for name, path in (addresses | english).items():
            (folder / f"{name}.html").write_bytes(body(home + path))
    files = sorted(str(file) for file in folder.glob("*.html"))
    result = subprocess.run(["java", "-jar", str(jar), "--also-check-css", "--errors-only", *files], check=False)
    print(f"{len(files)} pages checked: " + ("no error" if result.returncode == 0 else "errors above"))
    sys.exit(result.returncode)


if __name__ == "__main__":
    main()
