package io.tripline.workflows.session;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.fills.OrderEnd;
import io.tripline.workflows.guard.Settlement;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.killswitch.LimitName;
import io.tripline.workflows.slippage.FillSample;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the guard hears of a session's fills, and what the session takes from the guard. */
class FillsAreToldTest {
  private final SessionBench bench = new SessionBench();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void theCostOfAFillGoesWithTheSettlementOfItsPermit() {
    bench.once();
    FillSample fill = requireNonNull(bench.guard.settlements().getFirst().fill());
    assertThat(fill.usable()).isTrue();
    assertThat(fill.executionBps()).isEqualByComparingTo("0.154");
    assertThat(fill.delayBps()).isEqualByComparingTo("30.864");
    assertThat(fill.order()).isEqualTo(bench.guard.settlements().getFirst().permit());
  }

  @Test
  void howLongTheOrderTookGoesWithTheSettlementToo() {
    bench.once();
    OrderEnd end = requireNonNull(bench.guard.settlements().getFirst().end());
    assertThat(end.atOnce()).isTrue();
    assertThat(end.whole()).isTrue();
    assertThat(requireNonNull(end.took())).isLessThan(Duration.ofSeconds(5));
    assertThat(bench.journal.entries(EntryKind.SLIPPAGE).getFirst().data())
        .containsEntry("tookMillis", String.valueOf(end.took().toMillis()))
        .containsEntry("ordered", end.ordered().text());
  }

  @Test
  void anExitWithoutAPermitIsToldTooWhereTheGuardIsBack() {
    bench.broker.holds("146");
    bench.strategy.wantsFlat();
    bench.guard.fallsSilent();
    SessionReport report = bench.once();
    assertThat(report.end()).as(report.detail()).isEqualTo(SessionEnd.TRADED);
    assertThat(bench.guard.settlements())
        .extracting(Settlement::fill)
        .singleElement()
        .satisfies(fill -> assertThat(fill.order().value()).startsWith("exit-"));
  }

  @Test
  void aSessionRunsUnderTheConfigurationInForceAtTheGuard() {
    AccountPolicy mine = SessionBench.POLICY;
    bench.guard.isUnder(
        mine.with(
            LimitName.DAILY_LOSS.set(mine.limits(), new BigDecimal("0.015")), "hash-in-force"));
    bench.once();
    assertThat(bench.journal.entries(EntryKind.SESSION))
        .allSatisfy(
            entry -> assertThat(entry.data()).containsEntry("configurationHash", "hash-in-force"));
  }
}
