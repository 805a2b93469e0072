"""The repository tells the truth about itself: documents, locks and settings are held to each other."""

import re
import subprocess
import tomllib
import unicodedata

import pytest
from django.core.management import get_commands
from fontTools.ttLib import TTFont
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.repository import ROOT, project_files

README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
DEPLOY = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
OUR_APPS = {"cooperatives", "home", "news", "products", "trade"}


def text_files():
    """Yields (path, text) of every file of the project that is text."""
    for path in project_files():
        try:
            yield path, path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def make_targets():
    """Returns {target: what its comment says} of the Makefile."""
    return dict(re.findall(r"^([a-z][a-z-]*):.*?## (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE))


def pins(lock):
    """Returns {package: [(version, number of hashes), …]} of a lock file."""
    found = {}
    for block in re.split(r"\n(?=[a-z0-9])", (ROOT / lock).read_text()):
        if match := re.match(r"([a-z0-9._-]+)(?:\[[^]]*\])?==(\S+)", block):
            found.setdefault(match[1], []).append((Version(match[2]), block.count("--hash=sha256:")))
    return found


class TestMake:
    def test_help_prints_every_target(self):
        printed = subprocess.run(
            ["make", "--no-print-directory", "help"], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout
        assert {line.split()[1] for line in printed.splitlines()} == set(make_targets())

    def test_every_target_is_phony_and_commented(self):
        makefile = (ROOT / "Makefile").read_text()
        phony = set(re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)[1].split())
        rules = set(re.findall(r"^([a-z][a-z-]*):", makefile, re.MULTILINE))
        assert phony == rules == set(make_targets())

    def test_documents_name_only_targets_that_exist_and_name_them_all(self):
        named = set(re.findall(r"\bmake ([a-z][a-z-]*)", README + CONTRIBUTING))
        assert named == set(make_targets())

    def test_the_scripts_that_make_calls_can_be_executed(self):
        called = set(re.findall(r"@(?:\$\(PY\) )?(scripts/[a-z_.-]+)", (ROOT / "Makefile").read_text()))
        assert {name for name in called if not (ROOT / name).is_file()} == set()
        assert {
            name for name in called if not name.endswith(".py") and not (ROOT / name).stat().st_mode & 0o100
        } == set()


class TestLocks:
    @pytest.mark.parametrize(
        ("lock", "wanted"),
        [
            ("requirements.txt", PROJECT["project"]["dependencies"]),
            ("requirements-dev.txt", PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"]),
        ],
    )
    def test_a_lock_satisfies_what_pyproject_asks_for(self, lock, wanted):
        pinned = pins(lock)
        unmet = [
            line
            for line in wanted
            if not any(
                Requirement(line).specifier.contains(version)
                for version, _ in pinned.get(canonicalize_name(Requirement(line).name), [])
            )
        ]
        assert unmet == []

    @pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
    def test_every_pin_has_a_hash(self, lock):
        assert [name for name, versions in pins(lock).items() if any(hashes == 0 for _, hashes in versions)] == []

    def test_development_runs_the_versions_of_production(self):
        runtime, development = pins("requirements.txt"), pins("requirements-dev.txt")
        assert {name: development.get(name) for name in runtime} == runtime


class TestSettings:
    def read_variables(self):
        """Returns the names of the environment variables that the settings and gunicorn's configuration read."""
        names = set()
        for path in [*(ROOT / "site" / "ocop" / "settings").glob("*.py"), ROOT / "gunicorn.conf.py"]:
            source = path.read_text(encoding="utf-8")
            names |= set(
                re.findall(r"""(?:env(?:\.\w+)?\(|environ\.get\(|environ\[)\s*["']([A-Z][A-Z0-9_]+)["']""", source)
            )
        return names

    def test_every_variable_is_explained_in_the_deployment_guide(self):
        assert sorted(name for name in self.read_variables() if f"`{name}`" not in DEPLOY) == []

    def test_the_deployment_guide_explains_no_variable_that_is_not_read(self):
        rows = re.findall(r"^\| ((?:`[A-Z][A-Z0-9_]+`(?:, )?)+) \|", DEPLOY, re.MULTILINE)
        explained = {name for row in rows for name in re.findall(r"`([A-Z0-9_]+)`", row)}
        assert explained - self.read_variables() == set()

    def test_the_readme_names_every_required_variable(self):
        source = (ROOT / "site" / "ocop" / "settings" / "production.py").read_text(encoding="utf-8")
        lists = re.findall(r"^REQUIRED\w* = \[(.+?)\]", source, re.MULTILINE)
        required = [name for line in lists for name in re.findall(r'"(\w+)"', line)]
        assert len(required) == 11
        assert [name for name in required if f"`{name}`" not in README] == []


class TestDocuments:
    def test_every_command_of_ours_is_in_the_deployment_guide(self):
        ours = {name for name, app in get_commands().items() if app.split(".")[0] in OUR_APPS | {"ocop"}}
        assert {name for name in ours if f"`{name}`" not in DEPLOY} == set()

    def test_links_between_documents_lead_somewhere(self):
        broken = []
        for path, text in text_files():
            if path.suffix == ".md":
                links = re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", text)
                broken += [f"{path.name}: {link}" for link in links if not (path.parent / link).exists()]
        assert broken == []

    def test_a_decision_is_a_numbered_sentence_and_a_few_lines(self):
        records = sorted((ROOT / "docs" / "adr").glob("*.md"))
        assert [path.name for path in records if not re.match(r"\d{4}-[a-z0-9-]+\.md$", path.name)] == []
        numbers = [int(path.name[:4]) for path in records]
        assert numbers == sorted(set(numbers))
        for path in records:
            lines = path.read_text(encoding="utf-8").splitlines()
            assert re.match(rf"# {int(path.name[:4])}\. [A-Z]", lines[0]), path.name
            assert len(lines) <= 12, path.name


class TestFiles:
    def test_site_is_a_folder_and_never_a_package(self):
        assert not (ROOT / "site" / "__init__.py").exists()

    def test_no_file_names_a_package_registry_or_a_path_of_this_machine(self):
        # Put together here, so that this file does not match itself.
        hosts = [f"pypi.{'org'}", f"pythonhosted.{'org'}", f"npmjs.{'org'}", f"debian.{'org'}"]
        found = [
            f"{path.relative_to(ROOT)}: {needle}"
            for path, text in text_files()
            for needle in [*hosts, str(ROOT)]
            if needle in text
        ]
        assert found == []

    def test_no_compiled_or_generated_file_is_committed(self):
        generated = {".mo", ".pyc", ".sqlite3", ".log"}
        assert [path.name for path in project_files() if path.suffix in generated] == []

    def test_text_is_composed_unicode_with_unix_line_ends(self):
        sources = {".py", ".html", ".md", ".po", ".css", ".js", ".csv", ".toml", ".txt"}
        crooked = [
            str(path.relative_to(ROOT))
            for path, text in text_files()
            if path.suffix in sources and ("\r" in text or not unicodedata.is_normalized("NFC", text))
        ]
        assert crooked == []

    def test_every_static_file_that_is_named_exists(self):
        named = []
        for path, text in text_files():
            if path.suffix in {".html", ".txt", ".webmanifest"}:
                names = re.findall(r"""\{%\s*static\s+["']([^"']+)["']""", text)
                named += [(path.name, ROOT / "static" / name) for name in names]
            elif path.suffix == ".css":
                names = re.findall(r"""url\(["']?(?!data:|#)([^"')]+)""", text)
                named += [(path.name, (path.parent / name).resolve()) for name in names]
        # The manifest of production has no entry for a file that is missing, and answers 500.
        assert [f"{source}: {file.name}" for source, file in named if not file.is_file()] == []

    def test_a_font_file_holds_every_vietnamese_letter(self):
        tones = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
        letters = {unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in tones} | {"đ"}
        letters |= {letter.upper() for letter in letters} | set("0123456789₫’“”–… ")
        assert len(letters) == 146 + 17
        for weight in (400, 600):
            font = TTFont(ROOT / "static" / "fonts" / f"be-vietnam-pro-{weight}.woff2")
            assert {letter for letter in letters if ord(letter) not in font.getBestCmap()} == set()
            assert "tnum" in {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
