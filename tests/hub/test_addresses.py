"""Where the hub's database is told, and that the way there is safe."""

import datetime as dt
import re
import socket
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from sqlalchemy import create_engine, make_url
from sqlalchemy.exc import ProgrammingError

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.domain.projects import StartProject
from growtogether_desktop.hub.addresses import ADDRESS, DRIVER, database_url
from tests.hub.postgres import NO_POSTGRESQL, PROGRAMS, Postgres
from tests.hubs import ROOT, RunningHub

HOSTING = ROOT / "docs" / "hosting.md"
SAFE = f"{DRIVER}://hub:hush@db.example/hub?sslmode=verify-full"


# --- told ---------------------------------------------------------------------------------------


def test_the_address_stands_on_the_command_line_in_a_file_or_in_the_environment(tmp_path: Path):
    file = tmp_path / "address"
    file.write_text(f"{SAFE}&application_name=file\n")
    environment = {ADDRESS: f"{SAFE}&application_name=environment"}

    told = [
        database_url(tmp_path, f"{SAFE}&application_name=line", file, environment),
        database_url(tmp_path, None, file, environment),
        database_url(tmp_path, None, None, environment),
        database_url(tmp_path, None, None, {ADDRESS: ""}),
    ]

    assert [make_url(url).query.get("application_name") for url in told] == ["line", "file", "environment", None]
    assert told[-1] == f"sqlite:///{tmp_path}/hub.sqlite"


def test_a_hub_takes_its_database_from_the_environment_and_from_a_file(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "address").write_text(postgres_url)
    hub = RunningHub(tmp_path / "hub")
    hub.where = ["--database-file", str(tmp_path / "address")]
    assert hub.run("migrate").returncode == 0

    monkeypatch.setenv(ADDRESS, postgres_url)
    hub.where = ["--data", str(tmp_path / "hub")]
    with closing(hub):
        hub.start()
        assert hub.coordinator.meet() == 0

    assert not (tmp_path / "hub" / "hub.sqlite").exists()


def test_a_file_that_is_not_there_is_said(tmp_path: Path):
    said = RunningHub(tmp_path).run("--database-file", str(tmp_path / "none"), "migrate")

    assert said.returncode == 2
    assert str(tmp_path / "none") in said.stderr


# --- safe ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://hub@/hub",
        "postgresql://hub@localhost/hub",
        "postgresql://hub@127.0.0.1:5433/hub",
        "postgresql://hub@[::1]/hub",
        "postgresql://hub@/hub?host=/run/postgresql",
        SAFE,
        "postgresql://hub@a.example/hub?host=a.example:1&host=b.example:2&sslmode=verify-full",
        "postgresql:///?service=programme&sslmode=verify-full",
    ],
)
def test_the_way_to_a_database_is_encrypted_or_stays_on_this_computer(tmp_path: Path, address: str):
    assert database_url(tmp_path, address, None, {}).startswith(DRIVER)


@pytest.mark.parametrize(
    ("address", "surroundings"),
    [
        ("postgresql://hub:hush@db.example/hub", {}),
        ("postgresql://hub:hush@10.0.0.5/hub", {}),
        ("postgresql://hub:hush@db.example/hub?sslmode=prefer", {}),
        ("postgresql://hub:hush@db.example/hub?sslmode=require", {}),
        ("postgresql://hub:hush@db.example/hub?sslmode=verify-ca", {}),
        ("postgresql://hub:hush@/hub?host=db.example", {}),
        ("postgresql://hub:hush@/hub?host=localhost:1&host=db.example:2", {}),
        ("postgresql://hub:hush@localhost/hub?hostaddr=10.0.0.5", {}),
        ("postgresql://hub:hush@localhost.example/hub", {}),
        ("postgresql:///hub?service=programme", {}),
        ("postgresql:///hub", {"PGHOST": "db.example"}),
        ("postgresql:///hub", {"PGHOSTADDR": "10.0.0.5"}),
        ("postgresql:///hub", {"PGSERVICE": "programme"}),
    ],
)
def test_any_other_is_refused_without_telling_the_password(tmp_path: Path, address: str, surroundings: dict[str, str]):
    with pytest.raises(Problem) as refused:
        database_url(tmp_path, address, None, surroundings)

    assert "sslmode=verify-full" in str(refused.value)
    assert "hush" not in str(refused.value)


def certificate() -> tuple[bytes, bytes]:
    """A certificate for localhost that vouches for itself, and its key."""
    key = generate_private_key(SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(hours=1))
        .not_valid_after(now + dt.timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, SHA256())
    )
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return made.public_bytes(Encoding.PEM), secret


@pytest.fixture(scope="module")
def encrypted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Path]]:
    """A PostgreSQL that speaks TLS, its port, and a folder with the certificate to trust and with another."""
    if not PROGRAMS:
        pytest.skip(NO_POSTGRESQL)
    folder = tmp_path_factory.mktemp("trusted")
    made, key = certificate()
    (folder / "right.pem").write_bytes(made)
    (folder / "another.pem").write_bytes(certificate()[0])
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    listening = f"-c listen_addresses=127.0.0.1 -c port={port} -c ssl=on "
    listening += "-c ssl_cert_file={folder}/made.pem -c ssl_key_file={folder}/key.pem"
    running = Postgres(listening=listening, files={"made.pem": made, "key.pem": key})
    yield port, folder
    running.close()


@pytest.mark.parametrize(
    ("host", "trusted", "status"), [("localhost", "right", 0), ("localhost", "another", 2), ("127.0.0.1", "right", 2)]
)
def test_a_database_is_believed_only_with_a_certificate_of_its_own(
    encrypted: tuple[int, Path], tmp_path: Path, host: str, trusted: str, status: int
):
    port, folder = encrypted
    verified = f"sslmode=verify-full&sslrootcert={folder / trusted}.pem"

    said = RunningHub(tmp_path, f"postgresql://hub@{host}:{port}/postgres?{verified}").run("migrate")

    assert said.returncode == status, said.stderr
    assert ("certificate" in said.stderr) == bool(status)


# --- two roles ----------------------------------------------------------------------------------


@pytest.fixture
def roles(postgres: str) -> tuple[str, str]:
    """The addresses for two roles, made just as the guide says: one owns the tables, one works."""
    statements = re.search(r"```sql\n(.*?)```", HOSTING.read_text("utf-8"), re.DOTALL)
    assert statements is not None
    folder = postgres.partition("host=")[2]
    psql = [str(PROGRAMS[-1] / "psql"), "-h", folder, "-U", "hub", "-d", "postgres", "-v", "ON_ERROR_STOP=1"]
    subprocess.run(psql, input=statements[1], text=True, check=True, capture_output=True)
    at = postgres % "hub"
    return at.replace("//hub@", "//hub_owner@"), at.replace("//hub@", "//hub_works@")


def test_the_hub_works_under_a_role_that_may_change_no_table(roles: tuple[str, str], tmp_path: Path):
    owner, works = roles
    early = RunningHub(tmp_path / "early", works).run("migrate")
    assert early.returncode == 2
    assert "`migrate`" in early.stderr
    assert RunningHub(tmp_path / "owner", owner).run("migrate").returncode == 0

    with closing(RunningHub(tmp_path / "works", works)) as hub:
        hub.start()
        malika = hub.join("malika", "mentor")
        malika.do(StartProject("bozor", "Bozor", "A market", ()))
        assert malika.meet() == 0
        assert hub.run("--verify-audit").returncode == 0
        assert "denied" not in hub.said()

    engine = create_engine(works)
    for statement in (
        "ALTER TABLE audit DISABLE TRIGGER ALL",
        "DROP TRIGGER audit_stays ON audit",
        "TRUNCATE audit",
        "DROP TABLE audit",
        "CREATE TABLE more (id int)",
    ):
        with pytest.raises(ProgrammingError, match=r"must be owner|permission denied"), engine.begin() as db:
            db.exec_driver_sql(statement)
    engine.dispose()
