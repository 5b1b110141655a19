# To be sourced by POSIX shells: finds installed JDKs without starting one.

# jdk_major HOME: sets $jdk_major to the major version of the JDK there, 0 if there is none, and
# $jdk_version_found to the whole version.
jdk_major() {
  jdk_major=0
  jdk_version_found=
  [ -x "$1/bin/java" ] || return 0
  jdk_version=
  if [ -r "$1/release" ]; then
    while IFS='=' read -r jdk_key jdk_value; do
      if [ "$jdk_key" = JAVA_VERSION ]; then
        jdk_version=${jdk_value#\"}
      fi
    done <"$1/release"
  fi
  if [ -z "$jdk_version" ]; then
    jdk_version=$("$1/bin/java" -version 2>&1 </dev/null | sed -n 's/.* version "\([^"]*\)".*/\1/p')
  fi
  jdk_version_found=${jdk_version%\"}
  jdk_version=${jdk_version%%[!0-9]*}
  jdk_major=${jdk_version:-0}
}

# jdk_find LEAST TOOL: sets $jdk_home and $jdk_major to JAVA_HOME if that is new enough, otherwise
# to the newest JDK found that is; fails if there is none. TOOL (java, javac) must be in its bin.
jdk_find() {
  jdk_home=
  jdk_best=0
  if [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/$2" ]; then
    jdk_major "$JAVA_HOME"
    if [ "$jdk_major" -ge "$1" ]; then
      jdk_home=$JAVA_HOME
      return 0
    fi
  fi
  jdk_on_path=$(command -v java 2>/dev/null) || jdk_on_path=
  while [ -L "$jdk_on_path" ]; do
    jdk_link=$(readlink "$jdk_on_path")
    case $jdk_link in
      /*) jdk_on_path=$jdk_link ;;
      *) jdk_on_path=${jdk_on_path%/*}/$jdk_link ;;
    esac
  done
  for jdk_each in "${jdk_on_path%/bin/java}" \
    /usr/lib/jvm/* /usr/java/* /usr/local/java/* /usr/local/jdk* /usr/local/openjdk* /opt/* /opt/java/* /opt/jvm/* \
    "${HOME:-/nowhere}"/.sdkman/candidates/java/* "${HOME:-/nowhere}"/.jdks/* \
    "${HOME:-/nowhere}"/.local/share/mise/installs/java/* "${HOME:-/nowhere}"/.asdf/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME:-/nowhere}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    if [ -x "$jdk_each/bin/$2" ]; then
      jdk_major "$jdk_each"
      if [ "$jdk_major" -ge "$1" ] && [ "$jdk_major" -gt "$jdk_best" ]; then
        jdk_best=$jdk_major
        jdk_home=$jdk_each
      fi
    fi
  done
  jdk_major=$jdk_best
  [ -n "$jdk_home" ]
}
