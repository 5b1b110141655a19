package io.tripline.workflows.flatten;

import io.temporal.workflow.CancellationScope;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What people and the server said meanwhile; handlers write, the procedure reads. */
final class FlattenInbox {
  private final FlattenBooks books;
  private @Nullable FlattenGate gate;
  private @Nullable FlattenNudge retry;
  private @Nullable FlattenNudge handled;
  private @Nullable CancellationScope root;
  private boolean cancelTold;

  FlattenInbox(FlattenBooks books) {
    this.books = books;
  }

  void watchCancelsOf(CancellationScope scope) {
    root = scope;
  }

  void retry(FlattenNudge nudge) {
    retry = nudge;
  }

  void handled(FlattenNudge nudge) {
    handled = nudge;
  }

  Optional<FlattenNudge> takeRetry() {
    FlattenNudge taken = retry;
    retry = null;
    return Optional.ofNullable(taken);
  }

  Optional<FlattenNudge> takeHandled() {
    FlattenNudge taken = handled;
    handled = null;
    return Optional.ofNullable(taken);
  }

  /** The gate's owner; there from the first request on. */
  Optional<FlattenGate> gate() {
    if (gate == null && books.asked()) {
      gate = new FlattenGate(books.policy().approvals());
    }
    return Optional.ofNullable(gate);
  }

  boolean decided() {
    return gate != null && gate.approved();
  }

  /** Something came that makes a proof in the making worthless. */
  boolean outdates() {
    return books.hasNew() || decided();
  }

  /** Something came that a long wait must not sit out. */
  boolean urgent() {
    return outdates() || retry != null || handled != null || cancelUntold();
  }

  boolean cancelUntold() {
    return root != null && root.isCancelRequested() && !cancelTold;
  }

  boolean cancelled() {
    return root != null && root.isCancelRequested();
  }

  void cancelTold() {
    cancelTold = true;
  }
}
