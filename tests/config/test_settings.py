"""Settings: where they come from, and every fault at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.config import ConfigFaults, Settings, UnreadableFile, load_settings

TOKEN = "123456789:AAH-canary_canary_canary_canary_12345"


def _file(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def _faults(path: Path | None, environ: dict[str, str]) -> str:
    with pytest.raises(ConfigFaults) as raised:
        load_settings(path, environ)
    return str(raised.value)


def test_without_a_file_everything_has_its_default() -> None:
    assert load_settings(None, {}) == Settings()


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    path = _file(tmp_path, '[database]\nurl = "sqlite:///a.sqlite3"\nconnections = 9\n')
    settings = load_settings(path, {"MATCHBELL__DATABASE__URL": "sqlite:///b.sqlite3"})
    assert settings.database.url == "sqlite:///b.sqlite3"
    assert settings.database.connections == 9


def test_numbers_and_lists_come_from_the_environment_too() -> None:
    settings = load_settings(
        None,
        {
            "MATCHBELL__SENDING__PER_SECOND": "12.5",
            "MATCHBELL__ORGANISERS": '[{"telegram_id": 5, "role": "desk", "event": "vilnius-2022"}]',
        },
    )
    assert settings.sending.per_second == 12.5
    assert [(o.telegram_id, o.role, o.event) for o in settings.organisers] == [(5, "desk", "vilnius-2022")]


def test_every_fault_is_reported_at_once_with_line_value_and_expectation(tmp_path: Path) -> None:
    path = _file(
        tmp_path,
        "[sending]\nper_second = 0\nper_secund = 3\n\n[log]\nlevel = 'loud'\n\n[helth]\nport = 1\n\n"
        "[[organisers]]\ntelegram_id = 5\nrole = 'king'\n[[organisers]]\nrole = 'desk'\n",
    )
    report = _faults(path, {"MATCHBELL__HEALTH__PORT": "seventy", "MATCHBELL__HEALTH__PROT": "7"})
    for line in (
        "line 2: sending.per_second = 0; expected greater than 0",
        "line 3: sending.per_secund = 3; expected no such key (did you mean per_second?)",
        "line 6: log.level = 'loud'; expected 'debug', 'info', 'warning' or 'error'",
        "line 8: helth = { port }; expected no such key (did you mean health?)",
        "line 13: organisers[1].role = 'king'; expected 'owner', 'desk' or 'herald'",
        "line 14: organisers[2].telegram_id is missing",
        "MATCHBELL__HEALTH__PORT (health.port) = 'seventy'; expected a valid integer",
        "MATCHBELL__HEALTH__PROT (health.prot) = '7'; expected no such key (did you mean port?)",
    ):
        assert line in report, report
    assert "8 faults" in report


def test_a_true_is_not_a_number(tmp_path: Path) -> None:
    assert "sending.attempts = True; expected a number" in _faults(_file(tmp_path, "[sending]\nattempts = true\n"), {})


def test_a_token_in_the_file_is_a_fault_that_does_not_repeat_it(tmp_path: Path) -> None:
    report = _faults(_file(tmp_path, f'[telegram]\napi_url = "x"\ntoken = "{TOKEN}"\n'), {})
    assert "line 3: telegram.token = (hidden)" in report
    assert "MATCHBELL_TOKEN" in report
    assert "telegram.api_url = 'x'" in report
    assert "canary" not in report


@pytest.mark.parametrize(
    "where", ["telegram = '{}'", "[telegram]\napi_url = '{}'", "[webhook]\nurl = 'bot{}'", "tok = '{}'"]
)
def test_a_token_that_strayed_into_another_key_is_not_shown_either(tmp_path: Path, where: str) -> None:
    assert "canary" not in _faults(_file(tmp_path, where.format(TOKEN)), {})


def test_the_token_comes_from_the_environment_or_from_a_file(tmp_path: Path) -> None:
    token_file = tmp_path / "token.txt"
    token_file.write_text(TOKEN + "\n")
    for path, environ in (
        (None, {"MATCHBELL_TOKEN": TOKEN}),
        (None, {"MATCHBELL_TOKEN_FILE": str(token_file)}),
        (_file(tmp_path, f"[telegram]\ntoken_file = '{token_file}'\n"), {}),
    ):
        token = load_settings(path, environ).telegram.token
        assert token is not None
        assert token.get_secret_value() == TOKEN


def test_a_token_of_another_shape_or_a_missing_token_file_is_a_fault(tmp_path: Path) -> None:
    assert "BotFather" in _faults(None, {"MATCHBELL_TOKEN": "hello"})
    assert "hello" not in _faults(None, {"MATCHBELL_TOKEN": "hello"})
    assert "No such file" in _faults(None, {"MATCHBELL_TOKEN_FILE": str(tmp_path / "none")})
    assert "Is a directory" in _faults(None, {"MATCHBELL_TOKEN_FILE": str(tmp_path)})


def test_the_token_has_no_other_variable_and_a_misspelt_one_is_told() -> None:
    report = _faults(None, {"MATCHBELL__TELEGRAM__TOKEN": TOKEN, "MATCHBELL_TOKNE": TOKEN})
    assert "the token goes into MATCHBELL_TOKEN" in report
    assert "did you mean MATCHBELL_TOKEN?" in report
    assert "canary" not in report


def test_no_text_of_the_settings_shows_a_secret() -> None:
    settings = load_settings(
        None,
        {
            "MATCHBELL_TOKEN": TOKEN,
            "MATCHBELL_WEBHOOK_SECRET": "canary-canary-canary",
            "MATCHBELL__DATABASE__URL": "postgresql://bell:canary@db.example.org/bell",
        },
    )
    assert "bell:***@db.example.org" in repr(settings)
    for text in (repr(settings), str(settings), f"{settings}", repr(settings.telegram), str(settings.database)):
        assert "canary" not in text
    assert set(settings.secrets()) == {TOKEN, "canary-canary-canary", "canary"}


def test_a_webhook_needs_an_address_and_a_secret() -> None:
    report = _faults(None, {"MATCHBELL__TELEGRAM__INTAKE": "webhook"})
    assert "webhook.url is missing" in report
    assert "webhook.secret is missing" in report
    plain = {"MATCHBELL__WEBHOOK__URL": "http://x.example.org", "MATCHBELL_WEBHOOK_SECRET": "s" * 20}
    assert "https://" in _faults(None, {"MATCHBELL__TELEGRAM__INTAKE": "webhook", **plain})


def test_a_lease_outlasts_the_longest_request() -> None:
    assert "lease_seconds" in _faults(None, {"MATCHBELL__SENDING__LEASE_SECONDS": "10"})


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"a = \n", "line 1"),
        (b"[a]\nb = 1\nb = 2\n", "line 3"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"x = " + b"[" * 100_000, "nested"),
    ],
)
def test_a_file_that_is_no_toml_is_told_in_one_sentence(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=words):
        load_settings(path, {})


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="no such file"):
        load_settings(tmp_path / "none.toml", {})
    with pytest.raises(UnreadableFile, match="folder"):
        load_settings(tmp_path, {})


def test_a_file_saved_by_windows_is_read(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xef\xbb\xbf[log]\r\nlevel = 'debug'\r\nformt = 'json'\r\n")
    assert "line 3: log.formt" in _faults(path, {})
