package io.tripline.worker.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Configurations that are broken in thousands of ways: each is read, or refused with sentences.
 * {@code -Dtripline.seed=S} repeats one, {@code -Dtripline.schedules=N} tries N.
 */
class ConfigurationStormTest {
  private static final List<String> VALUES =
      List.of(
          "",
          "null",
          "~",
          "-1",
          "NaN",
          ".inf",
          "1e400",
          "99999999999999999999",
          "true",
          "[]",
          "{}",
          "[[[]]]",
          "{a: {b: {c: 1}}}",
          "\"\\u202e\\u0000\"",
          "𝔟𝔞𝔡",
          "PT-5S",
          "0 %",
          "1000 %",
          "2026-13-45",
          "*anchor",
          "&anchor x",
          "!!java.util.Date x",
          "!!javax.script.ScriptEngineManager []",
          "|\n    block\n    text",
          "{env: NO_SUCH_NAME}",
          "{file: /no/such/file}",
          "http://[",
          "x".repeat(70_000));

  @TempDir Path folder;

  @Test
  void whateverStandsInTheFileIsReadOrRefusedInWords() throws IOException {
    String template;
    try (InputStream shipped =
        Objects.requireNonNull(getClass().getResourceAsStream("/tripline.template.yaml"))) {
      template = new String(shipped.readAllBytes(), StandardCharsets.UTF_8);
    }
    String whole = template.replaceAll("(?m)^( *)# ?(?=[a-zA-Z]+:)", "$1");
    long only = Long.getLong("tripline.seed", -1);
    int tries = only >= 0 ? 1 : Integer.getInteger("tripline.schedules", 600);
    List<String> broken = new ArrayList<>();
    int refused = 0;
    for (int i = 0; i < tries; i++) {
      long seed = only >= 0 ? only : i;
      RandomGenerator random = new SplittableRandom(seed);
      String text = mutated(random.nextInt(3) == 0 ? whole : template, random);
      Path file = Files.writeString(folder.resolve("tripline.yaml"), text);
      try {
        new SettingsReader(Map.of(), "tester", folder).read(file);
      } catch (ConfigurationException e) {
        refused++;
        if (e.getMessage() == null
            || e.getMessage().isBlank()
            || e.getMessage().contains("java.")) {
          broken.add("seed " + seed + ": says " + e.getMessage());
        }
      } catch (RuntimeException | StackOverflowError e) {
        broken.add("seed " + seed + ": " + e);
      }
    }
    assertThat(broken).isEmpty();
    assertThat(refused).as("a storm that breaks nothing tests nothing").isGreaterThan(tries / 4);
  }

  private static String mutated(String text, RandomGenerator random) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    for (int n = 1 + random.nextInt(4); n > 0; n--) {
      int at = random.nextInt(lines.size());
      String line = lines.get(at);
      String value = VALUES.get(random.nextInt(VALUES.size()));
      switch (random.nextInt(7)) {
        case 0 -> lines.remove(at);
        case 1 -> lines.add(at, line);
        case 2 -> lines.set(at, "  " + line);
        case 3 -> lines.set(at, line.replaceFirst("[a-zA-Z]+:", "surprise:"));
        case 4 -> lines.set(at, value);
        default -> lines.set(at, line.replaceFirst(":.*$", ": " + matched(value)));
      }
    }
    return String.join("\n", lines);
  }

  private static String matched(String value) {
    return value.replace("\\", "\\\\").replace("$", "\\$");
  }
}
