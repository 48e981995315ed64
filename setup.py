"""Packs the house template beside the program in a wheel; all else stands in pyproject.toml."""

from setuptools import find_packages, setup

setup(
    packages=[*find_packages(include=["pipeline*"]), "pipeline.templates"],
    package_dir={"pipeline.templates": "templates"},
)
