package io.tripline.activities.arming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tripline.activities.broker.AlpacaAccounts;
import io.tripline.activities.broker.AlpacaCredentials;
import io.tripline.activities.broker.AlpacaEndpoint;
import io.tripline.activities.broker.AlpacaHttp;
import io.tripline.activities.broker.RateBudget;
import io.tripline.simulator.BrokerSimulator;
import io.tripline.simulator.SimulatorOptions;
import io.tripline.simulator.fault.Effect;
import io.tripline.simulator.fault.Fault;
import io.tripline.workflows.arming.Arming;
import io.tripline.workflows.arming.BrokerFlags;
import io.tripline.workflows.arming.FlagsChange;
import io.tripline.workflows.arming.FlagsRecord;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Setting the account's flags at the simulated broker, on its bad days. */
@Timeout(120)
class AlpacaArmingTest {
  private static final AccountName ACCOUNT = new AccountName("drill");
  private static final BrokerFlags FOUND = new BrokerFlags(false, "4", false);
  private static final String CONFIGURATION = "/v2/account/configurations";

  @TempDir Path folder;
  private BrokerSimulator simulator;
  private AlpacaHttp http;
  private FlagLedger ledger;
  private Arming arming;

  @BeforeEach
  void start() throws IOException {
    simulator = BrokerSimulator.start(SimulatorOptions.defaults().withRequestsPerMinute(0));
    http =
        new AlpacaHttp(
            AlpacaEndpoint.simulator(simulator.url()),
            new AlpacaCredentials(simulator.keyId(), simulator.secretKey()),
            RateBudget.perMinute(200),
            InstantSource.system());
    ledger = new FlagLedger(folder);
    arming =
        new AlpacaArming(
            new AlpacaAccounts(Map.of(ACCOUNT, http), InstantSource.system()),
            ledger,
            InstantSource.system());
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  @Test
  void setsReadsBackRemembersAndRestores() throws IOException {
    Arming.Look look = arming.look(new Arming.LookRequest(ACCOUNT, Scope.EVERYTHING));
    assertThat(look.flags()).isEqualTo(FOUND);
    assertThat(look.known()).isNull();

    assertThat(set(FlagsChange.LONG_ONLY, false).readBack()).isTrue();
    assertThat(shown()).isEqualTo(new BrokerFlags(true, "1", false));
    assertThat(ledger.read(ACCOUNT).orElseThrow().found()).isEqualTo(FOUND);

    assertThat(set(FlagsChange.suspend(true), true).readBack()).isTrue();
    assertThat(http.account().orThrow().suspendedByUser()).isTrue();
    assertThat(ledger.read(ACCOUNT).orElseThrow().suspendIsOurs()).isTrue();

    Arming.Outcome restored =
        arming.set(
            new Arming.SetRequest(
                ACCOUNT, FlagsChange.restoring(FOUND, shown(), true), record(true), null));
    assertThat(restored.readBack()).isTrue();
    assertThat(shown()).isEqualTo(FOUND);
    assertThat(ledger.read(ACCOUNT)).isEmpty();
  }

  @Test
  void aLostAnswerIsReadBackAndNotFeared() {
    simulator
        .control()
        .inject(Fault.always(new Effect.ReplyLost()).on("PATCH", CONFIGURATION).times(1));
    assertThat(set(FlagsChange.suspend(true), true).readBack()).isTrue();
    assertThat(patches()).isEqualTo(1);
  }

  @Test
  void aLostRequestIsAskedForAgain() {
    simulator
        .control()
        .inject(Fault.always(new Effect.RequestLost()).on("PATCH", CONFIGURATION).times(1));
    assertThat(set(FlagsChange.LONG_ONLY, false).readBack()).isTrue();
    assertThat(patches()).isEqualTo(2);
  }

  @Test
  void aRepeatAfterACrashFindsItDoneAndAsksForNothing() {
    http.suspendTrade(true).orThrow();
    assertThat(set(FlagsChange.suspend(true), true).readBack()).isTrue();
    assertThat(patches()).isEqualTo(1);
  }

  @Test
  void anAccountPageThatLagsIsWaitedForAndNeverBelievedOver() {
    simulator
        .control()
        .inject(
            Fault.always(new Effect.Answer(503, "{\"message\":\"busy\"}", "application/json"))
                .on("GET", "/v2/account")
                .times(3));
    assertThat(set(FlagsChange.suspend(true), true).readBack()).isTrue();
    simulator
        .control()
        .inject(
            Fault.always(new Effect.Answer(503, "{\"message\":\"busy\"}", "application/json"))
                .on("GET", "/v2/account"));
    Arming.Outcome outcome = set(FlagsChange.suspend(false), false);
    assertThat(outcome.readBack()).isFalse();
    assertThat(outcome.detail()).contains("not read back");
  }

  @Test
  void somebodyWhoFlipsTheFlagInBetweenIsAnsweredByAnotherLook() throws Exception {
    Thread somebody =
        Thread.ofVirtual()
            .start(() -> {
              while (!shown().noShorting()) {
                Thread.onSpinWait();
              }
              http.configure(new FlagsChange(false, null, null));
            });
    Arming.Outcome first = set(FlagsChange.LONG_ONLY, false);
    somebody.join();
    assertThat(first.readBack() || first.detail().contains("not read back")).isTrue();
    assertThat(set(FlagsChange.LONG_ONLY, false).readBack()).isTrue();
    assertThat(shown().longOnly()).isTrue();
  }

  @Test
  void keysThatAreRefusedEndItAtOnce() {
    simulator.control().inject(Fault.always(new Effect.Unauthorized()).on("PATCH", CONFIGURATION));
    Arming.Outcome outcome = set(FlagsChange.LONG_ONLY, false);
    assertThat(outcome.readBack()).isFalse();
    assertThat(outcome.detail()).contains("UNAUTHORISED");
    assertThat(patches()).isEqualTo(1);
  }

  @Test
  void withoutARecordNothingIsSet() throws IOException {
    Files.createFile(folder.resolve("occupied"));
    Arming elsewhere =
        new AlpacaArming(
            new AlpacaAccounts(Map.of(ACCOUNT, http), InstantSource.system()),
            new FlagLedger(folder.resolve("occupied")),
            InstantSource.system());
    assertThatThrownBy(() ->
            elsewhere.set(
                new Arming.SetRequest(
                    ACCOUNT, FlagsChange.suspend(true), record(false), record(true))))
        .hasMessageContaining("record");
    assertThat(patches()).isZero();
  }

  @Test
  void aDamagedRecordIsNotTakenForNone() throws IOException {
    Files.writeString(ledger.file(ACCOUNT), "{\"account\":\"drill\",\"found\":{}}");
    assertThatThrownBy(() -> arming.look(new Arming.LookRequest(ACCOUNT, Scope.EVERYTHING)))
        .hasMessageContaining("can't be read");
  }

  private Arming.Outcome set(FlagsChange change, boolean oursAfter) {
    return arming.set(new Arming.SetRequest(ACCOUNT, change, record(oursAfter), record(oursAfter)));
  }

  private static FlagsRecord record(boolean ours) {
    return new FlagsRecord(ACCOUNT, FOUND, ours, Instant.parse("2026-11-20T17:00:00Z"));
  }

  private BrokerFlags shown() {
    return FlagSetting.flags(http.settings().orThrow());
  }

  private long patches() {
    return simulator.control().requestsAfter(0).stream()
        .filter(each -> each.method().equals("PATCH"))
        .count();
  }
}
