"""Compiles the reader when a wheel is built: the same code, read about half as fast again.

An editable install (``make setup``) and a machine without a C compiler use the code as it is; nothing but the speed differs.
Set MUSTERROLL_PURE=1 to build a wheel without compiled parts.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

#: Where the time goes. What only loads or is called once a report is left as it is.
MODULES = "match text numbers dates people names analysis fire attribution document claims fields judge reader".split()


class CompileReader(BuildHookInterface[Any]):
    """Puts compiled modules beside the Python ones in the wheel, where Python prefers them."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, or say why not and leave the wheel as it is."""
        if version == "editable" or os.environ.get("MUSTERROLL_PURE"):
            return
        try:
            compiled = _compile(Path(self.root))
        except (
            Exception,
            SystemExit,
        ) as error:  # mypyc and compilers end in many ways, and none of them may end the installation
            print(f"musterroll is installed without compiled parts: {type(error).__name__}: {error}", file=sys.stderr)
            return
        build_data["force_include"] |= compiled
        build_data["pure_python"] = False
        build_data["infer_tag"] = True


def _compile(root: Path) -> dict[str, str]:
    """The compiled modules: where each lies, and where in the wheel it belongs."""
    from mypyc.build import mypycify
    from setuptools import Distribution
    from setuptools.command.build_ext import build_ext

    target = Path(tempfile.mkdtemp())
    before = Path.cwd()
    os.chdir(root)
    try:
        sources = [f"src/musterroll/read/{name}.py" for name in MODULES]
        extensions = mypycify(["--config-file", "pyproject.toml", *sources], opt_level="3", target_dir=str(target / "c"))
        command = build_ext(Distribution({"name": "musterroll", "ext_modules": extensions}))
        command.build_lib, command.build_temp = str(target / "lib"), str(target / "temp")
        command.ensure_finalized()
        command.run()
    finally:
        os.chdir(before)
    built = target / "lib"
    return {str(path): path.relative_to(built).as_posix() for path in built.rglob("*") if path.suffix in (".so", ".pyd")}
