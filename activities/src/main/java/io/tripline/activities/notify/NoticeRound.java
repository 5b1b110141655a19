package io.tripline.activities.notify;

import io.tripline.workflows.notify.Contact;
import io.tripline.workflows.notify.Notice;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** One attempt to tell one notice to everybody. For one thread. */
final class NoticeRound {
  private final Notice notice;
  private final String link;
  private final SentLog log;
  private final InstantSource clock;
  private final Instant until;
  private final Set<String> reachedBy = new LinkedHashSet<>();
  private final Map<String, String> failures = new LinkedHashMap<>();
  private final Set<String> tried = new LinkedHashSet<>();

  NoticeRound(Notice notice, String link, SentLog log, InstantSource clock, Instant until) {
    this.notice = notice;
    this.link = link;
    this.log = log;
    this.clock = clock;
    this.until = until;
  }

  /** Tells one contact over the first channel that works. */
  void tell(Contact contact, List<Channel> channels) {
    for (Channel channel : channels) {
      if (send(channel, contact)) {
        reachedBy.add(channel.name());
        return;
      }
    }
  }

  /** Lets the channels know that follow an incident, whether or not they are to tell this. */
  void follow(Contact contact, List<Channel> channels) {
    for (Channel channel : channels) {
      if (channel.follows(notice)) {
        send(channel, contact);
      }
    }
  }

  /** Names of the channels over which somebody was reached. */
  Set<String> reachedBy() {
    return reachedBy;
  }

  Map<String, String> failures() {
    return failures;
  }

  String failed() {
    return failures.entrySet().stream()
        .map(e -> e.getKey() + ": " + e.getValue())
        .collect(Collectors.joining("; "));
  }

  /** True where it is there now. A room that two contacts share is one place. */
  private boolean send(Channel channel, Contact contact) {
    SentLog.Delivery delivery =
        new SentLog.Delivery(notice, channel.name(), channel.target(contact));
    if (log.sent(delivery)) {
      return true;
    }
    if (!tried.add(delivery.id())) {
      return false;
    }
    Instant now = clock.instant();
    if (!now.isBefore(until)) {
      failures.putIfAbsent(channel.name(), "no time left in this round");
      return false;
    }
    boolean repeat = log.begin(delivery, now);
    Sending sending = channel.send(new Message(notice, now, link, repeat), contact);
    log.end(delivery, sending, clock.instant());
    return switch (sending) {
      case Sending.Sent sent -> true;
      case Sending.Failed(String why, boolean maybe) -> {
        failures.putIfAbsent(channel.name(), why);
        yield false;
      }
    };
  }
}
