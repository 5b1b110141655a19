package io.tripline.workflows.flatten;

import io.tripline.workflows.flatten.FlattenState.AwaitingCancels;
import io.tripline.workflows.flatten.FlattenState.AwaitingFill;
import io.tripline.workflows.flatten.FlattenState.Cancelling;
import io.tripline.workflows.flatten.FlattenState.ClosedMarket;
import io.tripline.workflows.flatten.FlattenState.Ended;
import io.tripline.workflows.flatten.FlattenState.Escalated;
import io.tripline.workflows.flatten.FlattenState.Latched;
import io.tripline.workflows.flatten.FlattenState.Reading;
import io.tripline.workflows.flatten.FlattenState.Resolving;
import io.tripline.workflows.flatten.FlattenState.Snapshot;
import io.tripline.workflows.flatten.FlattenState.Submitting;
import io.tripline.workflows.flatten.FlattenState.Verifying;
import java.time.Instant;

/** What the states of a flatten say of themselves. Pure. */
final class StateWords {
  private StateWords() {}

  /** One line for people; a closed market keeps what was said before. */
  static String detail(FlattenState entered, String before) {
    return switch (entered) {
      case Escalated(var trouble, var why, var fingerprint) -> trouble.sentence() + " " + why;
      case Submitting(var order) -> "sell " + order.quantity() + " " + order.symbol();
      case Resolving(var order) -> "look up " + order.id();
      case AwaitingFill(var id) -> "wait for " + id;
      case AwaitingCancels(var orders) -> "wait for " + orders.size() + " cancels";
      case ClosedMarket at -> before;
      case Latched at -> "permits run out";
      case Snapshot at -> "keep the evidence";
      case Cancelling at -> "cancel open orders";
      case Reading at -> "read the account anew";
      case Verifying at -> "3 agreeing reads over 10 s";
      case Ended at -> "ended";
    };
  }

  /** What is held over a closed market, until {@code open} (market time). */
  static String closed(Instant open, View view) {
    return "Market closed until "
        + open
        + ": exposed to the opening gap with "
        + NextStep.describe(view)
        + "; exits and stops stay until then.";
  }

  /** True where nothing is under way, so that the run may continue as new. */
  static boolean between(FlattenState state) {
    return switch (state) {
      case Reading at -> true;
      case Escalated at -> true;
      case ClosedMarket at -> true;
      case Latched at -> false;
      case Snapshot at -> false;
      case Cancelling at -> false;
      case AwaitingCancels at -> false;
      case Submitting at -> false;
      case Resolving at -> false;
      case AwaitingFill at -> false;
      case Verifying at -> false;
      case Ended at -> false;
    };
  }
}
