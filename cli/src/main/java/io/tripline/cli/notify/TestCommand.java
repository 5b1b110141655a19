package io.tripline.cli.notify;

import io.tripline.cli.CommandFailure;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.Output;
import io.tripline.cli.Person;
import io.tripline.cli.connect.Configured;
import io.tripline.cli.connect.Installation;
import io.tripline.cli.connect.RunState;
import io.tripline.worker.Outreach;
import io.tripline.worker.config.ChannelSettings;
import io.tripline.worker.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sends a real message over each channel, and says which of them work. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = {
      "Sends a test message over each channel of tripline.yaml to each contact that it reaches.",
      "A pager's alert is resolved at once. Exit code 1 when a channel failed."
    })
final class TestCommand implements Callable<Integer> {
  @Mixin Common common;
  @Mixin Person person;

  @Option(
      names = "--channel",
      paramLabel = "NAME",
      description = "Only this channel (default: all of them).")
  @Nullable String channel;

  @Override
  public Integer call() {
    Installation where = common.installation();
    Settings settings = Configured.settings(where, System.getenv());
    List<String> names = settings.telling().channels().stream().map(ChannelSettings::name).toList();
    String only = channel;
    if (only != null && !names.contains(only)) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "--channel: must be one of "
              + (names.isEmpty() ? "(notify.channels is empty)" : String.join(", ", names))
              + ", was "
              + only);
    }
    String namespace =
        where
            .running()
            .map(RunState::temporal)
            .map(RunState.TemporalAt::namespace)
            .orElse("default");
    List<Outreach.Tried> tried = new ArrayList<>();
    if (only == null) {
      tried.add(terminal(where.logs()));
    }
    tried.addAll(
        new Outreach(settings, System.getenv(), namespace)
            .test(Optional.ofNullable(only), person.name(), Instant.now()));
    Output output = common.output();
    output.rows("channels", tried.stream().map(TestCommand::row).toList());
    settings.warnings().forEach(warning -> output.say("WARNING: " + warning));
    return (tried.stream().allMatch(Outreach.Tried::worked) ? ExitCode.OK : ExitCode.FAILED)
        .number();
  }

  /** Notices are shown here and kept in a file that must be writable. */
  private static Outreach.Tried terminal(Path logs) {
    long began = System.nanoTime();
    String detail = "shown here, and in " + logs.resolve("notices.log");
    boolean worked = true;
    try {
      Files.createDirectories(logs);
      Path probe = Files.createTempFile(logs, "notify-test", ".tmp");
      Files.delete(probe);
    } catch (IOException e) {
      worked = false;
      detail = logs + " can't be written";
    }
    return new Outreach.Tried(
        "terminal",
        "terminal",
        "everybody",
        "-",
        worked,
        (System.nanoTime() - began) / 1_000_000,
        detail);
  }

  private static Map<String, Object> row(Outreach.Tried tried) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("channel", tried.channel());
    row.put("kind", tried.kind());
    row.put("contact", tried.contact().isEmpty() ? "-" : tried.contact());
    row.put("target", tried.target().isEmpty() ? "-" : tried.target());
    row.put("result", tried.worked() ? "OK" : "FAILED");
    row.put("millis", tried.millis());
    row.put("detail", tried.detail());
    return row;
  }
}
