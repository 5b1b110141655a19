package io.tripline.workflows.guard;

import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.killswitch.ClockSwitch;
import io.tripline.workflows.killswitch.HighWater;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.LossStreakSwitch;
import io.tripline.workflows.killswitch.Observation;
import io.tripline.workflows.killswitch.PositionAnchor;
import io.tripline.workflows.killswitch.PositionSwitch;
import io.tripline.workflows.killswitch.SwitchReading;
import io.tripline.workflows.killswitch.SwitchReading.Wish;
import io.tripline.workflows.killswitch.VolatilitySwitch;
import io.tripline.workflows.killswitch.WorkerMark;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What every switch reads, which of them block entries and until when, and what some of them must
 * remember. Blocks are a set: one that lifts leaves the others standing. Pure; owned by the guard's
 * workflow thread.
 */
final class SwitchBook {
  /** Of a block that changed. */
  record Change(Block block, boolean began) {}

  private final Map<KillSwitch, Block> blocks = new EnumMap<>(KillSwitch.class);
  private final Map<KillSwitch, SwitchState> states = new EnumMap<>(KillSwitch.class);
  private @Nullable String accountId;
  private HighWater highWater = HighWater.EMPTY;
  private @Nullable PositionAnchor anchor;
  private final Map<KillSwitch, String> accepted = new EnumMap<>(KillSwitch.class);
  private int refusals;
  private @Nullable WorkerMark session;

  static SwitchBook of(@Nullable SwitchMemory memory, @Nullable Baselines baselines) {
    SwitchBook book = new SwitchBook();
    if (memory == null) {
      // A guard of old kept one mark: it counts as that of its day.
      if (baselines != null) {
        book.highWater = HighWater.EMPTY.with(baselines.day(), baselines.highWater(), Money.ZERO);
      }
      return book;
    }
    memory.blocks().forEach(block -> book.blocks.put(block.killSwitch(), block));
    memory.states().forEach(state -> book.states.put(state.seen().killSwitch(), state));
    book.accountId = memory.accountId();
    book.highWater = memory.highWater();
    book.anchor = memory.anchor();
    book.accepted.putAll(memory.accepted());
    book.refusals = memory.refusals();
    book.session = memory.session();
    return book;
  }

  SwitchMemory memory() {
    return new SwitchMemory(
        accountId,
        highWater,
        anchor,
        List.copyOf(blocks.values()),
        List.copyOf(states.values()),
        new EnumMap<>(accepted),
        refusals,
        session);
  }

  /** Takes what the watch reads; answers which blocks began or ended by it. */
  List<Change> take(SwitchTable table, TradingDay today, Instant now) {
    if (accountId == null) {
      accountId = table.accountId();
    }
    if (table.anchor() != null) {
      anchor = table.anchor();
    }
    TradingDay day = table.day();
    Money equity = table.equity();
    if (day != null && equity != null) {
      highWater = highWater.with(day, equity, table.flows() == null ? Money.ZERO : table.flows());
    }
    List<Change> changes = new ArrayList<>();
    for (SwitchReading reading : table.readings()) {
      saw(reading.observation());
      if (reading.killSwitch().blocksOnly() && reading.killSwitch() != KillSwitch.K1S) {
        changed(reading, today, now).ifPresent(changes::add);
      }
    }
    return changes;
  }

  private Optional<Change> changed(SwitchReading reading, TradingDay today, Instant now) {
    KillSwitch killSwitch = reading.killSwitch();
    Block standing = blocks.get(killSwitch);
    boolean wanted = reading.wish() == Wish.BLOCK;
    if (wanted && standing == null && !accepted(reading.observation())) {
      Block block = new Block(killSwitch, reading.observation(), now, today, 0, null);
      blocks.put(killSwitch, block);
      return Optional.of(new Change(block, true));
    }
    if (!wanted && standing != null && endsByItself(killSwitch)) {
      blocks.remove(killSwitch);
      return Optional.of(new Change(standing, false));
    }
    return Optional.empty();
  }

  /** The watch ends these; of the others a person does, or whole sessions that have passed. */
  private static boolean endsByItself(KillSwitch killSwitch) {
    return killSwitch != KillSwitch.K18 && killSwitch != KillSwitch.K15;
  }

  /** A streak that was paused for, or an odd or extreme day that people have accepted. */
  private boolean accepted(Observation seen) {
    String known = accepted.get(seen.killSwitch());
    return known != null && known.equals(whatOf(seen));
  }

  private void accept(Observation seen) {
    String what = whatOf(seen);
    if (what != null) {
      accepted.put(seen.killSwitch(), what);
    }
  }

  static @Nullable String whatOf(Observation seen) {
    String input =
        switch (seen.killSwitch()) {
          case K15 -> LossStreakSwitch.STREAK;
          case K16 -> VolatilitySwitch.DAY;
          case K1, K1S, K2, K3, K4, K5, K6, K7, K8, K9, K10, K11, K12, K13, K14, K17, K18, K19 ->
              ClockSwitch.ODD;
        };
    return seen.inputs().get(input);
  }

  /** Keeps a reading of a switch that the guard itself feeds. */
  void saw(Observation seen) {
    states.merge(
        seen.killSwitch(), new SwitchState(seen, seen.at()), (old, fresh) -> old.then(seen));
  }

  /** Names the incident of a block. */
  void names(KillSwitch killSwitch, String incident) {
    blocks.computeIfPresent(
        killSwitch,
        (key, b) -> new Block(key, b.seen(), b.since(), b.day(), b.sessions(), incident));
  }

  /** A new trading day; answers the blocks that ended with it. */
  List<Block> rollDay(TradingDay day, Money equity, @Nullable Money flows, int pauseSessions) {
    highWater = highWater.with(day, equity, flows == null ? Money.ZERO : flows);
    refusals = 0;
    blocks.replaceAll((key, block) -> block.dayRolled());
    Block pause = blocks.get(KillSwitch.K15);
    if (pause == null || pause.sessions() <= pauseSessions) {
      return List.of();
    }
    blocks.remove(KillSwitch.K15);
    accept(pause.seen());
    return List.of(pause);
  }

  /** Ends a block by a person's word; empty where none stands. */
  Optional<Block> unblock(KillSwitch killSwitch) {
    Block block = blocks.remove(killSwitch);
    if (block != null) {
      accept(block.seen());
    }
    return Optional.ofNullable(block);
  }

  /**
   * A halt was lifted: its switch counts from there. People who lift one on an extreme day have
   * accepted that day, else nobody could trade again before the next; a halt of trading is not
   * theirs to accept.
   */
  void reset(KillSwitch killSwitch, boolean byPeople) {
    Block extreme = blocks.get(KillSwitch.K16);
    if (byPeople && extreme != null && whatOf(extreme.seen()) != null) {
      accept(extreme.seen());
      blocks.remove(KillSwitch.K16);
    }
    switch (killSwitch) {
      case K2 -> highWater = HighWater.EMPTY;
      case K6 -> anchor = null;
      case K8 -> refusals = 0;
      case K17 -> accountId = null;
      case K1, K1S, K3, K4, K5, K7, K9, K10, K11, K12, K13, K14, K15, K16, K18, K19 -> {
        // These count from the account and the market themselves.
      }
    }
  }

  /** K8 refused an order; answers how many it has refused today. */
  int refused() {
    return ++refusals;
  }

  /** Marks that the journal knows of, for a guard without state. */
  void remember(HighWater past) {
    highWater = past.then(highWater);
  }

  /** The broker's own id of the account; null before its first view. */
  @Nullable String accountId() {
    return accountId;
  }

  void sessionRunsOn(WorkerMark mark) {
    session = mark;
  }

  /** The next session may run on another worker: the mark of the one that ended says nothing. */
  void sessionEnded() {
    session = null;
  }

  /** Whether a session has told on which worker it runs. */
  boolean knowsSession() {
    return session != null;
  }

  HighWater highWater() {
    return highWater;
  }

  List<Block> blocks() {
    return List.copyOf(blocks.values());
  }

  Optional<SwitchState> state(KillSwitch killSwitch) {
    return Optional.ofNullable(states.get(killSwitch));
  }

  int refusals() {
    return refusals;
  }

  SwitchPlan plan(String firstRun, String configured) {
    return new SwitchPlan(
        PositionSwitch.permitsOf(firstRun),
        accountId,
        highWater,
        anchor,
        List.copyOf(blocks.keySet()),
        new EnumMap<>(accepted),
        session,
        configured,
        blocks.values().stream()
            .filter(block -> block.sessions() > 0)
            .map(Block::killSwitch)
            .toList());
  }
}
