package io.tripline.workflows.slippage;

import io.tripline.workflows.broker.ClientOrderId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The last fills of an account, oldest first, and the running sum that remembers longer than they
 * do. Immutable; the guard carries it through every continue-as-new.
 *
 * @param fills at most {@link #KEPT}
 * @param cusum clipped cumulative sum, basis points; only people who looked into it set it back
 * @param reviewed the last incident that set it back; null where none did
 */
public record SlippageWindow(List<Taken> fills, double cusum, @Nullable String reviewed) {
  /** As many fills as a session a day makes in a quarter of a year: enough for a deviation. */
  public static final int KEPT = 60;

  /** Nothing was traded yet. */
  public static final SlippageWindow EMPTY = new SlippageWindow(List.of(), 0, null);

  /**
   * A sample as it was taken.
   *
   * @param epoch the halt epoch: fills in a row count only within one
   */
  public record Taken(FillSample sample, int epoch) {}

  /** Copies the fills. */
  public SlippageWindow {
    fills = fills == null ? List.of() : List.copyOf(fills);
  }

  /** True when this order's fill is in it. */
  public boolean knows(ClientOrderId order) {
    return fills.stream().anyMatch(each -> each.sample().order().equals(order));
  }

  /** With one more fill; the same when the order is known. */
  public SlippageWindow with(FillSample sample, int epoch, SlippageLimits limits) {
    if (knows(sample.order())) {
      return this;
    }
    double next =
        sample.executionBps() == null || !sample.usable()
            ? cusum
            : Cusum.next(cusum, sample.executionBps().doubleValue(), sigma(), limits);
    List<Taken> all = new ArrayList<>(fills);
    all.add(new Taken(sample, epoch));
    return new SlippageWindow(
        all.subList(Math.max(0, all.size() - KEPT), all.size()), next, reviewed);
  }

  /** The same fills on top of a sum that was known before the first of them. */
  public SlippageWindow onTopOf(double sum, SlippageLimits limits) {
    SlippageWindow whole = new SlippageWindow(List.of(), sum, reviewed);
    for (Taken each : fills) {
      whole = whole.with(each.sample(), each.epoch(), limits);
    }
    return whole;
  }

  /** The same fills, and a sum that counts from here on: people looked into that incident. */
  public SlippageWindow anew(String incident) {
    return new SlippageWindow(fills, 0, incident);
  }

  /** Execution costs of the usable fills, oldest first. */
  double[] executions() {
    return fills.stream()
        .map(Taken::sample)
        .filter(FillSample::usable)
        .map(FillSample::executionBps)
        .filter(Objects::nonNull)
        .mapToDouble(BigDecimal::doubleValue)
        .toArray();
  }

  /** Delays of the usable fills, oldest first. */
  double[] delays() {
    return fills.stream()
        .map(Taken::sample)
        .filter(FillSample::usable)
        .map(FillSample::delayBps)
        .filter(Objects::nonNull)
        .mapToDouble(BigDecimal::doubleValue)
        .toArray();
  }

  /** The deviation that the rules count with: measured from 30 fills on, assumed before. */
  double sigma() {
    return Cusum.sigma(executions());
  }
}
