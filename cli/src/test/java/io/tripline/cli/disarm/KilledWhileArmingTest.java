package io.tripline.cli.disarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.activities.arming.AlpacaArming;
import io.tripline.activities.arming.FlagLedger;
import io.tripline.activities.arming.FlagSetting;
import io.tripline.activities.broker.AlpacaAccounts;
import io.tripline.activities.broker.AlpacaCredentials;
import io.tripline.activities.broker.AlpacaEndpoint;
import io.tripline.activities.broker.AlpacaHttp;
import io.tripline.cli.ExitCode;
import io.tripline.cli.Output;
import io.tripline.cli.flatten.DirectBroker;
import io.tripline.simulator.BrokerSimulator;
import io.tripline.simulator.SimulatorOptions;
import io.tripline.simulator.fault.Effect;
import io.tripline.simulator.fault.Fault;
import io.tripline.workflows.arming.Arming;
import io.tripline.workflows.arming.BrokerFlags;
import io.tripline.workflows.arming.FlagsChange;
import io.tripline.workflows.arming.FlagsRecord;
import io.tripline.workflows.broker.AccountName;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A process that dies by {@code kill -9} right after the broker has taken its change, before the
 * answer and before anything was read back: what was found is on the disk, and {@code disarm}
 * brings it back.
 */
@Timeout(120)
class KilledWhileArmingTest {
  private static final AccountName ACCOUNT = new AccountName("main");
  private static final BrokerFlags FOUND = new BrokerFlags(false, "2", false);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"long-only", "suspend"})
  void whatWasFoundOutlivesTheProcessAndDisarmRestoresIt(String what) throws Exception {
    try (BrokerSimulator simulator =
        BrokerSimulator.start(SimulatorOptions.defaults().withRequestsPerMinute(0))) {
      AlpacaCredentials keys = new AlpacaCredentials(simulator.keyId(), simulator.secretKey());
      DirectBroker broker = new DirectBroker(AlpacaEndpoint.simulator(simulator.url()), keys);
      AlpacaHttp http = broker.http(InstantSource.system());
      http.configure(new FlagsChange(false, "2", false)).orThrow();
      simulator
          .control()
          .inject(
              Fault.always(new Effect.Latency(Duration.ofSeconds(60), false))
                  .on("PATCH", "/v2/account/configurations"));
      Process arming = arming(simulator, what);
      try {
        awaitChanged(http);
      } finally {
        arming.destroyForcibly();
      }
      assertThat(arming.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(arming.exitValue()).isNotZero();

      FlagsRecord known = new FlagLedger(folder).read(ACCOUNT).orElseThrow();
      assertThat(known.found()).isEqualTo(FOUND);
      assertThat(known.suspendIsOurs()).isEqualTo(what.equals("suspend"));

      simulator.control().clearFaults();
      StringWriter out = new StringWriter();
      Output output =
          new Output(Output.Format.TABLE, new PrintWriter(out, true), new PrintWriter(out, true));
      assertThat(
              new Disarming(broker, folder, null, output)
                  .run(new FlagsChange(null, null, null), false))
          .isEqualTo(ExitCode.OK);
      assertThat(shown(http)).isEqualTo(FOUND);
    }
  }

  private static BrokerFlags shown(AlpacaHttp http) {
    return FlagSetting.flags(http.settings().orThrow());
  }

  private static void awaitChanged(AlpacaHttp http) throws InterruptedException {
    long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (shown(http).equals(FOUND)) {
      assertThat(System.nanoTime()).as("the broker took no change").isLessThan(until);
      Thread.sleep(50);
    }
  }

  private Process arming(BrokerSimulator simulator, String what) throws Exception {
    ProcessBuilder command =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Armer.class.getName(),
                simulator.url().toString(),
                folder.toString(),
                what));
    command.environment().put("APCA_API_KEY_ID", simulator.keyId());
    command.environment().put("APCA_API_SECRET_KEY", simulator.secretKey());
    return command.inheritIO().start();
  }

  /** The process that dies: it does what the guard's activity does. */
  static final class Armer {
    private Armer() {}

    /** Takes the broker's address, the data directory, and what to set. */
    public static void main(String[] arguments) {
      Map<String, String> environment = System.getenv();
      DirectBroker broker =
          new DirectBroker(
              AlpacaEndpoint.simulator(URI.create(arguments[0])),
              new AlpacaCredentials(
                  environment.getOrDefault("APCA_API_KEY_ID", ""),
                  environment.getOrDefault("APCA_API_SECRET_KEY", "")));
      InstantSource clock = InstantSource.system();
      boolean suspends = arguments[2].equals("suspend");
      FlagsRecord record =
          new FlagsRecord(ACCOUNT, FOUND, suspends, Instant.parse("2026-11-20T17:00:00Z"));
      new AlpacaArming(
              new AlpacaAccounts(Map.of(ACCOUNT, broker.http(clock)), clock),
              new FlagLedger(Path.of(arguments[1])),
              clock)
          .set(
              new Arming.SetRequest(
                  ACCOUNT,
                  suspends ? FlagsChange.suspend(true) : FlagsChange.LONG_ONLY,
                  record,
                  record));
    }
  }
}
