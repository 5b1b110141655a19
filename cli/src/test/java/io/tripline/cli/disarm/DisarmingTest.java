package io.tripline.cli.disarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tripline.activities.arming.FlagLedger;
import io.tripline.activities.arming.FlagSetting;
import io.tripline.activities.broker.AlpacaCredentials;
import io.tripline.activities.broker.AlpacaEndpoint;
import io.tripline.activities.broker.AlpacaHttp;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.ExitCode;
import io.tripline.cli.Output;
import io.tripline.cli.flatten.DirectBroker;
import io.tripline.simulator.BrokerSimulator;
import io.tripline.simulator.SimulatorOptions;
import io.tripline.simulator.fault.Effect;
import io.tripline.simulator.fault.Fault;
import io.tripline.workflows.arming.BrokerFlags;
import io.tripline.workflows.arming.FlagsChange;
import io.tripline.workflows.arming.FlagsRecord;
import io.tripline.workflows.broker.AccountName;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Disarming by keys alone at the simulated broker. */
@Timeout(120)
class DisarmingTest {
  private static final AccountName ACCOUNT = new AccountName("main");
  private static final BrokerFlags FOUND = new BrokerFlags(false, "2", false);
  private static final FlagsChange NOTHING = new FlagsChange(null, null, null);

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private BrokerSimulator simulator;
  private DirectBroker broker;
  private AlpacaHttp http;

  @BeforeEach
  void start() throws IOException {
    simulator = BrokerSimulator.start(SimulatorOptions.defaults().withRequestsPerMinute(0));
    broker =
        new DirectBroker(
            AlpacaEndpoint.simulator(simulator.url()),
            new AlpacaCredentials(simulator.keyId(), simulator.secretKey()));
    http = broker.http(InstantSource.system());
    http.configure(new FlagsChange(true, "1", true)).orThrow();
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  @Test
  void restoresWhatWasFoundAndForgetsTheRecord() throws IOException {
    record(true);
    assertThat(disarming(null).run(NOTHING, true)).isEqualTo(ExitCode.OK);
    assertThat(shown()).isEqualTo(new BrokerFlags(true, "1", true));
    assertThat(disarming(null).run(NOTHING, false)).isEqualTo(ExitCode.OK);
    assertThat(shown()).isEqualTo(FOUND);
    assertThat(new FlagLedger(folder).read(ACCOUNT)).isEmpty();
    assertThat(out.toString()).doesNotContain(simulator.secretKey());
  }

  @Test
  void aSuspensionThatIsNotOursIsLeftAndSaidUnlessItIsNamed() throws IOException {
    record(false);
    disarming("main").run(NOTHING, false);
    assertThat(shown()).isEqualTo(new BrokerFlags(false, "2", true));
    assertThat(out.toString()).contains("suspend_trade is left as it is");
    disarming(null).run(FlagsChange.suspend(false), false);
    assertThat(shown()).isEqualTo(FOUND);
  }

  @Test
  void withoutARecordItShowsTheFlagsAndAsksForValues() {
    assertThatThrownBy(() -> disarming(null).run(NOTHING, false))
        .isInstanceOfSatisfying(
            CommandFailure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(ExitCode.USAGE);
              assertThat(failure).hasMessageContaining("suspend_trade=true");
              assertThat(failure).hasMessageContaining("--no-shorting");
            });
    disarming(null).run(new FlagsChange(false, "4", false), false);
    assertThat(shown()).isEqualTo(new BrokerFlags(false, "4", false));
  }

  @Test
  void whatCanNotBeReadBackIsNotCalledDone() throws IOException {
    record(true);
    simulator
        .control()
        .inject(Fault.always(new Effect.RequestLost()).on("PATCH", "/v2/account/configurations"));
    assertThatThrownBy(() -> disarming(null).run(NOTHING, false))
        .isInstanceOfSatisfying(
            CommandFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(ExitCode.UNREACHABLE));
    assertThat(new FlagLedger(folder).read(ACCOUNT)).isPresent();
  }

  @Test
  void refusedKeysSayWhatToAdd() {
    simulator.control().inject(Fault.always(new Effect.Unauthorized()));
    assertThatThrownBy(() -> disarming(null).run(NOTHING, false))
        .isInstanceOfSatisfying(
            CommandFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(ExitCode.REFUSED));
  }

  @Test
  void theRecordOfAPaperAccountIsNotRestoredAtAnotherHost() throws IOException {
    record(true, "paper-api.alpaca.markets");
    assertThatThrownBy(() -> disarming(null).run(NOTHING, false))
        .isInstanceOfSatisfying(
            CommandFailure.class, failure -> assertThat(failure.code()).isEqualTo(ExitCode.USAGE))
        .hasMessageContaining("account main at paper-api.alpaca.markets")
        .hasMessageContaining("used at 127.0.0.1");
    assertThat(shown()).isEqualTo(new BrokerFlags(true, "1", true));

    disarming(null).run(FlagsChange.suspend(false), false);
    assertThat(shown()).isEqualTo(new BrokerFlags(true, "1", false));
    assertThat(new FlagLedger(folder).read(ACCOUNT)).isPresent();
  }

  private void record(boolean suspendIsOurs) throws IOException {
    record(suspendIsOurs, "127.0.0.1");
  }

  private void record(boolean suspendIsOurs, String host) throws IOException {
    new FlagLedger(folder)
        .write(
            new FlagsRecord(ACCOUNT, FOUND, suspendIsOurs, Instant.parse("2026-11-20T17:00:00Z")),
            host);
  }

  private Disarming disarming(@Nullable String account) {
    return new Disarming(
        broker,
        folder,
        account,
        new Output(Output.Format.TABLE, new PrintWriter(out, true), new PrintWriter(out, true)));
  }

  private BrokerFlags shown() {
    return FlagSetting.flags(http.settings().orThrow());
  }
}
