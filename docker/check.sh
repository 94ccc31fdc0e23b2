#!/usr/bin/env bash
# Builds the real Dockerfile and compose file with a real Docker engine of its own and checks the container: it answers, it is locked down,
# it is healthy, it ends gracefully. Run as root on Debian. Where no image registry is reached, stand-in base images are made (ci/standins.sh).
# Exit status: 0 all checks passed, 1 one failed, 77 no engine can run here. The last line counts the checks.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
port=${STRUCTGEN_CHECK_PORT:-18480}
url=http://127.0.0.1:$port
image=structgen:check
passed=0
failed=0
export DEBIAN_FRONTEND=noninteractive PATH=/usr/bin:$PATH # Debian's client: it builds without a plug-in
export COMPOSE_PROJECT_NAME=structgencheck STRUCTGEN_IMAGE=$image STRUCTGEN_PORT=$port

say() { printf '== docker: %s (%d s)\n' "$*" "$SECONDS"; }
check() { # check NAME COMMAND...
  local name=$1
  shift
  if "$@"; then passed=$((passed + 1)); echo "passed: docker: $name"; else failed=$((failed + 1)); echo "FAILED: docker: $name"; fi
}
cannot() { echo "docker: cannot run here: $*"; exit 77; }

[ "$(id -u)" = 0 ] || cannot "needs root to start an engine"
replicas() {
  POSTGRES_PASSWORD=check-password STRUCTGEN_ADMIN_KEY=$admin STRUCTGEN_PORTS=$((port + 1))-$((port + 9)) \
    docker-compose -p structgenreplicas -f "$here/compose.postgres.yaml" "$@"
}
admin=sg_$(head -c 32 /dev/urandom | base64 | tr '+/' '-_' | tr -d =)

say "packages"
if ! { command -v dockerd && command -v docker-compose && command -v iptables && command -v jq && command -v curl; } >/dev/null; then
  { apt-get update -qq && apt-get install -y -qq --no-install-recommends docker.io docker-compose iptables jq curl; } >/dev/null 2>&1 \
    || cannot "docker.io cannot be installed"
fi
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || { apt-get update -qq && apt-get install -y -qq --no-install-recommends postgresql; } >/dev/null 2>&1

say "engine"
run=$(mktemp -d /tmp/structgen-docker.XXXXXX)
export DOCKER_HOST=unix://$run/docker.sock
dockerd --data-root "$run/data" --exec-root "$run/exec" -p "$run/pid" -H "$DOCKER_HOST" >"$run/log" 2>&1 </dev/null &
engine=$!
finish() {
  docker-compose -f "$here/compose.yaml" down -v -t 2 >/dev/null 2>&1
  replicas down -v -t 2 >/dev/null 2>&1
  docker ps -aq | xargs -r docker rm -fv >/dev/null 2>&1
  kill "$engine" 2>/dev/null && wait "$engine" 2>/dev/null
  iptables -P FORWARD ACCEPT 2>/dev/null
  ip link del docker0 2>/dev/null
  rm -rf "$run" 2>/dev/null
}
trap finish EXIT
for _ in $(seq 150); do docker info >/dev/null 2>&1 && break; kill -0 "$engine" 2>/dev/null || break; sleep 0.2; done
docker info >/dev/null 2>&1 || { tail -5 "$run/log"; cannot "the engine does not start"; }

say "base images"
if timeout 20 docker pull -q mcr.microsoft.com/dotnet/aspnet:10.0 >/dev/null 2>&1 && docker pull -q mcr.microsoft.com/dotnet/sdk:10.0 >/dev/null 2>&1; then
  echo "docker: real base images"
else
  "$here/ci/standins.sh" || cannot "no stand-in base images"
  echo "docker: built and run on stand-in base images (no image registry is reached)"
fi

say "build"
build() { DOCKER_BUILDKIT=1 docker build --progress=plain -f "$here/Dockerfile" -t $image "$root" >"$run/build.log" 2>&1 || { tail -30 "$run/build.log"; return 1; }; }
check "the Dockerfile builds" build
[ "$failed" = 0 ] || { echo "docker: $passed passed, $failed failed"; exit 1; }

answers() { for _ in $(seq 150); do [ "$(curl -fsS "$url/healthz" 2>/dev/null)" = ok ] && return 0; sleep 0.2; done; docker logs "$1" 2>&1 | tail -20; return 1; }
post() { curl -sS -m 120 -H 'Content-Type: application/json' -d "$2" "$url$1"; }
extract() { # extract MODE
  local reply
  reply=$(post /v1/extract '{"schemaName": "contact", "text": "Please call Jane Roe at Initech, 555-0134.", "mode": "'"$1"'"}')
  jq -e --arg mode "$1" '.data.name == "Jane Roe" and .mode == $mode and .validation.valid' <<<"$reply" >/dev/null || { echo "$reply" | head -c 2000; return 1; }
}
tool() {
  local reply
  reply=$(post /v1/tool-calls '{"input": "What is the weather in Lisbon tomorrow?", "tools": ["get_weather"], "toolChoice": "required"}')
  jq -e '.calls[0].name == "get_weather" and .calls[0].arguments.city == "Lisbon"' <<<"$reply" >/dev/null || { echo "$reply" | head -c 2000; return 1; }
}
stored() { curl -fsS -X PUT -H 'Content-Type: application/json' -d '{"type": "object"}' "$url/v1/schemas/kept" >/dev/null && curl -fsS "$url/v1/schemas/kept" | grep -q object; }
user() { [ "$(docker inspect -f '{{.Config.User}}' $image)" = 1654 ]; }
health() {
  local state=none
  for _ in $(seq 120); do state=$(docker inspect -f '{{.State.Health.Status}}' "$1"); [ "$state" = healthy ] && return 0; sleep 0.5; done
  docker inspect -f '{{json .State.Health}}' "$1" | tail -c 1000
  return 1
}
drain() { # SIGTERM while requests run: each is answered, and the process ends with 0
  local pids=() number reply
  for number in 1 2 3 4; do
    post /v1/extract '{"schemaName": "recipe", "text": "Lentil soup for four: 250 g lentils, 2 carrots, 1 onion, 1 litre of stock, 1 spoon of cumin. Takes 40 minutes. No meat."}' >"$run/drain$number" &
    pids+=($!)
  done
  sleep 0.7
  kill -0 "${pids[@]}" 2>/dev/null || echo "(a request had been answered before the signal)"
  docker stop -t 60 "$1" >/dev/null
  wait "${pids[@]}"
  for number in 1 2 3 4; do
    reply=$(cat "$run/drain$number")
    jq -e '.data.dish' <<<"$reply" >/dev/null || { echo "request $number: $reply" | head -c 600; return 1; }
  done
  [ "$(docker inspect -f '{{.State.ExitCode}}' "$1")" = 0 ]
}

say "run: read-only root, no capabilities, not root"
docker run --pull=never -d --name api -p "127.0.0.1:$port:8080" --read-only --tmpfs /tmp --cap-drop=ALL --security-opt=no-new-privileges \
  --memory 2g --pids-limit 256 $image >/dev/null
check "the service answers" answers api
check "the image's user is not root" user
check "extract in grammar mode" extract grammar
check "extract in prompt mode" extract prompt
check "a registered tool is called" tool
check "a schema is stored on a read-only root" stored
check "HEALTHCHECK says healthy" health api
check "SIGTERM lets requests in flight finish" drain api
docker rm -fv api >/dev/null 2>&1

say "compose"
compose() { docker-compose -f "$here/compose.yaml" "$@"; }
up() { compose up -d --no-build >"$run/up.log" 2>&1 || { cat "$run/up.log"; return 1; }; }
kept() { stored && compose restart -t 60 >/dev/null 2>&1 && answers structgencheck_structgen_1 && curl -fsS "$url/v1/schemas/kept" | grep -q object; }
called() { # the path of README.md: a tool registered over HTTP is called with valid arguments
  local reply
  curl -fsS -X PUT "$url/v1/tools/track_parcel" -H 'Content-Type: application/json' -d '{
    "description": "Track a parcel", "parameters": {"type": "object", "required": ["number"], "additionalProperties": false,
      "properties": {"number": {"type": "string", "pattern": "^[A-Z]{2}[0-9]{6}$"}}}}' >/dev/null || return 1
  reply=$(post /v1/tool-calls '{"input": "Where is my parcel RX123456?", "tools": ["track_parcel"], "toolChoice": "required"}')
  echo "$reply" | jq -c .calls
  jq -e '.calls[0].name == "track_parcel" and (.calls[0].arguments.number | test("^[A-Z]{2}[0-9]{6}$"))' <<<"$reply" >/dev/null || { echo "$reply" | head -c 2000; return 1; }
}
stopped() { compose stop >/dev/null 2>&1; [ -z "$(docker ps -aq --filter exited=137)" ]; }
check "the compose file is valid" compose config -q
check "compose brings the service up" up
check "the service answers under compose" answers structgencheck_structgen_1
check "the store outlives a restart" kept
check "extract under compose" extract grammar
check "a tool registered under compose is called" called
check "compose stops it without a kill" stopped

say "compose with PostgreSQL: two replicas, one store"
without() { ! env -u POSTGRES_PASSWORD -u STRUCTGEN_ADMIN_KEY docker-compose -f "$here/compose.postgres.yaml" config -q 2>/dev/null; }
both() { replicas up -d --no-build --scale structgen=2 >"$run/up.log" 2>&1 || { cat "$run/up.log"; return 1; }; }
at() { # at REPLICA PATH CURL-OPTION...
  local replica=$1 path=$2
  shift 2
  curl -sS -m 60 "$@" "http://$(replicas port --index="$replica" structgen 8080)$path"
}
alive() { local number; for number in 1 2; do for _ in $(seq 300); do [ "$(at $number /healthz 2>/dev/null)" = ok ] && continue 2; sleep 0.2; done; replicas logs --tail=20; return 1; done; }
locked() { [ "$(at 1 /v1/schemas -o /dev/null -w '%{http_code}')" = 401 ]; }
shared() { # a key made at one replica counts at the other, what one stores the other has, and no key is in the log
  local key
  key=$(at 1 /v1/keys -H "X-Api-Key: $admin" -H 'Content-Type: application/json' -d '{"name": "check", "scopes": ["registry:read", "registry:write"]}' | jq -r .key)
  at 2 /v1/schemas/shared -f -X PUT -H "Authorization: Bearer $key" -H 'Content-Type: application/json' -d '{"type": "object"}' >/dev/null \
    && at 1 /v1/schemas/shared -H "Authorization: Bearer $key" | grep -q object && ! replicas logs 2>&1 | grep -qF -e "$key" -e "$admin" -e check-password
}
logged() { replicas logs --no-color structgen 2>&1 | sed -n 's/^[^|]*| //p' | grep '^{' | jq -e .LogLevel >/dev/null; }
ended() { replicas stop >/dev/null 2>&1; [ -z "$(docker ps -aq --filter exited=137)" ]; }
check "the compose file with PostgreSQL is valid" replicas config -q
check "it asks for the password and the admin key" without
check "compose brings two replicas up" both
check "both answer" alive
check "nobody gets in without a key" locked
check "the replicas share keys and schemas" shared
check "the log is JSON" logged
check "compose stops all without a kill" ended

say "done"
echo "docker: $passed passed, $failed failed"
[ "$failed" = 0 ]
