package io.tripline.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules about files of the whole repository, each with its canary. */
class RepositoryTest {
  private static final int MAXIMUM_LINES = 400;
  private static final Pattern DECISION = Pattern.compile("(\\d{4})(-[a-z0-9]+)+\\.md");

  @TempDir Path canary;

  @Test
  void noSourceFileIsLongerThanAReaderCanHold() {
    assertThat(tooLong(top())).isEmpty();
  }

  @Test
  void aSourceFileThatIsTooLongIsCaught() throws IOException {
    Files.writeString(canary.resolve("Long.java"), "\n".repeat(MAXIMUM_LINES + 1));
    Files.writeString(canary.resolve("Short.java"), "\n".repeat(MAXIMUM_LINES));

    assertThat(tooLong(canary)).containsExactly("Long.java: 401 lines");
  }

  @Test
  void everyDecisionHasANumberOfItsOwn() {
    assertThat(misnumbered(top().resolve("docs/decisions"))).isEmpty();
  }

  @Test
  void decisionsThatShareANumberOrHaveNoneAreCaught() throws IOException {
    for (var name : List.of("0001-first.md", "0002-second.md", "0002-again.md", "third.md")) {
      Files.writeString(canary.resolve(name), "# Title");
    }

    assertThat(misnumbered(canary))
        .containsExactly("0002: 0002-again.md and 0002-second.md", "third.md: not 0000-words.md");
  }

  private static List<String> tooLong(Path directory) {
    var found = new ArrayList<String>();
    for (var file : filesBelow(directory)) {
      if (file.toString().endsWith(".java")) {
        var lines = linesOf(file);
        if (lines > MAXIMUM_LINES) {
          found.add(directory.relativize(file) + ": " + lines + " lines");
        }
      }
    }
    return found;
  }

  private static List<String> misnumbered(Path decisions) {
    var found = new ArrayList<String>();
    var byNumber = new TreeMap<String, String>();
    for (var file : filesBelow(decisions)) {
      var name = String.valueOf(file.getFileName());
      var matcher = DECISION.matcher(name);
      if (!matcher.matches()) {
        found.add(name + ": not 0000-words.md");
      } else {
        var earlier = byNumber.putIfAbsent(matcher.group(1), name);
        if (earlier != null) {
          found.add(matcher.group(1) + ": " + earlier + " and " + name);
        }
      }
    }
    return found;
  }

  /** In order; what a build or the launcher made is left out. */
  private static List<Path> filesBelow(Path directory) {
    try (var files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !isMade(directory.relativize(file)))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isMade(Path file) {
    for (var part : file) {
      if (part.toString().equals("target") || part.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }

  private static long linesOf(Path file) {
    try (var lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The repository: the nearest directory upwards that has the licence. */
  private static Path top() {
    var directory = Path.of("").toAbsolutePath();
    while (directory != null && !Files.isRegularFile(directory.resolve("LICENSE"))) {
      directory = directory.getParent();
    }
    if (directory == null) {
      throw new AssertionError("not started inside the repository");
    }
    return directory;
  }
}
