package io.tripline.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.cli.status.BrokerPart;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class UnguardedTest {
  @Test
  void whatDoesNotAnswerKeepsNothingFromStopping() {
    CountDownLatch never = new CountDownLatch(1);
    Unguarded unseen = new Unguarded("main", false, BrokerPart.unseen("no answer"), List.of());

    Unguarded said =
        Unguarded.within(
            Duration.ofMillis(100),
            () -> {
              never.await();
              return unseen;
            },
            unseen);

    assertThat(said.lines(""))
        .anyMatch(line -> line.contains("is now unguarded: what it holds could not be seen"));
  }
}
