package io.tripline.workflows.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.killswitch.Ladder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a session does with what the guard answers, or does not. */
class SessionAndGuardTest {
  private final SessionBench bench = new SessionBench();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void asksAGuardThatIsNotReadyOnceMore() {
    bench.guard.isNotReadyFor(2);
    SessionReport report = bench.once();
    assertThat(report.end()).as(report.detail()).isEqualTo(SessionEnd.TRADED);
    assertThat(bench.guard.requests()).hasSize(3).extracting("requestId").doesNotHaveDuplicates();
  }

  @Test
  void doesNotAskAGuardThatStaysUnreadyForEver() {
    bench.guard.isNotReadyFor(30);
    SessionReport report = bench.once();
    assertThat(report.end()).isEqualTo(SessionEnd.NOT_PERMITTED);
    assertThat(report.detail()).contains("NOT_READY", "could not be read");
    assertThat(bench.guard.requests()).hasSize(3);
    assertThat(bench.broker.ordersReceived()).isEmpty();
  }

  @Test
  void sendsNothingWhenTheGuardRefuses() {
    bench.guard.refuses(Fault.NOT_PERMITTED);
    assertThat(bench.once().end()).isEqualTo(SessionEnd.NOT_PERMITTED);
    assertThat(bench.broker.ordersReceived()).isEmpty();
  }

  @Test
  void aHaltThatSlipsInBeforeThePermitEndsItHalted() {
    bench.guard.refuses(Fault.HALTED);
    assertThat(bench.once().end()).isEqualTo(SessionEnd.HALTED);
    assertThat(bench.broker.ordersReceived()).isEmpty();
  }

  @Test
  void aHaltedAccountEndsItBeforeAnythingIsAsked() {
    bench.guard.standsAt(Ladder.HALTED);
    assertThat(bench.once().end()).isEqualTo(SessionEnd.HALTED);
    assertThat(bench.strategy.asked()).isZero();
  }

  @Test
  void withoutAGuardThereIsNoOrder() {
    bench.guard.isAway();
    SessionReport report = bench.once();
    assertThat(report.end()).isEqualTo(SessionEnd.NOT_PERMITTED);
    assertThat(report.detail()).contains("NO_GUARD", "tripline guard start");
    assertThat(bench.broker.ordersReceived()).isEmpty();
  }

  @Test
  void aSilentGuardMeansNoEntry() {
    bench.guard.fallsSilent();
    assertThat(bench.once().end()).isEqualTo(SessionEnd.NOT_PERMITTED);
    assertThat(bench.broker.ordersReceived()).isEmpty();
  }

  @Test
  void anExitGoesWithoutAPermitWhenTheGuardIsSilent() {
    bench.broker.holds("100");
    bench.strategy.wantsFlat();
    bench.guard.fallsSilent();
    SessionReport report = bench.once();
    assertThat(report.end()).as(report.detail()).isEqualTo(SessionEnd.TRADED);
    assertThat(bench.broker.ordersReceived().get(0).value()).startsWith("exit-");
    assertThat(bench.broker.held()).isEqualByComparingTo("0");
    assertThat(bench.journal.entries(EntryKind.ORDER).get(0).text()).contains("WITHOUT A PERMIT");
  }

  @Test
  void noExitWithoutAPermitWhereAFlattenHasSentOrders() {
    bench.broker.holds("100");
    bench.broker.has(new ClientOrderId("flat-r1-1"), Side.SELL, "100");
    bench.strategy.wantsFlat();
    bench.guard.fallsSilent();
    assertThat(bench.once().end()).isEqualTo(SessionEnd.NOT_PERMITTED);
    assertThat(bench.broker.ordersReceived()).isEmpty();
  }
}
