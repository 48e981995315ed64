@echo off
rem pipeline report: makes the paper. The same commands as python -m pipeline, for Windows without make.
setlocal
cd /d "%~dp0"
where py >nul 2>nul
if %errorlevel%==0 (set "PY=py -3") else (set "PY=python")
%PY% -m pipeline.setup_env
if errorlevel 1 exit /b %errorlevel%
.venv\Scripts\python -m pipeline %*
exit /b %errorlevel%
