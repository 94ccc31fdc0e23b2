#!/usr/bin/env bash
# Runs every test of the solution: ./tests/run.sh [options of dotnet test]
# Installs what the tests need where it may (Debian, root); elsewhere it goes on with what is there.
set -euo pipefail
cd "$(dirname "$0")/.."
needs=()
ldconfig -p 2>/dev/null | grep -q 'libgomp\.so\.1' || needs+=(libgomp1) # llama.cpp's CPU library
command -v node >/dev/null || needs+=(nodejs) # OpenAI's Node client in StructGen.Clients.Tests
command -v npm >/dev/null || needs+=(npm)
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || needs+=(postgresql) # the registry's tests start a server of their own
if [ ${#needs[@]} -gt 0 ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${needs[@]}" >/dev/null
fi
# As the program sets it (OpenMp.cs): waiting threads spin for a bounded time, and sleep while another test process computes.
[ -n "${OMP_WAIT_POLICY:-}" ] || export GOMP_SPINCOUNT=${GOMP_SPINCOUNT:-20000}
exec dotnet test --solution StructGen.sln -c "${CONFIGURATION:-Release}" "$@"
