@echo off
rem pipeline report: makes the paper. The same commands as python -m pipeline, for Windows without make.
setlocal
rem pushd, not cd: it gives a network folder (\\server\share) a drive for as long as the command runs.
pushd "%~dp0"
if errorlevel 1 exit /b 2
where py >nul 2>nul
if %errorlevel%==0 (set "PY=py -3") else (set "PY=python")
%PY% -m pipeline.setup_env
set "CODE=%errorlevel%"
if not "%CODE%"=="0" goto ended
.venv\Scripts\python.exe -m pipeline %*
set "CODE=%errorlevel%"
:ended
popd
exit /b %CODE%
