package io.tripline.activities.notify;

import io.tripline.workflows.notify.Notice;
import io.tripline.workflows.notify.Stage;
import io.tripline.workflows.notify.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * One attempt to tell one notice to everybody, each contact beside the others: one whose channels
 * hang costs the next one nothing. A contact's own channels are tried in their order.
 */
final class NoticeRound {
  private final Notice notice;
  private final String link;
  private final SentLog log;
  private final InstantSource clock;
  private final Duration patience;
  private final Instant until;
  private final Set<String> underWay;
  private final Map<String, Try> tries = new ConcurrentHashMap<>();
  private final Map<String, String> failures = new ConcurrentHashMap<>();
  private final Set<String> order = new LinkedHashSet<>();
  private final Set<String> reachedBy = new LinkedHashSet<>();
  private boolean complete = true;
  private volatile boolean over;

  /** Somebody sends to a place; who wants to tell the same place waits for what comes of it. */
  private record Try(String channel, CompletableFuture<Boolean> arrived) {}

  /**
   * What came of telling one contact, or of one channel that follows.
   *
   * @param by the channel by which a person was reached; empty where none was, or none was meant
   */
  private record Outcome(boolean arrived, Optional<String> by) {}

  /** What tells one contact. */
  private record Telling(FutureTask<Outcome> task) {}

  /**
   * A round that has not begun.
   *
   * @param patience after which it is over, whatever still hangs
   * @param underWay what is being sent by this process, of earlier rounds too
   */
  NoticeRound(
      Notice notice,
      String link,
      SentLog log,
      InstantSource clock,
      Duration patience,
      Set<String> underWay) {
    this.notice = notice;
    this.link = link;
    this.log = log;
    this.clock = clock;
    this.patience = patience;
    this.until = clock.instant().plus(patience);
    this.underWay = underWay;
  }

  /**
   * Tells those whom it is meant for, each over the first channel that works, and lets the channels
   * of all know that follow an incident. Ends when all is done, or no time is left.
   */
  void run(List<Recipient> meant, List<Recipient> all) {
    List<Telling> tellings = new ArrayList<>();
    for (Recipient each : meant) {
      each.channelsFor(notice).forEach(channel -> order.add(channel.name()));
      tellings.add(begin(() -> tell(each)));
    }
    for (Recipient each : all) {
      for (Channel channel : each.by(Urgency.PAGE)) {
        if (channel.follows(notice)) {
          order.add(channel.name());
          tellings.add(begin(() -> followed(channel, each)));
        }
      }
    }
    await(tellings);
  }

  private static Telling begin(Callable<Outcome> telling) {
    FutureTask<Outcome> task = new FutureTask<>(telling);
    Thread.ofVirtual().name("notice").start(task);
    return new Telling(task);
  }

  private void await(List<Telling> tellings) {
    long end = System.nanoTime() + patience.toNanos();
    try {
      for (Telling each : tellings) {
        try {
          Outcome outcome =
              each.task().get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
          outcome.by().ifPresent(reachedBy::add);
          complete = complete && outcome.arrived();
        } catch (TimeoutException e) {
          // The others may be done: they are asked as well, and nothing new begins.
          over = true;
          complete = false;
        } catch (ExecutionException e) {
          throw e.getCause() instanceof RuntimeException own
              ? own
              : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          complete = false;
          break;
        }
      }
    } finally {
      over = true;
    }
    tries.values().stream()
        .filter(each -> !each.arrived().isDone())
        .forEach(each -> failures.putIfAbsent(each.channel(), "no answer in this round"));
  }

  private Outcome tell(Recipient recipient) {
    for (Channel channel : untriedFirst(recipient)) {
      if (send(channel, recipient)) {
        return new Outcome(true, Optional.of(channel.name()));
      }
    }
    return new Outcome(false, Optional.empty());
  }

  /** What failed in an earlier attempt takes no time from what that attempt had none left for. */
  private List<Channel> untriedFirst(Recipient recipient) {
    return recipient.channelsFor(notice).stream()
        .sorted(Comparator.comparing(channel -> log.failed(delivery(channel, recipient))))
        .toList();
  }

  private SentLog.Delivery delivery(Channel channel, Recipient recipient) {
    return new SentLog.Delivery(notice, channel.name(), channel.target(recipient.contact()));
  }

  /** It was not asked to tell anybody: it counts as nobody's. */
  private Outcome followed(Channel channel, Recipient recipient) {
    return new Outcome(send(channel, recipient), Optional.empty());
  }

  /** Whether each contact that was meant was reached, and each channel that follows. */
  boolean complete() {
    return complete;
  }

  /** Names of the channels over which somebody was reached. */
  Set<String> reachedBy() {
    return reachedBy;
  }

  /** Why a channel reached nobody, in the order in which people are told over them. */
  Map<String, String> failures() {
    Map<String, String> ordered = new LinkedHashMap<>();
    for (String channel : order) {
      String why = failures.get(channel);
      if (why != null) {
        ordered.put(channel, why);
      }
    }
    return ordered;
  }

  String failed() {
    return failures().entrySet().stream()
        .map(e -> e.getKey() + ": " + e.getValue())
        .collect(Collectors.joining("; "));
  }

  /** True where it is there now. A room that two contacts share is one place. */
  private boolean send(Channel channel, Recipient recipient) {
    SentLog.Delivery delivery = delivery(channel, recipient);
    Try mine = new Try(channel.name(), new CompletableFuture<>());
    Try other = tries.putIfAbsent(delivery.id(), mine);
    if (other != null) {
      return other.arrived().join();
    }
    boolean arrived = false;
    try {
      arrived = sendOnce(channel, recipient, delivery);
      return arrived;
    } finally {
      mine.arrived().complete(arrived);
    }
  }

  private boolean sendOnce(Channel channel, Recipient recipient, SentLog.Delivery delivery) {
    if (log.sent(delivery)) {
      return true;
    }
    boolean ends = notice.stage() == Stage.RESOLVED && channel.follows(notice);
    if (!ends && log.failed(delivery) && log.isClosed(delivery)) {
      // Sent now, it would open an alert that nobody closes again.
      failures.putIfAbsent(channel.name(), "the incident has ended there meanwhile");
      return false;
    }
    Instant now = clock.instant();
    if (over || !now.isBefore(until)) {
      failures.putIfAbsent(channel.name(), "no time left in this round");
      return false;
    }
    if (!underWay.add(delivery.id())) {
      failures.putIfAbsent(channel.name(), "still being sent since an earlier attempt");
      return false;
    }
    try {
      // What an earlier attempt was sending may have arrived since it was asked.
      if (log.sent(delivery)) {
        return true;
      }
      boolean repeat = log.begin(delivery, now);
      Sending sending = channel.send(new Message(notice, now, link, repeat), recipient.contact());
      log.end(delivery, sending, clock.instant());
      return switch (sending) {
        case Sending.Sent sent -> {
          if (ends) {
            log.closed(delivery, clock.instant());
          }
          yield true;
        }
        case Sending.Failed(String why, boolean maybe) -> {
          failures.putIfAbsent(channel.name(), why);
          yield false;
        }
      };
    } finally {
      underWay.remove(delivery.id());
    }
  }
}
