package io.tripline.worker.laws;

import io.tripline.worker.LawSystem;
import io.tripline.workflows.approval.DecisionRequest;
import io.tripline.workflows.approval.Gate;
import io.tripline.workflows.flatten.Flatten;
import io.tripline.workflows.flatten.FlattenStatus;
import io.tripline.workflows.guard.AccountGuard;
import io.tripline.workflows.guard.GuardStatus;
import io.tripline.workflows.incident.CaseRequest;
import io.tripline.workflows.incident.IncidentView;
import io.tripline.workflows.killswitch.Ladder;
import io.tripline.workflows.killswitch.TripLevel;
import io.tripline.workflows.runbook.Severity;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/** One bad day, played from the first order to the second halt, and what was wrong with it. */
final class Played {
  private static final Duration REST = Duration.ofMinutes(5);
  private static final Duration PATIENT = Duration.ofMinutes(2);
  private static final Duration LATCH = Duration.ofMinutes(5);
  private static final Duration ASKS_EACH = Duration.ofSeconds(3);
  private static final Duration OPENS_EACH = Duration.ofMinutes(1);
  private static final Duration LOOK = Duration.ofMillis(250);

  private final BadDay day;
  private final LawSystem system;
  private final List<String> complaints = new ArrayList<>();
  private final Set<String> incidents = new TreeSet<>();
  private final Instant began = Instant.now();
  private boolean orderKept;
  private int asked;
  private boolean flattened;
  private Instant lastAsked = Instant.EPOCH;
  private Instant opened = Instant.EPOCH;

  private Played(BadDay day, LawSystem system) {
    this.day = day;
    this.system = system;
  }

  /** Plays it; empty where every law was kept. */
  static List<String> of(BadDay day, Path folder) throws IOException, InterruptedException {
    try (LawSystem system = new LawSystem(folder, day.broker(), day.yaml())) {
      return new Played(day, system).all();
    }
  }

  private List<String> all() throws InterruptedException {
    system.start();
    theBadPart();
    heal();
    boolean rests = until("come to rest", REST, this::comesToRest);
    if (rests) {
      if (orderKept) {
        DayLaws.protectionIsGone(system).ifPresent(this::complaint);
      }
      theSecondTrip();
    }
    complaints.addAll(new DayLaws(system, incidents).broken());
    if (!complaints.isEmpty()) {
      keepHistories();
    }
    return complaints;
  }

  /** For whoever has to find out why. */
  private void keepHistories() {
    List<String> all = new ArrayList<>(incidents);
    all.add(AccountGuard.idOf(system.account()));
    all.add(Flatten.idOf(system.account()));
    Path folder = Path.of("target", "laws", "day-" + day.seed());
    for (String workflow : all) {
      try {
        Files.createDirectories(folder);
        Files.writeString(
            folder.resolve(workflow + ".json"),
            system.client().fetchHistory(workflow).toJson(true));
      } catch (IOException | RuntimeException e) {
        complaint("no history of " + workflow + ": " + e);
      }
    }
  }

  private void theBadPart() throws InterruptedException {
    List<Deed> left = new ArrayList<>(day.deeds());
    while (since(began).compareTo(BadDay.HEALED) < 0) {
      while (!left.isEmpty() && since(began).compareTo(left.get(0).at()) >= 0) {
        begin(left.remove(0));
      }
      look();
      keepOrder();
      Thread.sleep(LOOK);
    }
  }

  /** What somebody asks may take long and is not waited for. */
  private void begin(Deed deed) {
    Thread.ofVirtual()
        .start(() -> {
          try {
            deed.act().on(system);
          } catch (Exception e) {
            // Refused, or nobody was there to ask: that is the guard's and the person's business.
          }
        });
  }

  private void keepOrder() throws InterruptedException {
    if (day.keepsOrder() && !orderKept && held().intValue() >= 20) {
      try {
        orderKept =
            new Somebody(system)
                .orders(
                    Map.of(
                        "symbol", "SPY",
                        "side", "sell",
                        "qty", "20",
                        "type", "stop",
                        "stop_price", "300",
                        "time_in_force", "gtc",
                        "client_order_id", DayLaws.KEPT));
      } catch (IOException e) {
        // Lost: tried again.
      }
    }
  }

  private void heal() {
    system.broker().clearFaults();
    system.broker().equityGlitch(BigDecimal.ZERO);
    system.broker().resume("SPY");
    // What others bid is theirs to take back; what protects stays.
    quietly(
        () -> system.cancelsAll(id -> id.startsWith(Somebody.PREFIX) && !id.equals(DayLaws.KEPT)));
  }

  /** People do what they are asked for until nothing is open. */
  private boolean comesToRest() {
    GuardStatus status = system.guard().status();
    look();
    if (!status.isHalted()) {
      return !flattens();
    }
    if (since(began).compareTo(BadDay.HEALED.plusSeconds(8)) > 0 && needsAnOpen(status)) {
      system.broker().nextOpen();
    }
    if (asked >= 3 && !flattened && since(began).compareTo(PATIENT) > 0) {
      // The guard says what it waits for; where it can't explain what is held, people flatten.
      flattened = true;
      quietly(() -> Troubles.trip(system, TripLevel.FLATTEN, "tend-flatten"));
    }
    for (String id : status.incidents()) {
      try {
        tend(id);
      } catch (RuntimeException e) {
        // Refused, or too early: tried again.
      }
    }
    return false;
  }

  private boolean needsAnOpen(GuardStatus status) {
    boolean closed = !system.broker().state().phase().equals("open");
    boolean waits = day.nextDay() && status.ladder() == Ladder.FLAT_LOCKED;
    // A loss that is too deep for the day is only lifted on another one.
    boolean refused = asked >= 4;
    if ((closed || waits || refused) && since(opened).compareTo(OPENS_EACH) > 0) {
      opened = Instant.now();
      return true;
    }
    return false;
  }

  private void tend(String id) {
    IncidentView view = system.incident(id).view();
    if (view.acknowledgedBy() == null) {
      system.incident(id).acknowledge(Strangers.word("tend-ack", "anna"));
    }
    for (Gate gate : view.openGates()) {
      asked++;
      for (String name : List.of("anna", "ben")) {
        quietly(() ->
            system
                .incident(id)
                .decide(
                    new DecisionRequest(
                        "tend-" + gate.id() + name, gate.id(), "approve", name, "well", null)));
      }
    }
    boolean asks = !day.nextDay() || opened.isAfter(began);
    if (view.severity() == Severity.P1
        && asks
        && view.openGates().isEmpty()
        && since(lastAsked).compareTo(ASKS_EACH) > 0) {
      lastAsked = Instant.now();
      quietly(() -> system.incident(id).requestReset(Strangers.word("r" + ++asked, "anna")));
    } else if (view.severity() == Severity.P0) {
      quietly(() -> system.incident(id).resolve(CaseRequest.of("tend-over", "anna", "it runs")));
    }
    quietly(() -> {
      FlattenStatus flatten = Strangers.flatten(system).status();
      if (flatten.result() == null && flatten.gate() != null) {
        Strangers.flatten(system).decide(Strangers.decision("tend-no", "deny", "ben"));
      }
    });
  }

  private void theSecondTrip() throws InterruptedException {
    int before = system.guard().status().epoch();
    if (held().signum() > 0) {
      system.broker().jump("*", -900);
    } else {
      try {
        Troubles.trip(system, TripLevel.FLATTEN, "second");
      } catch (RuntimeException e) {
        complaints.add("the second trip was refused: " + e);
        return;
      }
    }
    until(
        "latch again after the reset",
        LATCH,
        () -> {
          look();
          GuardStatus status = system.guard().status();
          return status.ladder() == Ladder.FLAT_LOCKED && status.epoch() >= before;
        });
  }

  /** While the guard says flat, the broker holds nothing. */
  private void look() {
    try {
      GuardStatus before = system.guard().status();
      incidents.addAll(before.incidents());
      BigDecimal held = held();
      GuardStatus after = system.guard().status();
      if (before.ladder() == Ladder.FLAT_LOCKED
          && after.ladder() == Ladder.FLAT_LOCKED
          && before.epoch() == after.epoch()
          && held.signum() != 0) {
        complaint("claimed flat while the broker holds " + held);
      }
      if (held.signum() < 0) {
        complaint("short: " + held);
      }
    } catch (RuntimeException e) {
      // The guard is not there yet.
    }
  }

  private boolean flattens() {
    try {
      return Strangers.flatten(system).status().result() == null;
    } catch (RuntimeException e) {
      return false;
    }
  }

  private boolean until(String what, Duration within, BooleanSupplier holds)
      throws InterruptedException {
    Instant from = Instant.now();
    while (since(from).compareTo(within) < 0) {
      try {
        if (holds.getAsBoolean()) {
          return true;
        }
      } catch (RuntimeException e) {
        // Asked again.
      }
      Thread.sleep(LOOK.multipliedBy(2));
    }
    complaint("did not " + what + " within " + within.toSeconds() + " s: " + where());
    return false;
  }

  private String where() {
    StringBuilder where = new StringBuilder();
    try {
      GuardStatus status = system.guard().status();
      where.append(status.ladder()).append(", ").append(status.why());
      for (String id : status.incidents()) {
        IncidentView view = system.incident(id).view();
        where.append("; ").append(id).append(": ").append(view.step()).append(", ");
        where.append(view.awaited());
        view.timeline().stream()
            .skip(Math.max(0, view.timeline().size() - 12))
            .forEach(
                line -> where.append("\n      ").append(line.at()).append(' ').append(line.text()));
      }
      where.append("; flatten: ").append(Strangers.flatten(system).status());
    } catch (RuntimeException e) {
      where.append("; ").append(e);
    }
    return where.toString();
  }

  private void complaint(String words) {
    if (!complaints.contains(words)) {
      complaints.add(words);
    }
  }

  private BigDecimal held() {
    return system.broker().state().positions().getOrDefault("SPY", BigDecimal.ZERO);
  }

  private static void quietly(Runnable what) {
    try {
      what.run();
    } catch (RuntimeException e) {
      // Refused; the laws are judged from outside.
    }
  }

  private static Duration since(Instant when) {
    return Duration.between(when, Instant.now());
  }
}
