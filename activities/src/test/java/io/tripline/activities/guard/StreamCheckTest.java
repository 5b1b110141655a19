package io.tripline.activities.guard;

import static io.tripline.activities.guard.WatchScene.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.activities.stream.AccountStreams;
import io.tripline.activities.stream.StreamTimes;
import io.tripline.simulator.fault.Effect;
import io.tripline.simulator.fault.Fault;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.Reading;
import io.tripline.workflows.journal.Journal;
import io.tripline.workflows.killswitch.AccountView;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is read after a connection of the trade stream, at a simulated broker. */
class StreamCheckTest {
  private static final StreamTimes BRISK =
      new StreamTimes(
          Duration.ofSeconds(10),
          Duration.ofMillis(300),
          Duration.ofSeconds(2),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60));

  private final Rig rig = new Rig(true);
  private final List<String> journalled = new CopyOnWriteArrayList<>();
  private final AheadClock clock = new AheadClock();
  private final ReadingLog log =
      new ReadingLog(new Recording(), Rig.ACCOUNT, Duration.ofMinutes(1));
  private final StreamCheck check = new StreamCheck(rig.http, new StreamLog(log, clock), clock);
  private final AccountStreams streams =
      new AccountStreams(rig.http.streams(), Set.of(Rig.SPY), BRISK, InstantSource.system());

  @AfterEach
  void close() {
    streams.close();
    log.close();
    rig.close();
  }

  @Test
  void executionsThatCannotBeReadAfterAReconnectAreAskedForAgainFromTheSameMomentOn() {
    await(() -> streams.tradesSince().isPresent());
    look();
    Instant first = streams.tradesSince().orElseThrow();
    rig.simulator.control().dropStreams();
    rig.buys("3");
    await(() -> streams.tradesSince().filter(since -> since.isAfter(first)).isPresent());
    rig.simulator
        .control()
        .inject(
            Fault.always(new Effect.Answer(503, "<html/>", "text/html"))
                .on("GET", "/v2/account/activities.*"));

    look();
    await(() -> journalled("not compared yet after it was connected"));
    look();
    assertThat(journalled("compared after it was connected: ")).isFalse();

    rig.simulator.control().clearFaults();
    look();
    await(() -> journalled("compared after it was connected: 1 orders changed"));
    assertThat(journalled).anyMatch(text -> text.endsWith("executions 1"));
    long asked = asked();
    look();
    assertThat(asked()).as("known: not asked again").isEqualTo(asked);
  }

  /** A look at the broker; afterwards it is soon time for the next one. */
  private void look() {
    if (!(new AccountReader(rig.http, clock).view()
        instanceof Reading.Seen<AccountView>(AccountView view, Instant at))) {
      throw new AssertionError("the account can't be read");
    }
    check.on(view, rig.accounts.hours(Rig.ACCOUNT).now().orThrow().clock(), streams);
    clock.ahead = clock.ahead.plusSeconds(20);
  }

  private long asked() {
    return rig.simulator.control().requestsAfter(0).stream()
        .filter(request -> request.path().startsWith("/v2/account/activities"))
        .count();
  }

  private boolean journalled(String text) {
    return journalled.stream().anyMatch(each -> each.contains(text));
  }

  /** Runs with the host's, some time ahead. */
  private static final class AheadClock implements InstantSource {
    private Duration ahead = Duration.ZERO;

    @Override
    public Instant instant() {
      return Instant.now().plus(ahead);
    }
  }

  private final class Recording implements Journal {
    @Override
    public void append(Entries entries) {
      entries.entries().forEach(entry -> journalled.add(entry.text()));
    }

    @Override
    public Entries last(LastEntries query) {
      throw new UnsupportedOperationException();
    }

    @Override
    public GuardMemory guardMemory(AccountName account) {
      throw new UnsupportedOperationException();
    }

    @Override
    public StoredReport storeReport(Report report) {
      throw new UnsupportedOperationException();
    }
  }
}
