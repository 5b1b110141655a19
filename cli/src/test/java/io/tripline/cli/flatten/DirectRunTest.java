package io.tripline.cli.flatten;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tripline.activities.broker.AlpacaCredentials;
import io.tripline.activities.journal.BreakGlassNote;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.ExitCode;
import io.tripline.simulator.fault.Effect;
import io.tripline.simulator.fault.Fault;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The break-glass over HTTP at the simulated broker. */
@Timeout(300)
class DirectRunTest {
  private static final Duration PATIENT = Duration.ofSeconds(150);

  @TempDir Path folder;

  @Test
  void everyBadDayEndsProvenFlatWithEachShareSoldOnce() throws Exception {
    Map<String, List<Fault>> days = new LinkedHashMap<>();
    days.put("a quiet day", List.of());
    days.put(
        "the reply to the sell is lost",
        List.of(Fault.always(new Effect.ReplyLost()).on("POST", "/v2/orders").times(1)));
    days.put(
        "the sell is lost",
        List.of(Fault.always(new Effect.RequestLost()).on("POST", "/v2/orders").times(1)));
    days.put(
        "server errors in HTML",
        List.of(
            Fault.always(new Effect.Answer(503, "<html>busy</html>", "text/html")).times(6),
            Fault.always(new Effect.Answer(500, "", "text/plain"))
                .on("POST", "/v2/orders")
                .times(1)));
    days.put("too many requests", List.of(Fault.always(new Effect.RateLimited()).times(8)));
    days.put(
        "slow cancels and partial fills",
        List.of(
            Fault.always(new Effect.CancelDelay(Duration.ofSeconds(4))),
            Fault.always(new Effect.PartialFill(0.4, Duration.ofMinutes(1))).times(1)));
    days.put(
        "positions lag", List.of(Fault.always(new Effect.PositionsLag(Duration.ofSeconds(6)))));
    List<String> broken = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Map<String, Future<String>> runs = new LinkedHashMap<>();
      days.forEach((name, faults) -> runs.put(name, threads.submit(() -> complaint(name, faults))));
      for (Map.Entry<String, Future<String>> run : runs.entrySet()) {
        String complaint = run.getValue().get();
        if (!complaint.isEmpty()) {
          broken.add(run.getKey() + ": " + complaint);
        }
      }
    }

    assertThat(broken).isEmpty();
  }

  private String complaint(String name, List<Fault> faults) throws IOException {
    Path own = Files.createDirectories(folder.resolve(name.replace(' ', '-')));
    try (DirectRig rig =
        new DirectRig(own)
            .holding("73")
            .withExitAt("900", "73")
            .with(faults.toArray(Fault[]::new))) {
      ExitCode code = rig.run(PATIENT);
      rig.simulator.control().clearFaults();
      Quantity sold =
          rig.closing().stream().map(o -> o.filled()).reduce(Quantity.ZERO, Quantity::plus);
      boolean bought =
          rig.closing().stream().anyMatch(o -> o.side() == Side.BUY) || rig.orders().size() < 3;
      boolean fine =
          code == ExitCode.OK
              && rig.held().signum() == 0
              && rig.http.openOrders().orThrow().isEmpty()
              && sold.equals(Quantity.of("73"))
              && !bought
              && rig.out.toString().contains("PROVEN FLAT")
              && rig.spool().waiting().get(0).outcome().equals(BreakGlassNote.FLAT);
      return fine ? "" : code + " sold " + sold + "\n" + rig.out + rig.err + rig.closing();
    }
  }

  @Test
  void twoAtOnceSellOnce() throws Exception {
    try (DirectRig rig = new DirectRig(folder).holding("73");
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<ExitCode> one = threads.submit(() -> rig.run(PATIENT));
      Future<ExitCode> other = threads.submit(() -> rig.run(PATIENT));

      assertThat(one.get()).as(rig.err.toString()).isEqualTo(ExitCode.OK);
      assertThat(other.get()).as(rig.err.toString()).isEqualTo(ExitCode.OK);
      assertThat(rig.closing().stream().map(o -> o.filled()).reduce(Quantity.ZERO, Quantity::plus))
          .isEqualTo(Quantity.of("73"));
      assertThat(rig.held()).isEqualTo(Quantity.ZERO);
    }
  }

  @Test
  void withTheMarketClosedItSaysNotFlatTheExposureAndTheChoicesAndLeavesTheStopStanding() {
    try (DirectRig rig = new DirectRig(folder).holding("10").withExitAt("900", "10")) {
      rig.simulator.control().nextClose();
      rig.simulator.control().advance(Duration.ofMinutes(1));

      ExitCode code = rig.run(Duration.ofSeconds(30));

      assertThat(code).isEqualTo(ExitCode.ENDED_BADLY);
      assertThat(rig.out.toString())
          .contains("NOT FLAT: The market is closed", "held  10 SPY", "choices:", "at the open");
      assertThat(rig.closing()).isEmpty();
      assertThat(rig.held()).isEqualTo(Quantity.of("10"));
    }
  }

  @Test
  void aSuspendedAccountIsToldWhatToDoAndClosedWhenAsked() {
    try (DirectRig rig = new DirectRig(folder).holding("10")) {
      rig.http.suspendTrade(true);

      assertThat(rig.run(Duration.ofSeconds(30))).isEqualTo(ExitCode.ENDED_BADLY);
      assertThat(rig.out.toString()).contains("NOT FLAT", "suspend_trade", "--clear-suspend");
      assertThat(rig.held()).isEqualTo(Quantity.of("10"));

      assertThat(rig.runClearingTheSuspension(PATIENT)).isEqualTo(ExitCode.OK);
      assertThat(rig.held()).isEqualTo(Quantity.ZERO);
      assertThat(rig.http.settings().orThrow().suspendTrade()).isTrue();
    }
  }

  @Test
  void theNoteIsThereBeforeTheSuspensionIsTouchedAlsoWhereItCannotBeCleared() throws IOException {
    try (DirectRig rig = new DirectRig(folder).holding("10")) {
      rig.http.suspendTrade(true);
      rig.with(Fault.always(new Effect.RequestLost()).on("PATCH", "/v2/account/configurations"));

      assertThatThrownBy(() -> rig.runClearingTheSuspension(Duration.ofSeconds(30)))
          .isInstanceOf(CommandFailure.class)
          .hasMessageContaining("suspend_trade could not be seen cleared");

      BreakGlassNote note = rig.spool().waiting().get(0);
      assertThat(note.outcome()).isEqualTo(BreakGlassNote.NOT_FLAT);
      assertThat(note.detail()).contains("suspend_trade could not be seen cleared");
      assertThat(rig.held()).isEqualTo(Quantity.of("10"));
    }
  }

  @Test
  void theFlagIsClearedAlsoWhereTheFirstCallsAreLost() throws IOException {
    try (DirectRig rig = new DirectRig(folder).holding("10")) {
      rig.http.suspendTrade(true);
      rig.with(
          Fault.always(new Effect.RequestLost()).on("PATCH", "/v2/account/configurations").times(2),
          Fault.always(new Effect.RequestLost()).on("GET", "/v2/account").times(2));

      assertThat(rig.runClearingTheSuspension(PATIENT)).isEqualTo(ExitCode.OK);

      assertThat(rig.held()).isEqualTo(Quantity.ZERO);
      assertThat(rig.http.settings().orThrow().suspendTrade()).isTrue();
    }
  }

  @Test
  void aSuspensionThatWasClearedForNothingIsSaidToStayOff() throws IOException {
    try (DirectRig rig = new DirectRig(folder).holding("10")) {
      rig.http.suspendTrade(true);
      rig.simulator.control().halt("SPY");

      assertThat(rig.runClearingTheSuspension(Duration.ofSeconds(8)))
          .isEqualTo(ExitCode.ENDED_BADLY);

      assertThat(rig.out.toString() + rig.err).contains("NOT FLAT", "suspend_trade stays OFF");
      assertThat(rig.spool().waiting().get(0).lines())
          .anyMatch(line -> line.startsWith("suspend_trade stays OFF"));
      assertThat(rig.http.settings().orThrow().suspendTrade()).isFalse();
    }
  }

  @Test
  void aHaltedSymbolEndsNotFlatAndSaysThatItGoesOnWhenRunAgain() {
    try (DirectRig rig = new DirectRig(folder).holding("10")) {
      rig.simulator.control().halt("SPY");

      assertThat(rig.run(Duration.ofSeconds(8))).isEqualTo(ExitCode.ENDED_BADLY);
      assertThat(rig.out.toString()).contains("NOT FLAT: The time to wait is over", "run it again");

      rig.simulator.control().resume("SPY");
      assertThat(rig.run(PATIENT)).isEqualTo(ExitCode.OK);
      assertThat(rig.held()).isEqualTo(Quantity.ZERO);
    }
  }

  @Test
  void theDryRunShowsItsPlanWithADigestAndTouchesNothing() {
    try (DirectRig rig = new DirectRig(folder).holding("10").withExitAt("900", "10")) {
      long before = rig.simulator.control().requestsAfter(0).size();

      assertThat(rig.plan()).isEqualTo(ExitCode.OK);

      assertThat(rig.out.toString())
          .containsPattern("would cancel  SELL 10 SPY \\(exit-9")
          .contains("would close   10 SPY")
          .containsPattern("plan          [0-9a-f]{12}; nothing was touched");
      assertThat(rig.simulator.control().requestsAfter(0).stream().skip(before))
          .allMatch(request -> request.method().equals("GET"));
      assertThat(rig.spool().waiting()).isEmpty();
    }
  }

  @Test
  void refusedKeysEndInFourBeforeAnythingIsDone() {
    try (DirectRig rig = new DirectRig(folder).holding("10")) {
      assertThatThrownBy(
              () -> rig.direct(new AlpacaCredentials("PKWRONG", "wrong"), PATIENT).run(false))
          .isInstanceOfSatisfying(
              CommandFailure.class,
              failure -> {
                assertThat(failure.code()).isEqualTo(ExitCode.REFUSED);
                assertThat(failure)
                    .hasMessageContaining("NOT FLAT")
                    .hasMessageNotContaining("wrong");
              });
      assertThat(rig.closing()).isEmpty();
    }
  }

  @Test
  void aShortIsNeverBoughtBack() throws Exception {
    try (DirectRig rig = new DirectRig(folder)) {
      rig.sellsShort(5);

      assertThat(rig.run(Duration.ofSeconds(30))).isEqualTo(ExitCode.ENDED_BADLY);

      assertThat(rig.out.toString()).contains("NOT FLAT: A short position", "-5 SPY", "by hand");
      assertThat(rig.orders()).hasSize(1);
      assertThat(rig.held()).isEqualTo(Quantity.of("-5"));
    }
  }

  @Test
  void theNoteIsWholeForItsOwnerOnlyAndHoldsNoKey() throws IOException {
    try (DirectRig rig = new DirectRig(folder)) {
      assertThat(rig.run(PATIENT)).isEqualTo(ExitCode.OK);

      Path spool = folder.resolve("break-glass");
      try (var files = Files.list(spool)) {
        Path note = files.toList().get(0);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(note)))
            .isEqualTo("rw-------");
        assertThat(Files.readString(note))
            .contains("provenFlat", rig.simulator.accountId(), "alice")
            .doesNotContain(rig.simulator.keyId(), rig.simulator.secretKey());
      }
    }
  }
}
