package io.tripline.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.account.Environment;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.MarketClock;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which session a start means. */
class SessionsTest {
  private static final AccountName ACCOUNT = new AccountName("main");
  private static final String WEDNESDAY = "session-main-2026-11-18";
  private static final String THURSDAY = "session-main-2026-11-19";
  private static final Instant OPENED = Instant.parse("2026-11-18T14:30:00Z");
  private static final Instant CLOSES = Instant.parse("2026-11-18T21:00:00Z");
  private static final Instant OPENS = Instant.parse("2026-11-19T14:30:00Z");

  private static Optional<MarketClock> clock(String now, boolean open) {
    return Optional.of(new MarketClock(Instant.parse(now), open, OPENS, CLOSES, 1));
  }

  private static String toStart(Optional<MarketClock> clock) {
    return Sessions.toStart(WEDNESDAY, ACCOUNT, clock, id -> false);
  }

  /** The guard's day is still Wednesday; at the open it starts Thursday's session, or joins it. */
  @Test
  void beforeTheOpenItIsTheSessionOfTheDayThatBeginsThen() {
    assertThat(toStart(clock("2026-11-19T13:50:00Z", false))).isEqualTo(THURSDAY);
    assertThat(toStart(clock("2026-11-18T22:00:00Z", false))).isEqualTo(THURSDAY);
  }

  @Test
  void whileTheMarketIsOpenItIsTodays() {
    assertThat(toStart(clock("2026-11-18T18:00:00Z", true))).isEqualTo(WEDNESDAY);
    assertThat(toStart(clock("2026-11-19T14:30:01Z", true)))
        .as("the guard has not noticed the new day yet")
        .isEqualTo(THURSDAY);
    assertThat(toStart(Optional.empty())).isEqualTo(WEDNESDAY);
  }

  @Test
  void oneThatStillRunsIsJoined() {
    assertThat(
            Sessions.toStart(
                WEDNESDAY, ACCOUNT, clock("2026-11-18T21:00:05Z", false), WEDNESDAY::equals))
        .isEqualTo(WEDNESDAY);
  }

  @Test
  void theGuardsClockGoesOnAtARealBroker() {
    MarketClock read = new MarketClock(OPENED, true, OPENS, CLOSES, 1);
    Instant evening = Instant.parse("2026-11-18T23:00:00Z");

    assertThat(toStart(Sessions.byGuard(read, Environment.PAPER, evening))).isEqualTo(THURSDAY);
    assertThat(toStart(Sessions.byGuard(read, Environment.LIVE, OPENED.plusSeconds(60))))
        .isEqualTo(WEDNESDAY);
    assertThat(Sessions.byGuard(read, Environment.SIMULATOR, evening)).isEmpty();
    assertThat(Sessions.byGuard(null, Environment.PAPER, evening)).isEmpty();
  }
}
