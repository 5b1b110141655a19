package io.tripline.workflows.incident;

import io.tripline.workflows.approval.Approvals;
import io.tripline.workflows.approval.DecisionRequest;
import io.tripline.workflows.approval.Gate;
import io.tripline.workflows.approval.Ruling;
import org.jspecify.annotations.Nullable;

/** An incident that asks people nothing; a decision that comes all the same is kept as refused. */
final class NoGate implements CaseGate {
  private final Approvals approvals;
  private final RunSheet sheet;

  NoGate(Approvals approvals, RunSheet sheet) {
    this.approvals = approvals;
    this.sheet = sheet;
  }

  @Override
  public Ruling decide(DecisionRequest request, String via) {
    Ruling ruling = approvals.decide(request, RunSheet.now(), via);
    sheet.decisions(approvals.takeNewRecords());
    sheet.publish();
    return ruling;
  }

  @Override
  public @Nullable Gate openGate() {
    return null;
  }

  @Override
  public void close() {
    // Nothing was open.
  }
}
