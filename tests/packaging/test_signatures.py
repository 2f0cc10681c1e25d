"""The Windows Python is taken only when its makers signed it: nobody runs it to find out."""

import pytest
import signatures

OK = f"Subject: /{signatures.SIGNER}, O=x\nSignature verification: ok\n"
OF_OTHERS = "Subject: /CN=Somebody\nSignature verification: ok\n"
BROKEN = f"Subject: /{signatures.SIGNER}, O=x\nSignature verification: failed\n"
CARD = "-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----"
FILES = ("python313.dll", "python.exe", "DLLs/_ctypes.pyd", "vcruntime140.dll", "Lib/os.py")


@pytest.fixture
def python(tmp_path):
    """Return a folder with the files of a Windows Python."""
    folder = tmp_path / "python"
    for place in FILES:
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).touch()
    return folder


@pytest.fixture
def tools(tmp_path, monkeypatch):
    """Stand for openssl and osslsigncode: `told` by file name, `prints` by certificate."""
    authorities = tmp_path / "ca.crt"
    authorities.write_text("known\n", encoding="ascii")
    monkeypatch.setattr(signatures, "AUTHORITIES", authorities)
    told, prints, asked = {}, {"microsoft": signatures.MICROSOFT_ROOT, "strange": "00"}, []

    def said(*words):
        if words[:2] == ("osslsigncode", "verify"):
            asked.append(words)
            return told.get(words[-1].rpartition("/")[2], OK)
        if words[1] == "pkcs7":
            return "\n".join(CARD.format(name) for name in prints)
        if words[1] == "x509":
            card = (tmp_path / "one.pem").read_text(encoding="ascii").splitlines()[1]
            pairs = [prints[card][at : at + 2] for at in range(0, len(prints[card]), 2)]
            return f"sha256 Fingerprint={':'.join(pairs)}\n"
        return ""

    monkeypatch.setattr(signatures, "_said", said)
    return told, prints, asked


def test_a_python_that_its_makers_signed_is_taken(python, tools, tmp_path):
    """Each program and library is asked, but for Microsoft's runtime and what is no program."""
    _told, _prints, asked = tools

    signatures.require(python, tmp_path)

    names = sorted(words[-1].rpartition("/")[2] for words in asked)
    assert names == ["_ctypes.pyd", "python.exe", "python313.dll"]


@pytest.mark.parametrize("answer", [OF_OTHERS, BROKEN, "No signature found", ""])
def test_one_file_that_is_not_signed_so_refuses_all(python, tools, tmp_path, answer):
    """Another name, a changed file or no signature at all: the file is named."""
    told, _prints, _asked = tools
    told["_ctypes.pyd"] = answer

    with pytest.raises(RuntimeError, match=r": _ctypes\.pyd$"):
        signatures.require(python, tmp_path)


def test_only_the_root_that_is_known_by_its_sum_is_trusted_beside_debians(python, tools, tmp_path):
    """A file cannot bring its own authority along."""
    _told, prints, _asked = tools

    signatures.require(python, tmp_path)
    trusted = (tmp_path / "authorities.pem").read_text(encoding="utf-8")
    assert trusted.startswith("known\n")
    assert "microsoft" in trusted
    assert "strange" not in trusted

    prints["microsoft"] = "11"
    signatures.require(python, tmp_path)
    assert (tmp_path / "authorities.pem").read_text(encoding="utf-8") == "known\n"
