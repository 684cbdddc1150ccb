import pytest

from scanner.analyze.decode.names import NameClass, are_known_locales, names_among, names_in, summary_of


@pytest.mark.parametrize(("text", "counts", "summary"), [
    ("cn,contoso.com,api.contoso.com", ((NameClass.HOST, 3),), "3 host names (2 under .com, 1 under .cn)"),
    ("Asia/Tokyo|Europe/Paris", ((NameClass.ZONE, 2),), "2 time zones: Asia/Tokyo, Europe/Paris"),
    ("a@contoso.com;b@fabrikam.net", ((NameClass.EMAIL, 2),), "2 e-mail addresses: a@contoso.com, b@fabrikam.net"),
    ("10.0.0.1\n192.168.0.0/16\nfe80::1", ((NameClass.ADDRESS, 3),), "3 network addresses: 10.0.0.1, 192.168.0.0/16, fe80::1"),
    ("de,fr,zh-CN,pt_BR", ((NameClass.LOCALE, 4),), "4 locales: de, fr, zh-CN, pt_BR"),
    ("HTTP_PROXY,AWS_KEY,CI_TOKEN,MY_VAR", ((NameClass.VARIABLE, 4),), "4 environment variables: HTTP_PROXY, AWS_KEY, CI_TOKEN, MY_VAR"),
    ("/etc/passwd:x,~/.ssh/id_rsa,/usr/bin/id,C:\\Users\\me", None, None),
    ("/etc/passwd,~/.ssh/id_rsa,/usr/bin/id,C:\\Users\\me", ((NameClass.PATH, 4),),
     "4 paths: /etc/passwd, ~/.ssh/id_rsa, /usr/bin/id, C:\\Users\\me"),
    ('["北京","上海","广州","深圳"]', ((NameClass.KEYWORD, 4),), "4 keywords: 北京, 上海, 广州, 深圳"),
    ('{"blocked":["contoso.com","fabrikam.net"],"n":1}', ((NameClass.HOST, 2),), "2 host names (1 under .com, 1 under .net)"),
    ('{"names":["alpha","beta","gamma","delta"]}', None, None),
    ("main.py,build.rs,run.sh,read.md", None, None),
    ("a,b,c,d,e,f", None, None),
    ("1,2,3,4,5", None, None),
    ("this is a sentence of words", None, None),
    ("contoso.com", None, None),
    ("[", None, None),
    ("", None, None),
])
def test_a_list_is_known_by_what_its_entries_name(text: str, counts: object, summary: str | None) -> None:
    names = names_in(text)
    assert (None if names is None else names.counts, None if names is None else summary_of(names)) == (counts, summary)


def test_a_deep_json_is_no_error() -> None:
    assert names_in("[" * 100_000) is None


def test_very_long_entries_are_no_names() -> None:
    assert names_among(("a.com", "b" * 5000 + ".com")) is None


@pytest.mark.parametrize(("entries", "are_known"), [
    (("zh", "ru", "fa", "be"), True),
    (("CN", "RU", "IR", "KP"), True),
    (("zh-CN", "ru-RU", "fa-IR", "be-BY"), True),
    (("api.contoso.com", "contoso.cn", "ru"), True),
    (("O", "bu", "br", "bt", "by", "bv"), False),
    (("O", "bu", "br", "bq", "bt", "bq", "br"), False),
])
def test_codes_that_are_no_languages_are_luck(entries: tuple[str, ...], are_known: bool) -> None:
    """Bytes of Georgian letters in a tokeniser's table gave `bu,br,bt,by,bv` under a guessed key."""
    names = names_among(entries)
    assert names is not None
    assert are_known_locales(names) is are_known
