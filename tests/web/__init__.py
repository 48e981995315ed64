"""Tests of the page for the web and of the tables."""
