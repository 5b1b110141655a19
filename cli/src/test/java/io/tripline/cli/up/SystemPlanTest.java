package io.tripline.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.cli.Tripline;
import io.tripline.cli.connect.Installation;
import io.tripline.workflows.broker.AccountName;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.ParseResult;

class SystemPlanTest {
  @Test
  void theWorkersOfALiveAccountRepeatItsName() {
    List<String> arguments = plan("live").workerArguments("response");

    ParseResult worker =
        Tripline.commandLine().parseArgs(arguments.toArray(String[]::new)).subcommand();
    assertThat(worker.<String>matchedOptionValue("--live", "")).isEqualTo("main");
  }

  @Test
  void noOtherWorkerMayTouchALiveAccount() {
    for (String environment : List.of("paper", "simulator")) {
      assertThat(plan(environment).workerArguments("trading"))
          .containsExactly("worker", "--role", "trading");
    }
  }

  private static SystemPlan plan(String environment) {
    return new SystemPlan(
        Installation.find(Path.of("data"), null, Map.of()),
        new AccountName("main"),
        environment,
        false,
        false,
        "127.0.0.1:7233",
        8233,
        "default",
        true,
        Optional.empty(),
        List.of(),
        Map.of());
  }
}
