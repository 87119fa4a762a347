@echo off
rem Starts Tamtam by a double click on Windows. The first time it installs itself into the folder .venv.
setlocal
cd /d "%~dp0.."
title Tamtam

set "PYTHON="
where py >nul 2>nul && set "PYTHON=py -3"
if not defined PYTHON where python >nul 2>nul && set "PYTHON=python"
if not defined PYTHON goto nopython
%PYTHON% -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul || goto nopython

if exist .venv\installed.txt goto start
echo.
echo   Tamtam installs itself. This takes a few minutes, once, and needs the internet.
echo   Tamtam s'installe. Cela prend quelques minutes, une seule fois, avec internet.
echo.
%PYTHON% -m venv .venv || goto failed
.venv\Scripts\python -m pip install --disable-pip-version-check -q -c constraints.txt -e ".[room]" || goto failed
echo installed> .venv\installed.txt

:start
.venv\Scripts\tamtam %*
if errorlevel 1 goto failed
exit /b 0

:nopython
echo.
echo   Tamtam needs Python 3.11 or newer. Install it from python.org/downloads,
echo   tick "Add python.exe to PATH", then double-click this file again.
echo.
echo   Tamtam a besoin de Python 3.11 ou plus. Installez-le depuis python.org/downloads,
echo   cochez "Add python.exe to PATH", puis double-cliquez de nouveau sur ce fichier.
echo.
pause
exit /b 1

:failed
echo.
echo   Something went wrong; the lines above say what. Double-click this file to try again.
echo   Quelque chose n'a pas abouti ; les lignes ci-dessus disent quoi. Double-cliquez pour reessayer.
echo.
pause
exit /b 1
