package io.tripline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Every command that ends by itself, with arguments that nobody should type: each answers with an
 * exit code of the table and a sentence, never with a stack trace. {@code -Dtripline.seed=S}
 * repeats one line, {@code -Dtripline.schedules=N} tries N.
 */
@Timeout(300)
class CommandStormTest {
  /** They start systems, or write where they are told to. */
  private static final Set<String> NOT_HERE =
      Set.of("up", "drill", "chaos", "worker", "simulator", "init");

  private static final Set<Integer> TOLD =
      Arrays.stream(ExitCode.values())
          .map(ExitCode::number)
          .collect(Collectors.toUnmodifiableSet());

  private static final List<String> VALUES =
      List.of(
          "",
          " ",
          "-",
          "--",
          "-1",
          "NaN",
          "99999999999999999999",
          "1e400",
          "true",
          "P9",
          "P0",
          "P2",
          "manual",
          "slow-fills",
          "alice",
          "\u202eecila",
          "line\nbreak",
          "../../etc/passwd",
          "incident-drill-manual-2026-01-02-1",
          "incident-drill-manual-2026-13-45-0",
          "review-",
          "2026-W99",
          "2026-02-30",
          "@/no/such/file",
          "${HOME}",
          "%s%n",
          "=1+1",
          "𝔞",
          "\u0000",
          "x".repeat(5_000));

  /** Nothing of what was typed may steer a terminal. */
  private static final Pattern STEERING = Pattern.compile("[\\p{Cc}\\p{Cf}&&[^\\r\\n\\t]]");

  @TempDir Path data;

  @Test
  void everyLineIsAnsweredInWords() {
    long only = Long.getLong("tripline.seed", -1);
    int tries = only >= 0 ? 1 : Integer.getInteger("tripline.schedules", 120);
    List<CommandLine> leaves = new ArrayList<>();
    leaves(Tripline.commandLine(), leaves);
    List<String> broken = new ArrayList<>();
    for (int i = 0; i < tries; i++) {
      long seed = only >= 0 ? only : i;
      List<String> line = line(leaves, new SplittableRandom(seed));
      Shell shell = new Shell();
      int code = shell.run(line.toArray(String[]::new));
      String said = shell.err();
      boolean unexpected = said.contains("unexpected: ") || said.contains("\tat ");
      boolean unclean = STEERING.matcher(said + shell.out()).find();
      if (!TOLD.contains(code) || unexpected || unclean) {
        broken.add(
            "seed %d: %s -> %d %s"
                .formatted(seed, shortened(line.toString()), code, shortened(said)));
      }
    }
    assertThat(broken).isEmpty();
  }

  private List<String> line(List<CommandLine> leaves, RandomGenerator random) {
    CommandLine leaf = leaves.get(random.nextInt(leaves.size()));
    List<String> line =
        new ArrayList<>(
            Arrays.asList(leaf.getCommandSpec().qualifiedName().split(" "))
                .subList(1, depth(leaf)));
    for (int n = random.nextInt(3); n > 0; n--) {
      line.add(value(random));
    }
    List<OptionSpec> options =
        leaf.getCommandSpec().options().stream()
            .filter(each -> !Set.of("--data", "--config", "--live").contains(each.longestName()))
            .toList();
    for (int n = random.nextInt(4); n > 0 && !options.isEmpty(); n--) {
      OptionSpec option = options.get(random.nextInt(options.size()));
      line.add(option.longestName());
      if (option.arity().max() > 0 || random.nextInt(10) == 0) {
        line.add(value(random));
      }
    }
    line.add("--data");
    line.add(data.toString());
    return line;
  }

  private static int depth(CommandLine leaf) {
    return leaf.getCommandSpec().qualifiedName().split(" ").length;
  }

  private static void leaves(CommandLine at, List<CommandLine> found) {
    for (Map.Entry<String, CommandLine> each : at.getSubcommands().entrySet()) {
      if (!NOT_HERE.contains(each.getKey())) {
        if (each.getValue().getSubcommands().isEmpty()) {
          found.add(each.getValue());
        }
        leaves(each.getValue(), found);
      }
    }
  }

  private static String value(RandomGenerator random) {
    return VALUES.get(random.nextInt(VALUES.size()));
  }

  private static String shortened(String text) {
    return text.length() <= 400 ? text : text.substring(0, 400) + "…";
  }
}
