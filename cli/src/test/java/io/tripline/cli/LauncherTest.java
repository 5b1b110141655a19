package io.tripline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher on a small tree of its own, with a stand-in for Maven that only copies a jar: what
 * it builds when, and what it leaves alone.
 */
@Timeout(60)
class LauncherTest {
  private static final String STAND_IN_FOR_MAVEN =
      """
      #!/bin/sh
      case "$*" in *-v*) echo "Apache Maven ${MAVEN_SAYS:-3.9.9}"; exit 0;; esac
      echo build >> "$CALLS"
      sleep "${TAKES:-0}"
      echo "[INFO] Building Tripline: cli 1 [1/1]"
      if [ -n "${FAILS:-}" ]; then echo "[ERROR] $FAILS"; exit 1; fi
      mkdir -p cli/target && cp "$JAR" cli/target/tripline.jar
      """;

  @TempDir Path temporary;
  private Path tree = Path.of("");
  private Path calls = Path.of("");
  private final List<String> environment = new ArrayList<>();

  @BeforeEach
  void plantATree() throws IOException {
    tree = Files.createDirectories(temporary.resolve("a tree"));
    calls = temporary.resolve("calls");
    var repository = repository();
    Files.createDirectories(tree.resolve(".mvn"));
    Files.createDirectories(tree.resolve("cli/src/main/java"));
    Files.copy(repository.resolve("tripline"), tree.resolve("tripline"));
    Files.copy(repository.resolve(".mvn/jdk.sh"), tree.resolve(".mvn/jdk.sh"));
    Files.writeString(tree.resolve("pom.xml"), "<module>cli</module>\n");
    Files.writeString(tree.resolve("cli/pom.xml"), "<project/>\n");
    Files.writeString(tree.resolve("cli/src/main/java/A.java"), "class A {}\n");
    assertThat(tree.resolve("tripline").toFile().setExecutable(true)).isTrue();

    var bin = Files.createDirectories(temporary.resolve("bin"));
    Files.writeString(bin.resolve("mvn"), STAND_IN_FOR_MAVEN);
    assertThat(bin.resolve("mvn").toFile().setExecutable(true)).isTrue();
    given("PATH", bin + File.pathSeparator + System.getenv("PATH"));
    given("CALLS", calls.toString());
    given("JAR", jar("first").toString());
  }

  @Test
  void buildsOnFirstUseRunsTheJarAndPassesItsExitCodeOn() throws Exception {
    var ran = run("--exit", "6", "an argument");

    assertThat(ran.out()).isEqualTo("first --exit|6|an argument\n");
    assertThat(ran.code()).isEqualTo(6);
    assertThat(ran.talk()).contains("first use").contains("cli (1/1)").contains("built in");
  }

  @Test
  void doesNotBuildAgainWithoutAChange() throws Exception {
    run("first");

    assertThat(run("second").talk()).isEmpty();
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void buildsAgainAfterAChangeAndKeepsTheJarBefore() throws Exception {
    run("first");
    edit();
    given("JAR", jar("second").toString());

    assertThat(run("now").out()).isEqualTo("second now\n");
    assertThat(jars()).hasSize(2);
  }

  @Test
  void buildsAgainAfterASourceFileIsGone() throws Exception {
    run("first");
    Files.delete(tree.resolve("cli/src/main/java/A.java"));

    run("second");

    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void flattenAndStatusNeverWaitForABuild() throws Exception {
    run("first");
    edit();
    given("FAILS", "would not even compile");

    for (var command : List.of("flatten", "status")) {
      var ran = run(command, "--account", "main");

      assertThat(ran.out()).isEqualTo("first " + command + "|--account|main\n");
      assertThat(ran.talk()).contains("sources are newer than the last good build");
    }
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void theCommandIsFoundBehindOptionsThatTakeAValue() throws Exception {
    run("first");
    edit();
    given("FAILS", "would not even compile");

    for (var option : List.of("--account", "-o", "--output", "--data", "--config")) {
      var ran = run(option, "value", "--verbose", "flatten");

      assertThat(ran.out()).isEqualTo("first " + option + "|value|--verbose|flatten\n");
    }
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void theBreakGlassRunsWithBrokenSourcesWithoutMavenAndWithoutANetwork() throws Exception {
    run("first");
    Files.writeString(tree.resolve("cli/src/main/java/A.java"), "class { broken");
    Files.writeString(tree.resolve("pom.xml"), "no xml at all");
    Files.writeString(temporary.resolve("bin/mvn"), "#!/bin/sh\nexit 1\n");
    given("TRIPLINE_OFFLINE", "1");
    given("http_proxy", "http://127.0.0.1:1");

    var ran = run("flatten", "--direct", "--live");

    assertThat(ran.out()).isEqualTo("first flatten|--direct|--live\n");
    assertThat(ran.talk())
        .contains("sources are newer than the last good build; running that, because flatten");
    assertThat(builds()).isEqualTo(1);
  }

  /** As a machine's profile may say for all its programs; the launcher has one of its own. */
  @Test
  void theBreakGlassStartsWithWhateverCollectorTheEnvironmentNames() throws Exception {
    run("first");
    for (String name : List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "TRIPLINE_JAVA_OPTS")) {
      given(name, "-Xmx200m -XX:+UseParallelGC");
      var ran = run("flatten", "--direct");

      assertThat(ran.code()).as(ran.talk()).isZero();
      assertThat(ran.out()).isEqualTo("first flatten|--direct\n");
      given(name, "");
    }
  }

  @Test
  void aJarOfWhichNoCacheCanBeMadeRunsAllTheSameAndIsNotTriedAgain() throws Exception {
    assertThat(run("first").talk()).doesNotContain("cache");

    try (var files = Files.list(tree.resolve(".tripline/lib"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .anyMatch(name -> name.endsWith(".failed"))
          .noneMatch(name -> name.matches(".*[.](aot|jsa)-[0-9.]+"));
    }
    assertThat(run("second").talk()).isEmpty();
  }

  @Test
  void theCacheIsTriedRightAfterABuildOfAnyCommandButTheBreakGlass() throws Exception {
    assertThat(run("flatten").talk()).contains("first use");
    assertThat(triedCaches()).isZero();

    edit();
    given("JAR", jar("second").toString());
    var ran = run("up");

    assertThat(ran.out()).isEqualTo("second up\n");
    assertThat(ran.code()).isZero();
    assertThat(ran.talk()).doesNotContain("cache");
    assertThat(triedCaches()).isEqualTo(1);
  }

  @Test
  void aBrokenSourceTreeEndsInOneAndLeavesTheLastGoodBuild() throws Exception {
    run("first");
    edit();
    given("FAILS", "A.java:[1,1] class expected");

    var ran = run("up");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.talk()).contains("A.java:[1,1] class expected").contains("TRIPLINE_NO_BUILD=1");
    given("TRIPLINE_NO_BUILD", "1");
    assertThat(run("up").out()).isEqualTo("first up\n");
  }

  @Test
  void withoutANetworkItSaysSo() throws Exception {
    given(
        "FAILS",
        "Could not transfer artifact x: repo.example: Temporary failure in name resolution");

    var ran = run("up");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.talk()).contains("no network?");
  }

  @Test
  void twoAtOnceBuildOnce() throws Exception {
    given("TAKES", "2");
    var one = start("one");
    var other = start("other");

    assertThat(finish(one).out()).isEqualTo("first one\n");
    assertThat(finish(other).out()).isEqualTo("first other\n");
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void whatAKilledBuildLeftBehindIsInNobodysWay() throws Exception {
    var dead = new ProcessBuilder("true").start();
    assertThat(dead.waitFor()).isZero();
    Files.createDirectories(tree.resolve(".tripline/build." + dead.pid() + "/cli"));
    Files.writeString(tree.resolve(".tripline/build.lock"), dead.pid() + "\n");

    assertThat(run("now").out()).isEqualTo("first now\n");
    assertThat(tree.resolve(".tripline"))
        .isDirectoryNotContaining("glob:**/build.lock")
        .isDirectoryNotContaining("glob:**/build.[0-9]*");
  }

  @Test
  void aMavenThatIsTooOldIsNamed() throws Exception {
    given("MAVEN_SAYS", "3.6.3");

    var ran = run("up");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.talk()).contains("needs Maven 3.8.7 or newer").contains("3.6.3");
    assertThat(builds()).isZero();
  }

  @Test
  void worksThroughASymbolicLink() throws Exception {
    var link = Files.createSymbolicLink(temporary.resolve("link"), tree.resolve("tripline"));

    var ran = finish(start(link, List.of("now")));

    assertThat(ran.out()).isEqualTo("first now\n");
    assertThat(jars()).hasSize(1);
  }

  private record Ran(int code, String out, String talk) {}

  private Ran run(String... arguments) throws Exception {
    return finish(start(arguments));
  }

  private Started start(String... arguments) throws IOException {
    return start(tree.resolve("tripline"), List.of(arguments));
  }

  private record Started(Process process, Path out, Path talk) {}

  private Started start(Path launcher, List<String> arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add("env");
    command.addAll(List.of("-u", "TRIPLINE_NO_BUILD", "-u", "JAVA_TOOL_OPTIONS"));
    command.addAll(environment);
    command.add(launcher.toString());
    command.addAll(arguments);
    var out = Files.createTempFile(temporary, "out", "");
    var talk = Files.createTempFile(temporary, "talk", "");
    var process =
        new ProcessBuilder(command)
            .directory(temporary.toFile())
            .redirectOutput(out.toFile())
            .redirectError(talk.toFile())
            .start();
    return new Started(process, out, talk);
  }

  private static Ran finish(Started started) throws Exception {
    assertThat(started.process().waitFor(50, TimeUnit.SECONDS)).isTrue();
    return new Ran(
        started.process().exitValue(),
        Files.readString(started.out()),
        Files.readString(started.talk()));
  }

  /** The last one counts. */
  private void given(String name, String value) {
    environment.add(name + "=" + value);
  }

  private void edit() throws IOException {
    Files.writeString(tree.resolve("cli/src/main/java/A.java"), "class A { int changed; }\n");
  }

  private long builds() throws IOException {
    return Files.exists(calls) ? Files.readAllLines(calls).size() : 0;
  }

  /** None can be made of a jar of this test; the mark that it was tried lies there. */
  private long triedCaches() throws IOException {
    try (var files = Files.list(tree.resolve(".tripline/lib"))) {
      return files.filter(file -> file.toString().endsWith(".failed")).count();
    }
  }

  private List<Path> jars() throws IOException {
    try (var files = Files.list(tree.resolve(".tripline/lib"))) {
      return files.filter(file -> file.toString().endsWith(".jar")).toList();
    }
  }

  /** A jar whose program says a word and its arguments, and ends as {@code --exit} says. */
  private Path jar(String word) throws IOException {
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Parrot.class.getName());
    var file = temporary.resolve(word + ".jar");
    var name = Parrot.class.getName().replace('.', '/') + ".class";
    try (var jar = new JarOutputStream(Files.newOutputStream(file), manifest);
        var code = Parrot.class.getClassLoader().getResourceAsStream(name)) {
      assertThat(code).isNotNull();
      jar.putNextEntry(new ZipEntry(name));
      jar.write(code.readAllBytes());
      jar.putNextEntry(new ZipEntry("word"));
      jar.write(word.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }

  private static Path repository() {
    var directory = Path.of("").toAbsolutePath();
    while (directory != null && !Files.isRegularFile(directory.resolve("tripline"))) {
      directory = directory.getParent();
    }
    if (directory == null) {
      throw new AssertionError("not started inside the repository");
    }
    return directory;
  }
}
