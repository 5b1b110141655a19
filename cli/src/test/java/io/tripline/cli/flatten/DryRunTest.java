package io.tripline.cli.flatten;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.cli.ExitCode;
import io.tripline.cli.Output;
import io.tripline.cli.connect.Installation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DryRunTest {
  @TempDir Path folder;

  private String shown(DirectRig rig, String scope) throws IOException {
    Path file = folder.resolve("tripline.yaml");
    Files.writeString(
        file,
        """
        version: 1
        account: {name: main, environment: simulator, url: "%s", scope: %s}
        session: {symbol: QQQ}
        """
            .formatted(rig.simulator.url(), scope));
    PrintWriter out = new PrintWriter(rig.out, true);
    ExitCode code =
        DryRun.show(
            Installation.find(folder, file, Map.of()),
            Map.of(
                "APCA_API_KEY_ID", rig.simulator.keyId(),
                "APCA_API_SECRET_KEY", rig.simulator.secretKey()),
            null,
            new Output(Output.Format.TABLE, out, out));
    assertThat(code).isEqualTo(ExitCode.OK);
    return rig.out.toString();
  }

  @Test
  void whatIsOutOfScopeIsLeftAlone() throws IOException {
    try (DirectRig rig = new DirectRig(folder).holding("10")) {
      assertThat(shown(rig, "[QQQ]"))
          .contains("would close   nothing", "leaves alone  10 SPY (out of scope)");
    }
  }

  @Test
  void everythingIsClosedWhereEverythingIsInScope() throws IOException {
    try (DirectRig rig = new DirectRig(folder).holding("10")) {
      assertThat(shown(rig, "everything"))
          .contains("would close   10 SPY")
          .doesNotContain("out of scope");
    }
  }
}
