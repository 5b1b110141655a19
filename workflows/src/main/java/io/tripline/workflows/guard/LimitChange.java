package io.tripline.workflows.guard;

import io.tripline.workflows.killswitch.ApiErrorLimits;
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
    return looser(before.apiErrors(), after.apiErrors());
  }

  private static Optional<String> looser(ApiErrorLimits before, ApiErrorLimits after) {
    if (after.authInARow() > before.authInARow()) {
      return Optional.of(
          "apiErrors.authInARow " + before.authInARow() + " -> " + after.authInARow());
    }
    if (after.tradingInARow() > before.tradingInARow()) {
      return Optional.of(
          "apiErrors.tradingInARow " + before.tradingInARow() + " -> " + after.tradingInARow());
    }
    if (after.dataInARow() > before.dataInARow()) {
      return Optional.of(
          "apiErrors.dataInARow " + before.dataInARow() + " -> " + after.dataInARow());
    }
    if (after.rate().compareTo(before.rate()) > 0) {
      return Optional.of("apiErrors.rate " + before.rate() + " -> " + after.rate());
    }
    if (after.rateCalls() > before.rateCalls()) {
      return Optional.of("apiErrors.rateCalls " + before.rateCalls() + " -> " + after.rateCalls());
    }
    if (after.rateWindow().compareTo(before.rateWindow()) < 0) {
      return Optional.of(
          "apiErrors.rateWindow " + before.rateWindow() + " -> " + after.rateWindow());
    }
    return Optional.empty();
  }
}
