package io.tripline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrongUseTest {
  @TempDir Path data;
  private final Shell shell = new Shell();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bogus | bogus",
        "drill | drill: name a scenario",
        "drill nonsense | must be one of daily-loss, api-errors, slippage",
        "drill daily-loss --kill disk@trip | --kill: must look like",
        "incident | incident: a command is needed",
        "incident declare P2 --reason x | --cause is needed for a P2",
        "incident declare P1 --cause weather --reason x | --cause: must be manual",
        "incident declare P1 --cause manual | --reason is needed",
        "incident declare P0 --cause api-errors --reason x | must be one of system-down, worker-down",
        "incident declare P2 --cause slippage --reason x | is that of kill switch K4",
        "incident declare P3 --cause worker-down --reason x | worker-down is an outage",
        "incident show NOT_AN_ID | incident: must look like incident-",
        "approve NOT_AN_ID | incident: must look like incident-",
        "ack NOT_AN_ID | incident: must look like incident-",
        "killswitch trip --level hard --reason x | expected one of [STOP, CANCEL, FLATTEN]",
        "killswitch trip | --reason is needed",
        "killswitch reset | --reason is needed",
        "guard stop | --reason is needed",
        "session stop | --reason is needed",
        "journal audit --last many | --last",
        "status -o yaml | expected one of [TABLE, JSON, JSONL]",
        "status --account BIG | --account: must match",
        "notify test --channel slack | --channel: must be one of (notify.channels is empty)",
        "worker | --role",
        "worker --role nobody | --role",
        "simulator --start yesterday | --start: must look like",
        "simulator --cash lots | --cash",
      })
  void isAnsweredWithExitCode2AndOneLineThatNamesWhatIsAllowed(String line, String part) {
    String[] arguments = (line + " --data " + data).split(" ");
    if (line.startsWith("worker") || line.equals("incident")) {
      arguments = line.split(" ");
    }
    assertThat(shell.run(arguments)).as(shell.err()).isEqualTo(2);
    assertThat(shell.err()).contains(part).doesNotContain("\tat ", "Exception");
    assertThat(shell.out()).isEmpty();
  }

  @Test
  void neverPrintsAStackTraceForAWrongConfiguration() throws Exception {
    Path file = data.resolve("tripline.yaml");
    Files.writeString(file, "version: 1\nlimits:\n  dailyLos: 2 %\n");
    assertThat(shell.run("up", "--data", data.toString(), "--config", file.toString()))
        .isEqualTo(2);
    assertThat(shell.err()).contains("dailyLos", "dailyLoss").doesNotContain("\tat ");
    assertThat(data.resolve("run.json")).doesNotExist();
  }

  @Test
  void refusesALiveAccountWhoseNameIsNotRepeated() throws Exception {
    Path file = data.resolve("tripline.yaml");
    Files.writeString(
        file,
        """
        version: 1
        account:
          name: mine
          environment: live
          scope: [SPY]
        approvers: [anna, ben]
        contacts:
          - {role: System Owner, name: Anna, address: anna@example.org}
        """);
    assertThat(shell.run("up", "--data", data.toString(), "--config", file.toString()))
        .as(shell.err())
        .isEqualTo(4);
    assertThat(shell.err()).contains("--live mine");
  }

  @Test
  void keepsAnExistingConfiguration() throws Exception {
    Path file = data.resolve("tripline.yaml");
    assertThat(shell.run("init", "--config", file.toString())).isEqualTo(0);
    String written = Files.readString(file);
    assertThat(shell.run("init", "--config", file.toString())).isEqualTo(7);
    assertThat(Files.readString(file)).isEqualTo(written);
    assertThat(shell.err()).contains("--force");
  }

  @Test
  void whatInitWritesIsAValidConfiguration() throws Exception {
    Path file = data.resolve("tripline.yaml");
    shell.run("init", "--config", file.toString());
    assertThat(shell.run("status", "--config", file.toString(), "--data", data.toString()))
        .isEqualTo(0);
  }

  @Test
  void refusesAReadingOfAJournalThatIsNotThere() {
    assertThat(shell.run("journal", "audit", "--data", data.toString())).isEqualTo(1);
    assertThat(shell.err()).contains("no journal").doesNotContain("\tat ");
  }

  @Test
  void everyCommandExplainsItself() {
    explain(Tripline.commandLine());
  }

  private static void explain(picocli.CommandLine command) {
    assertThat(command.getCommandSpec().usageMessage().description())
        .as(command.getCommandName())
        .isNotEmpty();
    assertThat(command.getCommandSpec().mixinStandardHelpOptions())
        .as(command.getCommandName())
        .isTrue();
    command.getSubcommands().values().forEach(WrongUseTest::explain);
  }
}
