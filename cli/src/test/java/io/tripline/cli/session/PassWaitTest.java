package io.tripline.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.session.SessionReport;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How long cron waits for a pass. */
class PassWaitTest {
  private final AtomicInteger asked = new AtomicInteger();

  private SessionReport never() throws TimeoutException {
    asked.incrementAndGet();
    throw new TimeoutException("nothing yet");
  }

  @Test
  void notAtAllOnceNobodyWorksOnIt() {
    assertThat(PassWait.await(patience -> never(), () -> false)).isEmpty();
    assertThat(asked).hasValue(1);
  }

  @Test
  void aWhileButNotForEverWhereSomebodyDoes() {
    assertThat(PassWait.await(patience -> never(), () -> true)).isEmpty();
    assertThat(asked).hasValue(PassWait.ROUNDS);
  }
}
