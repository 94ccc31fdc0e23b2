#!/usr/bin/env bash
# Makes stand-ins for mcr.microsoft.com/dotnet/sdk:10.0 and aspnet:10.0 out of this machine's own installed files,
# for a machine that reaches no image registry. They carry the machine's CA bundle: never push or keep them.
# Usage: DOCKER_HOST=... standins.sh
set -euo pipefail
registry=mcr.microsoft.com/dotnet
dotnet=$(dirname "$(readlink -f "$(command -v dotnet)")")
work=$(mktemp -d "${STANDIN_TMP:-/tmp}/standin.XXXXXX")
trap 'rm -rf "$work"' EXIT

# The installed packages that these need, themselves included.
closure() {
  { printf '%s\n' "$@"
    apt-cache depends --recurse --installed --no-recommends --no-suggests --no-conflicts --no-breaks --no-replaces --no-enhances "$@" | grep -E '^[a-z0-9]'
  } | sed 's/:amd64$//' | sort -u \
    | { xargs dpkg-query -W -f='${db:Status-Abbrev}${Package}\n' 2>/dev/null || true; } | sed -n 's/^ii *//p' | sort -u
}

# rootfs FOLDER PACKAGE...: those packages' files, and what maintainer scripts would have made.
rootfs() {
  local folder=$1 link
  shift
  mkdir -p "$folder"/usr/{bin,sbin,lib,lib64,local/bin,share} "$folder"/{etc/ssl/certs,proc,sys,dev,run,tmp,root,home/app,var/tmp,var/lib/apt/lists}
  chmod 1777 "$folder/tmp" "$folder/var/tmp"
  for link in bin sbin lib lib64; do ln -s "usr/$link" "$folder/$link"; done
  closure "$@" | { xargs dpkg-query -L 2>/dev/null || true; } | grep '^/' \
    | grep -vE '^/(usr/share/(doc|man|locale|info|lintian|bash-completion)|var/lib/dpkg|etc/(pam|security))' | sort -u \
    | while read -r file; do if [ -e "$file" ] || [ -L "$file" ]; then printf '%s\n' "${file#/}"; fi; done > "$work/list"
  tar -C / --no-recursion -cf - -T "$work/list" | tar -C "$folder" --keep-directory-symlink -xf -
  printf 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/usr/sbin/nologin\napp:x:1654:1654::/home/app:/bin/sh\n' > "$folder/etc/passwd"
  printf 'root:x:0:\nnogroup:x:65534:\napp:x:1654:\n' > "$folder/etc/group"
  chown 1654:1654 "$folder/home/app"
  echo 'hosts: files dns' > "$folder/etc/nsswitch.conf"
  cp -L /etc/ssl/certs/ca-certificates.crt "$folder/etc/ssl/certs/"
  # The real images have apt; here it only agrees to what the stand-in holds already.
  cat > "$folder/usr/bin/apt-get" <<'APT'
#!/bin/sh
for word in "$@"; do
  case $word in -*|update|install|clean|libgomp1) ;; *) echo "stand-in apt-get: $word is not in this image" >&2; exit 100 ;; esac
done
APT
  chmod 755 "$folder/usr/bin/apt-get"
  ln -s "$dotnet/dotnet" "$folder/usr/bin/dotnet"
}

# image FOLDER TAG "host paths to add" --change...
image() {
  local folder=$1 tag=$2 add=$3
  shift 3
  # shellcheck disable=SC2086 # several paths
  tar --numeric-owner -cf - -C "$folder" . ${add:+-C / $add} | docker import "$@" - "$tag" >/dev/null
}

common=(--change 'ENV APP_UID=1654' --change 'ENV ASPNETCORE_HTTP_PORTS=8080' --change 'ENV DOTNET_RUNNING_IN_CONTAINER=true'
  --change 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin')
base=(libc6 libgcc-s1 libstdc++6 libssl3 zlib1g tzdata base-files libgomp1 bash dash coreutils libc-bin)
icu=$(dpkg-query -W -f='${Package}\n' 'libicu[0-9]*' 2>/dev/null | head -n 1)
root=${dotnet#/}

rootfs "$work/aspnet" "${base[@]}" ${icu:+"$icu"}
image "$work/aspnet" $registry/aspnet:10.0 "$root/dotnet $root/host $root/shared" "${common[@]}"
rm -rf "$work/aspnet"
rootfs "$work/sdk" "${base[@]}" ${icu:+"$icu"} grep sed tar gzip findutils mawk git ca-certificates
image "$work/sdk" $registry/sdk:10.0 "$root" "${common[@]}" --change 'ENV DOTNET_NOLOGO=true' --change 'ENV DOTNET_CLI_TELEMETRY_OPTOUT=1' \
  --change 'ENV NUGET_XMLDOC_MODE=skip' --change 'ENV NUGET_CERT_REVOCATION_MODE=offline'
rm -rf "$work/sdk"

# Debian's PostgreSQL under the name that compose.postgres.yaml asks for, where the package is installed.
version=$(dpkg-query -W -f='${Package}\n' 'postgresql-[0-9]*' 2>/dev/null | sed -nE 's/^postgresql-([0-9]+)$/\1/p' | sort -n | tail -n 1)
[ -n "$version" ] || exit 0
rootfs "$work/postgres" "postgresql-$version" util-linux "${base[@]}"
echo 'postgres:x:999:999::/var/lib/postgresql:/bin/bash' >> "$work/postgres/etc/passwd"
echo 'postgres:x:999:' >> "$work/postgres/etc/group"
mkdir -p "$work/postgres/var/lib/postgresql/data" "$work/postgres/run/postgresql"
ln -sfn /run "$work/postgres/var/run"
chown -R 999:999 "$work/postgres/var/lib/postgresql" "$work/postgres/run/postgresql"
rm -rf "$work/postgres/usr/lib/postgresql/$version/lib/bitcode" "$work"/postgres/usr/share/perl* "$work"/postgres/usr/lib/*/perl*
install -m 755 "$(dirname "$0")/postgres-entrypoint.sh" "$work/postgres/usr/local/bin/docker-entrypoint.sh"
image "$work/postgres" localhost/postgres-standin:1 "" --change "ENV PATH=/usr/lib/postgresql/$version/bin:/usr/local/bin:/usr/bin:/bin" --change 'ENV PGDATA=/var/lib/postgresql/data' \
  --change 'ENV LANG=C.UTF-8' --change 'VOLUME /var/lib/postgresql/data' --change 'EXPOSE 5432' --change 'ENTRYPOINT ["docker-entrypoint.sh"]' --change 'CMD ["postgres"]'
# An import knows no stop signal; SIGINT is PostgreSQL's fast shutdown.
printf 'FROM localhost/postgres-standin:1\nSTOPSIGNAL SIGINT\n' | DOCKER_BUILDKIT=0 docker build -q -t postgres:17 - >/dev/null 2>&1
