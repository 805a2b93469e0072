"""`manage.py check_text`."""

import io
import json
import os
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

from tests.repository import ROOT


def run(path, *options):
    """Return (exit code, what was printed)."""
    out, code = io.StringIO(), 0
    try:
        call_command("check_text", str(path), "--no-taught", *options, stdout=out)
    except SystemExit as end:
        code = end.code
    return code, out.getvalue()


class TestCheckText:
    def test_a_line_for_each_finding_and_exit_code_one(self, tmp_path):
        path = tmp_path / "tin.txt"
        path.write_text("Tin xã\nhướng dn bà con", encoding="utf-8")
        assert run(path) == (1, "2:7: dn → dẫn  [lost_letters] Từ này hình như bị mất chữ.\n")

    def test_json(self, tmp_path):
        path = tmp_path / "tin.txt"
        path.write_text("\ufeffhướng dn", encoding="utf-8")
        code, out = run(path, "--json")
        assert code == 1
        assert json.loads(out) == [
            {
                "word": "dn", "start": 6, "end": 8, "line": 1, "column": 7, "reason": "lost_letters",
                "suggestions": ["dẫn"], "message": "Từ này hình như bị mất chữ.",
            }
        ]  # fmt: skip

    def test_a_clean_text_is_exit_code_zero(self, tmp_path):
        path = tmp_path / "tin.txt"
        path.write_text("Hướng dẫn bà con", encoding="utf-16")
        assert run(path) == (0, "")
        assert run(path, "--json") == (0, "[]\n")

    def test_standard_input(self, monkeypatch):
        stdin = type("Stdin", (), {"buffer": io.BytesIO("đời sng".encode())})
        monkeypatch.setattr("sys.stdin", stdin)
        assert run("-")[0] == 1

    @pytest.mark.parametrize(
        ("data", "words"),
        [(b"mot\nhai\nS\xb6n", "line 3 is not UTF-8"), (b"PK\x00\x00", "no text file"), (None, "No such file")],
    )
    def test_what_cannot_be_read_is_said_and_exit_code_two(self, tmp_path, data, words):
        path = tmp_path / "tin.txt"
        if data is not None:
            path.write_bytes(data)
        with pytest.raises(CommandError, match=words) as refusal:
            run(path)
        assert refusal.value.returncode == 2

    @pytest.mark.django_db
    def test_taught_words_count(self, tmp_path):
        from ocop.textcheck.models import TaughtWord

        TaughtWord.objects.create(text="nặmpịa")
        path = tmp_path / "tin.txt"
        path.write_text("Món nặmpịa", encoding="utf-8")
        call_command("check_text", str(path))

    @pytest.mark.once
    def test_a_file_is_checked_before_there_is_a_database(self, tmp_path):
        path = tmp_path / "tin.txt"
        path.write_text("hướng dn", encoding="utf-8")
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "ocop.settings.test", "PYTHONPATH": str(ROOT / "site")}
        environment |= {"TEST_DATABASE_URL": f"sqlite:///{tmp_path / 'none.sqlite3'}"}
        command = [sys.executable, ROOT / "manage.py", "check_text", path]
        answer = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert answer.returncode == 1
        assert "dn → dẫn" in answer.stdout
        assert "No database yet" in answer.stderr
        assert "Traceback" not in answer.stderr
