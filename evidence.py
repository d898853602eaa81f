#!/usr/bin/env python3
"""Sets up the suite and hands on to it; needs Python 3.11 or newer and nothing else.

    python3 evidence.py refresh     read the documents, run the notebooks, publish a pack
    python3 evidence.py test        run all tests
    python3 evidence.py lab         open JupyterLab on the notebooks
    python3 evidence.py bundle      fill the folder wheels/, for a machine without a network
    python3 evidence.py WORD …      any other word goes to the "evidence" command

On Windows the word is py instead of python3. What is installed goes to the folder .venv beside this file.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCKS = ROOT / "locks"
WHEELS = ROOT / "wheels"
OLDEST = (3, 11)
SYSTEMS = {  # what a bundle can be for: its name to uv, and the tags of its packages to pip
    "windows": ("x86_64-pc-windows-msvc", ["win_amd64"]),
    "linux": (
        "x86_64-manylinux_2_28",
        [*(f"manylinux_2_{minor}_x86_64" for minor in range(28, 4, -1)), "manylinux2014_x86_64"],
    ),
    "macos": ("aarch64-apple-darwin", ["macosx_14_0_arm64", "macosx_11_0_arm64", "macosx_10_9_universal2"]),
}
SETUP_FAILED = 3
SETUP_PATIENCE = 900  # seconds after which a set-up elsewhere is taken for dead


class SetupError(Exception):
    """Something that stops the set-up; its text is the one line shown."""


def main(words: list[str]) -> int:
    """Set up what the first word needs, then hand on; return the exit code."""
    if not words or words[0] in ("-h", "--help", "help"):
        print(__doc__.strip())
        return 0
    try:
        if sys.version_info[:2] < OLDEST:
            raise SetupError(
                f"Python {sys.version.split()[0]} is too old. Install Python 3.11 or newer, then try again."
            )
        if words[0] == "bundle":
            return bundle(words[1:])
        developing = words[0] == "test"
        ensure("dev" if developing else "run")
    except SetupError as error:
        print(f"evidence.py: {error}", file=sys.stderr)
        return SETUP_FAILED
    python = str(venv_python(VENV))
    command = [python, str(ROOT / "tools" / "run_tests.py")] if developing else [python, "-m", "evidence_lib.cli"]
    return hand_on(command + (words[1:] if developing else words))


def hand_on(command: list[str]) -> int:
    """Become the command where the system can, else run it and wait."""
    if os.name == "posix":
        sys.stdout.flush()
        os.execv(command[0], command)
    return subprocess.run(command).returncode


def venv_python(venv: Path) -> Path:
    """The environment's Python."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def fingerprint(lock: str) -> str:
    """What an environment was made from: the lock, what the package brings itself, the place and the version of Python."""
    digest = hashlib.sha256(f"{sys.version_info[:2]} {ROOT}".encode())
    brought = sorted(path for path in (ROOT / "evidence_lib" / "jupyter").rglob("*") if path.is_file())
    for path in (LOCKS / f"{lock}.txt", ROOT / "pyproject.toml", *brought):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def stamped(lock: str) -> bool:
    """Whether the environment holds this lock as it is now; the stamp is written last, so a broken set-up has none."""
    stamp = VENV / f"evidence-{lock}.stamp"
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == fingerprint(lock) and venv_python(VENV).exists()


def ensure(lock: str) -> None:
    """Make the environment hold the lock; the developing lock holds the running one too."""
    if stamped("dev") or (lock == "run" and stamped("run")):
        return
    with one_at_a_time():
        if stamped("dev") or (lock == "run" and stamped("run")):
            return
        print("Setting up (once; a minute or two) …", file=sys.stderr, flush=True)
        make_venv()
        install(lock)
        (VENV / f"evidence-{lock}.stamp").write_text(fingerprint(lock), encoding="utf-8")


class one_at_a_time:  # noqa: N801 - reads as the phrase it is
    """Let one set-up run at a time: a second one waits for the first."""

    def __enter__(self) -> None:
        self.mark = ROOT / ".venv.lock"
        told = False
        while True:
            try:
                os.close(os.open(self.mark, os.O_CREAT | os.O_EXCL))
                return
            except FileExistsError:
                if time.time() - self.mark.stat().st_mtime > SETUP_PATIENCE:
                    self.mark.unlink(missing_ok=True)  # its owner died
                    continue
            except OSError as error:
                raise SetupError(
                    f"{ROOT}: cannot be written to ({error.strerror}). Copy the folder to a place of your own."
                ) from error
            if not told:
                print(
                    f"Another set-up is running; waiting for it. If none is, delete {self.mark.name}.", file=sys.stderr
                )
                told = True
            time.sleep(1)

    def __exit__(self, *_: object) -> None:
        self.mark.unlink(missing_ok=True)


def make_venv() -> None:
    """Make the environment anew, unless a whole one of this Python is there."""
    config = VENV / "pyvenv.cfg"
    version = ".".join(map(str, sys.version_info[:2]))
    if (
        venv_python(VENV).exists()
        and config.is_file()
        and f"version = {version}." in config.read_text(encoding="utf-8")
    ):
        for stamp in VENV.glob("evidence-*.stamp"):
            stamp.unlink()
        return
    if VENV.exists():
        shutil.rmtree(VENV)
    if subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True).returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        raise SetupError(
            "Python cannot make a virtual environment. On Debian or Ubuntu install python3-venv; "
            "elsewhere reinstall Python from python.org; then try again."
        )


def install(lock: str) -> None:
    """Install the lock and the package itself: by uv where that can be had, else by pip."""
    python = str(venv_python(VENV))
    requirements = ["--require-hashes", "-r", str(LOCKS / f"{lock}.txt")]
    itself = ["--no-deps", "--no-build-isolation", "-e", str(ROOT)]
    uv = get_uv(python)
    if uv:
        # compiled now and on all cores: else every library is compiled by the first that starts, or anew at every start
        # where a setting forbids Python to keep what it compiled
        sync = [
            uv,
            "pip",
            "sync",
            "--compile-bytecode",
            "--quiet",
            "--python",
            python,
            *requirements[:1],
            requirements[2],
            *offline(),
        ]
        if run(sync, uv_settings(python)).returncode == 0:
            finish(run([uv, "pip", "install", "--quiet", "--python", python, *itself, *offline()], uv_settings(python)))
            return
        print("uv could not install; going on with pip (slower) …", file=sys.stderr, flush=True)
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    finish(run([*pip, *requirements, *offline()]))
    finish(run([*pip, *itself, *offline()]))


def get_uv(python: str) -> str | None:
    """Install the pinned, hash-checked uv into the environment; None where it cannot be had."""
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    if run([*pip, "-r", str(LOCKS / "uv.txt"), *offline()]).returncode:
        print("uv cannot be had; going on with pip (slower) …", file=sys.stderr, flush=True)
        return None
    # A copy outside the environment's list of packages: "pip sync" would remove uv while it runs.
    home = VENV / "installer"
    home.mkdir(exist_ok=True)
    source = venv_python(VENV).with_name("uv.exe" if os.name == "nt" else "uv")
    return shutil.copy2(source, home / source.name)


def offline() -> list[str]:
    """Where packages come from: the folder wheels/ if there is one, and then from nowhere else."""
    filled = WHEELS.is_dir() and any(WHEELS.glob("*.whl"))
    return ["--no-index", "--find-links", str(WHEELS)] if filled else []


def uv_settings(python: str) -> dict[str, str]:
    """Hand on to uv the index and certificates that this machine's pip is set up with: uv reads no pip settings."""
    settings = dict(os.environ, UV_SYSTEM_CERTS="1", UV_NATIVE_TLS="1", UV_LINK_MODE="copy")
    index = run([python, "-m", "pip", "config", "get", "global.index-url"]).stdout.strip() or os.environ.get(
        "PIP_INDEX_URL", ""
    )
    if index:
        settings.setdefault("UV_DEFAULT_INDEX", index)
    return settings


def run(command: list[str], environment: dict[str, str] | None = None) -> "subprocess.CompletedProcess[str]":
    """Run a step of the set-up and keep what it says."""
    return subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", errors="replace")


def finish(done: "subprocess.CompletedProcess[str]") -> None:
    """Stop with one line if a step failed."""
    if done.returncode:
        said = [line.strip() for line in (done.stderr + done.stdout).splitlines() if line.strip()]
        errors = [line for line in said if "error" in line.lower()]  # the last one names the package
        reason = (errors or said or ["no reason given"])[-1]
        raise SetupError(
            f"the installation failed: {reason[:300]} Is there a network? Without one, run "
            "'python3 evidence.py bundle' on a machine that has one and copy the folder wheels/ here."
        )


def bundle(options: list[str]) -> int:
    """Fill wheels/ with all that runs and tests the suite, for this machine or for another system."""
    system, version = bundle_options(options)
    make_venv()
    for stamp in VENV.glob("evidence-*.stamp"):
        stamp.unlink()
    WHEELS.mkdir(exist_ok=True)
    python = str(venv_python(VENV))
    download = [python, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    download += ["--only-binary=:all:", "--no-deps", "-d", str(WHEELS)]
    for tag in SYSTEMS[system][1] if system else ():
        download += ["--platform", tag]
    for lock in ("run", "dev", "uv"):
        source = lock_for(lock, system, version) if system else LOCKS / f"{lock}.txt"
        finish(run([*download, *(["--python-version", version] if system else []), "-r", str(source)]))
    count = len(list(WHEELS.glob("*.whl")))
    print(f"wheels/ holds {count} packages. Copy the whole folder of the suite, wheels/ with it.")
    return 0


def bundle_options(options: list[str]) -> tuple[str, str]:
    """The system and Python that a bundle is for; empty where it is for this machine."""
    given = dict(zip(options[::2], options[1::2], strict=False))
    here = ".".join(map(str, sys.version_info[:2]))
    system, version = given.pop("--for", ""), given.pop("--python-version", here)
    if given or len(options) % 2 or (system and system not in SYSTEMS) or (version != here and not system):
        raise SetupError(f"bundle takes --for ({', '.join(SYSTEMS)}) and with it --python-version (such as 3.12).")
    return system, version


def lock_for(lock: str, system: str, version: str) -> Path:
    """A universal lock as it is on another system: pip asks this machine which packages another one needs, uv does not."""
    python = str(venv_python(VENV))
    uv = get_uv(python)
    if not uv:
        raise SetupError("a bundle for another system needs uv, and it cannot be had here. Make the bundle over there.")
    target = VENV / f"{lock}-{system}.txt"
    resolve = [uv, "pip", "compile", "--quiet", "--generate-hashes", "--no-deps", "--no-header"]
    resolve += ["--python-platform", SYSTEMS[system][0], "--python-version", version, "-o", str(target)]
    finish(run([*resolve, str(LOCKS / f"{lock}.txt")], uv_settings(python)))
    return target


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
