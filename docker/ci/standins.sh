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
  tar --numeric-owner -cf - -C "$folder" . -C / $add | docker import "$@" - "$tag" >/dev/null
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
