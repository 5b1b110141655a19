package io.tripline.workflows.guard;

import io.tripline.workflows.killswitch.Limits;
import java.util.Optional;

/** Which way a change of limits goes: tightening is immediate, loosening needs people. Pure. */
final class LimitChange {
  private LimitChange() {}

  /** The first number that became looser, in words. */
  static Optional<String> looser(Limits before, Limits after) {
    if (after.dailyLoss().compareTo(before.dailyLoss()) > 0) {
      return Optional.of("dailyLoss " + before.dailyLoss() + " -> " + after.dailyLoss());
    }
    if (after.dailyLossSoft().compareTo(before.dailyLossSoft()) > 0) {
      return Optional.of(
          "dailyLossSoft " + before.dailyLossSoft() + " -> " + after.dailyLossSoft());
    }
    if (after.instantFactor().compareTo(before.instantFactor()) > 0) {
      return Optional.of(
          "instantFactor " + before.instantFactor() + " -> " + after.instantFactor());
    }
    if (after.confirmReads() > before.confirmReads()) {
      return Optional.of("confirmReads " + before.confirmReads() + " -> " + after.confirmReads());
    }
    if (after.confirmSpan().compareTo(before.confirmSpan()) > 0) {
      return Optional.of("confirmSpan " + before.confirmSpan() + " -> " + after.confirmSpan());
    }
    return Optional.empty();
  }
}
