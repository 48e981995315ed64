"""Tests of the first ten minutes: starter folder, study, form, and the tables that answers write."""
