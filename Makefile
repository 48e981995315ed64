# make help lists what there is. Everything sets itself up; nothing but Python 3.11 or newer is needed.
PYTHON ?= python3
ifeq ($(OS),Windows_NT)
RUN := .venv/Scripts/python
else
RUN := .venv/bin/python
endif
MINUTES ?= 10
SEED ?= 1
SETUP := $(PYTHON) -m pipeline.setup_env
DEV := $(SETUP) --dev
# What a person gives a target, as one word for the shell, whatever is in it: $(call quoted,PAPER).
ifeq ($(OS),Windows_NT)
quoted = $(if $(value $(1)),"$(value $(1))")
else
quoted = $(if $(value $(1)),'$(subst ','\'',$(value $(1)))')
endif
option = $(if $(value $(2)),$(1) $(call quoted,$(2)))
.DEFAULT_GOAL := help
# The tests start many processes, each of which would compile everything anew where nothing is kept.
test judge: export PYTHONDONTWRITEBYTECODE =
.PHONY: help setup report check explain verify diff text publish baseline init map preview test judge attack bench lint golden lock clean

help: ## this list
	@$(PYTHON) -c "import re; [print(f'  make {n:<10} {t}') for n, t in re.findall(r'(?m)^(\w+):.*?## (.*)', open('Makefile', encoding='utf-8').read())]"

setup: ## install what the program needs into .venv (every other target does this by itself)
	@$(SETUP)

report: ## make the paper: outputs/<meeting date>/
	@$(SETUP)
	@$(RUN) -m pipeline report $(ARGS)

check: ## check everything that report checks, and write nothing (LIST=findings.xlsx writes them as a workbook)
	@$(SETUP)
	@$(RUN) -m pipeline check $(call option,--list,LIST) $(ARGS)

explain: ## explain a figure, a ref or a number of the paper: make explain WHAT="causes of concern"
	@$(SETUP)
	@$(RUN) -m pipeline explain $(if $(value WHAT),$(call quoted,WHAT),$(call quoted,KEY)) $(ARGS)

verify: ## what a paper that people edited says otherwise than the workbooks: make verify PAPER=edited.docx
	@$(SETUP)
	@$(RUN) -m pipeline verify $(call quoted,PAPER) $(ARGS)

diff: ## what changed between two papers: make diff OLD=july.docx NEW=january.docx (REDLINE=out.docx, HTML=out.html)
	@$(SETUP)
	@$(RUN) -m pipeline diff $(call quoted,OLD) $(call quoted,NEW) $(call option,--redline,REDLINE) $(call option,--html,HTML) $(ARGS)

text: ## a paper as plain text: make text PAPER=edited.docx
	@$(SETUP)
	@$(RUN) -m pipeline text $(call quoted,PAPER) $(ARGS)

publish: ## file this meeting, after it has taken place (PAPER=edited.docx if people edited the paper)
	@$(SETUP)
	@$(RUN) -m pipeline publish $(call quoted,PAPER) $(ARGS)

baseline: ## file an earlier workbook as a past meeting: make baseline OLD=july.xlsx MEETING=2020-07-09 DATA_TO=2020-06-30
	@$(SETUP)
	@$(RUN) -m pipeline baseline $(call quoted,OLD) $(call option,--meeting,MEETING) $(call option,--data-to,DATA_TO) $(ARGS)

init: ## a folder to start from: make init DIR=ours FROM=tracker.xlsx LOG=log.xlsx
	@$(SETUP)
	@$(RUN) -m pipeline init $(call quoted,DIR) $(call option,--from,FROM) $(call option,--log,LOG) $(ARGS)

map: ## write into report.toml what was answered in mapping.xlsx (ARGS=--ask makes a fresh form)
	@$(SETUP)
	@$(RUN) -m pipeline map $(ARGS)

preview: ## show what each slot of the template prints: outputs/preview.docx
	@$(SETUP)
	@$(RUN) -m pipeline preview $(ARGS)

test: ## run the tests, of laws with many siblings some
	@$(DEV)
	@$(RUN) -m pytest -n auto --dist worksteal -m "not judge and not thorough" $(ARGS)

judge: ## run all other tests: judges from outside, a browser, LibreOffice, where they are installed, and laws in full
	@$(DEV)
	@$(RUN) -m pytest -n auto --dist worksteal -m "judge or thorough" -rs $(ARGS)

attack: ## attack the program from outside, for ten minutes or for longer: make attack MINUTES=60 SEED=7
	@$(DEV)
	@$(RUN) -m tests.attack --minutes $(MINUTES) --seed $(SEED) $(ARGS)

bench: ## measure the program beside a plain script that checks nothing: make bench ARGS="--rows 1000 --against DIR"
	@$(DEV)
	@$(RUN) -m tests.bench $(ARGS)

lint: ## look at style and types
	@$(DEV)
	@$(RUN) -m ruff check .
	@$(RUN) -m ruff format --check --quiet .
	@$(RUN) -m mypy

golden: ## write the golden papers and the generated tables of the pages anew; read the difference before you commit it
	@$(DEV)
	@$(RUN) -m tests.golden

lock: ## write the locks anew from pyproject.toml (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --extra dev -c requirements.lock pyproject.toml -o tests/requirements.lock

clean: ## remove .venv and caches; inputs and outputs stay
	$(PYTHON) -c "import pathlib, shutil; [shutil.rmtree(p, ignore_errors=True) for p in ('.venv', '.mypy_cache', '.ruff_cache', '.pytest_cache', '.hypothesis')]; [shutil.rmtree(p, ignore_errors=True) for p in list(pathlib.Path('.').rglob('__pycache__'))]"
