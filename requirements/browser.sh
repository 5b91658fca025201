#!/bin/sh
# The browser tests drive Debian's Chromium, with a Chinese face to draw the pages in; where it runs as root, it is installed.
set -eu
packages=""
[ -x /usr/bin/chromium ] || packages="$packages chromium"
[ -d /usr/share/fonts/opentype/noto ] || packages="$packages fonts-noto-cjk"
[ -n "$packages" ] || exit 0
if [ "$(id -u)" = 0 ]; then
	apt-get update -q >/dev/null
	DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $packages >/dev/null
else
	echo "The browser tests need:$packages. Install with: sudo apt-get install -y$packages" >&2
	exit 1
fi
