package io.tripline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Every command and option that a document names is one that the program has. */
class DocumentedCommandsTest {
  private static final Pattern CALL = Pattern.compile("\\./tripline( [^`#;&>]*)?");
  private static final Pattern OPTION = Pattern.compile("--?[a-z][a-z-]*");

  @Test
  void theDocumentsNameNoCommandThatIsNotThere() throws IOException {
    List<String> wrong = new ArrayList<>();
    int calls = 0;
    for (Path document : documents()) {
      int number = 0;
      for (String line : Files.readAllLines(document)) {
        number++;
        Matcher found = CALL.matcher(line);
        while (found.find()) {
          calls++;
          String words = Optional.ofNullable(found.group(1)).orElse("");
          String where = document.getFileName() + ":" + number;
          wrongIn(words.replace("\\|", "|")).ifPresent(why -> wrong.add(where + " " + why));
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(calls).isGreaterThan(100);
  }

  @Test
  void whatIsNotThereIsFound() {
    assertThat(wrongIn(" session start [--once]")).isEmpty();
    assertThat(wrongIn(" guard start|status|stop")).isEmpty();
    assertThat(wrongIn(" sesion start")).get().asString().contains("sesion");
    assertThat(wrongIn(" session start --twice")).get().asString().contains("--twice");
    assertThat(wrongIn(" guard start|pause")).get().asString().contains("pause");
  }

  private static Optional<String> wrongIn(String words) {
    CommandLine at = Tripline.commandLine();
    boolean descending = true;
    for (String raw : words.strip().split("\\s+", -1)) {
      String word = raw.replaceAll("[\\[\\],.:()\"]", "");
      if (word.isEmpty() || word.equals("…") || word.equals("|")) {
        continue;
      }
      if (word.startsWith("-")) {
        Optional<String> unknown = unknownOption(at, word);
        if (unknown.isPresent()) {
          return unknown;
        }
        descending = false;
      } else if (descending && !at.getSubcommands().isEmpty()) {
        Map<String, CommandLine> below = at.getSubcommands();
        List<String> names = List.of(word.split("\\|", -1));
        for (String name : names) {
          if (!below.containsKey(name)) {
            return Optional.of(at.getCommandName() + " has no command " + name);
          }
        }
        descending = names.size() == 1;
        at = Objects.requireNonNull(below.get(names.get(0)));
      } else {
        descending = false;
      }
    }
    return Optional.empty();
  }

  /** Alternatives are written {@code --once|--interval}. */
  private static Optional<String> unknownOption(CommandLine at, String word) {
    Matcher options = OPTION.matcher(word.replaceAll("=.*", ""));
    while (options.find()) {
      String option = options.group();
      if (at.getCommandSpec().findOption(option) == null) {
        return Optional.of(at.getCommandName() + " has no option " + option);
      }
    }
    return Optional.empty();
  }

  private static List<Path> documents() throws IOException {
    Path top = top();
    List<Path> documents = new ArrayList<>(List.of(top.resolve("README.md")));
    for (String folder : List.of("docs", "runbooks")) {
      try (Stream<Path> files = Files.list(top.resolve(folder))) {
        files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
      }
    }
    return documents;
  }

  private static Path top() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.isRegularFile(directory.resolve("LICENSE"))) {
      directory =
          Optional.ofNullable(directory.getParent())
              .orElseThrow(() -> new AssertionError("not inside the repository"));
    }
    return directory;
  }
}
