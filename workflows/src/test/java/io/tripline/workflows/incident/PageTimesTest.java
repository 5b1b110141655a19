package io.tripline.workflows.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.account.OutagePolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageTimesTest {
  private static final OutagePolicy CLOCKS = OutagePolicy.DEFAULT;

  private static List<Long> minutes(Duration from, Duration to, boolean sparing) {
    List<Long> pages = new ArrayList<>();
    for (Duration at = PageTimes.next(CLOCKS, from, sparing);
        at.compareTo(to) <= 0;
        at = PageTimes.next(CLOCKS, at, sparing)) {
      pages.add(at.toMinutes());
    }
    return pages;
  }

  @Test
  void itIsPagedEachTwoMinutesAndAtEachChangeOfContact() {
    assertThat(minutes(Duration.ZERO, Duration.ofMinutes(10), false))
        .containsExactly(2L, 4L, 5L, 6L, 8L, 10L);
  }

  @Test
  void aDayLaterItIsPagedAsOften() {
    Duration day = Duration.ofDays(1);
    assertThat(minutes(day, day.plusMinutes(10), false))
        .containsExactly(1442L, 1444L, 1445L, 1446L, 1448L, 1450L);
  }

  @Test
  void aHistoryThatComesNearItsLimitGrowsMoreSlowlyAndNeverStops() {
    Duration days = Duration.ofDays(4);
    assertThat(minutes(days, days.plusMinutes(30), true)).containsExactly(5770L, 5780L, 5790L);
    assertThat(PageTimes.sparing(PageTimes.MOST_EVENTS - 1, PageTimes.MOST_BYTES - 1)).isFalse();
    assertThat(PageTimes.sparing(PageTimes.MOST_EVENTS, 0)).isTrue();
    assertThat(PageTimes.sparing(0, PageTimes.MOST_BYTES)).isTrue();
  }
}
