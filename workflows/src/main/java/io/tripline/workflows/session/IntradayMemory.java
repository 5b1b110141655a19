package io.tripline.workflows.session;

import io.tripline.workflows.broker.Bar;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What an intraday session knows of its own past. Only for workflow threads. */
final class IntradayMemory {
  private @Nullable Instant decidedAt;
  private int decisions;
  private int traded;
  private boolean opposite;
  private String told = "";
  private SessionPass.Result last =
      new SessionPass.Result(SessionEnd.NOTHING_TO_DO, "nothing was decided");
  private @Nullable List<Bar> bars;
  private Instant boughtAt = Instant.EPOCH;
  private Instant soldAllAt = Instant.EPOCH;

  /** {@code carried}: what an earlier run of the session handed over. */
  IntradayMemory(@Nullable SessionCarried carried) {
    if (carried != null) {
      decidedAt = carried.decidedAt();
      decisions = carried.decisions();
      traded = carried.traded();
      opposite = carried.opposite();
      told = carried.told();
      last = new SessionPass.Result(carried.lastEnd(), carried.lastDetail());
    }
  }

  /** A decision begins, at a market time. */
  void decides(Instant at) {
    decidedAt = at;
    decisions++;
  }

  /** Null before the first decision. */
  @Nullable Instant decidedAt() {
    return decidedAt;
  }

  int decisions() {
    return decisions;
  }

  int traded() {
    return traded;
  }

  /** An order filled, at least in part. */
  void executed() {
    opposite = false;
    traded++;
  }

  /** The strategy wanted the opposite of the day's last executed order. */
  void wantedTheOpposite() {
    opposite = true;
  }

  boolean opposite() {
    return opposite;
  }

  SessionPass.Result last() {
    return last;
  }

  /** Notes an outcome; answers whether it is another than the one before. */
  boolean news(SessionPass.Result result) {
    last = result;
    String key = result.end() + " " + result.detail();
    boolean fresh = !key.equals(told);
    told = key;
    return fresh;
  }

  String told() {
    return told;
  }

  /** An order bought, at a market time. */
  void bought(Instant at) {
    boughtAt = at.isAfter(boughtAt) ? at : boughtAt;
  }

  /** An order sold all that it was to sell, at a market time. */
  void soldAll(Instant at) {
    soldAllAt = at.isAfter(soldAllAt) ? at : soldAllAt;
  }

  /** True while the positions may not show the last purchase yet. */
  boolean mayHoldUnseen(Instant now) {
    return now.isBefore(boughtAt.plus(Policies.POSITIONS_LATE));
  }

  /** True while the positions may still show what the last order sold. */
  boolean mayShowWhatIsSold(Instant now) {
    return soldAllAt.isAfter(boughtAt) && now.isBefore(soldAllAt.plus(Policies.POSITIONS_LATE));
  }

  /** The complete daily bars do not change during a trading day: read once in a run. */
  List<Bar> bars(Supplier<List<Bar>> read) {
    List<Bar> known = bars;
    if (known == null) {
      known = read.get();
      bars = known;
    }
    return known;
  }
}
