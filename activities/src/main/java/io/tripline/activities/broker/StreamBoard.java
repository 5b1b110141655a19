package io.tripline.activities.broker;

import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.killswitch.HaltState;
import io.tripline.workflows.killswitch.HaltState.Known;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the streams told this process: their own state, and which symbols are halted. It knows only
 * what was told since the data stream was last connected, because what happens in between is never
 * told afterwards. Thread-safe.
 */
public final class StreamBoard {
  private final Map<Symbol, HaltState> halts = new HashMap<>();
  private final Map<String, StreamState> states = new LinkedHashMap<>();
  private String unknownBecause = "this process listens to no market-data stream";
  private @Nullable Instant unknownSince;

  /** Whether a symbol is halted. */
  public synchronized HaltState halt(Symbol symbol) {
    HaltState told = halts.get(symbol);
    Instant since = unknownSince;
    return told != null
        ? told
        : new HaltState(
            symbol, Known.UNKNOWN, unknownBecause, since == null ? Instant.EPOCH : since);
  }

  /** The streams of this process, in the order in which they were opened; empty: none. */
  public synchronized List<StreamState> states() {
    return new ArrayList<>(states.values());
  }

  /** A stream came into another state. */
  public synchronized void put(StreamState state) {
    states.put(state.stream(), state);
  }

  /** The data stream begins or is lost: what it told before may be over. */
  public synchronized void forgetHalts(String because, Instant at) {
    halts.clear();
    unknownBecause = because;
    unknownSince = at;
  }

  /** True where it changed what is known. Late messages change nothing. */
  public synchronized boolean take(StreamEvent.Halting told) {
    HaltState before = halts.get(told.symbol());
    if (before != null && told.at().isBefore(before.since())) {
      return false;
    }
    // A code that we don't know lifts no halt.
    if (before != null && before.halted() == Known.YES && told.halted() == Known.UNKNOWN) {
      return false;
    }
    halts.put(told.symbol(), new HaltState(told.symbol(), told.halted(), told.reason(), told.at()));
    return before == null || before.halted() != told.halted();
  }

  /** A trade or a price band shows that a symbol trades, but lifts no halt that was told. */
  public synchronized void trades(Symbol symbol, String how, Instant at) {
    HaltState before = halts.get(symbol);
    if (before == null || (before.halted() != Known.YES && before.since().isBefore(at))) {
      halts.put(symbol, new HaltState(symbol, Known.NO, how, at));
    }
  }
}
