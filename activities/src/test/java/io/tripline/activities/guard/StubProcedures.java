package io.tripline.activities.guard;

import io.temporal.workflow.Workflow;
import io.tripline.workflows.approval.DecisionAnswer;
import io.tripline.workflows.approval.DecisionRequest;
import io.tripline.workflows.flatten.Flatten;
import io.tripline.workflows.flatten.FlattenNudge;
import io.tripline.workflows.flatten.FlattenProposal;
import io.tripline.workflows.flatten.FlattenStart;
import io.tripline.workflows.flatten.FlattenStatus;
import io.tripline.workflows.market.ClockMoved;
import io.tripline.workflows.proof.FlattenRequest;
import io.tripline.workflows.proof.FlattenResult;
import io.tripline.workflows.session.ExecutionAnswer;
import io.tripline.workflows.session.ExecutionChange;
import io.tripline.workflows.session.SessionEnd;
import io.tripline.workflows.session.SessionReport;
import io.tripline.workflows.session.SessionStart;
import io.tripline.workflows.session.SessionStatus;
import io.tripline.workflows.session.SessionStop;
import io.tripline.workflows.session.TradingSession;
import java.util.ArrayList;
import java.util.List;

/** Procedures that only note what reaches them, and wait. */
final class StubProcedures {
  private StubProcedures() {}

  /** Shows the clock moves that it was told as lines. */
  public static final class Session implements TradingSession {
    private final List<String> lines = new ArrayList<>();
    private boolean stopped;

    @Override
    public SessionReport run(SessionStart start) {
      lines.add("started by " + start.by());
      Workflow.await(() -> stopped);
      return new SessionReport("", SessionEnd.STOPPED, "", lines, lines);
    }

    @Override
    public String stop(SessionStop request) {
      stopped = true;
      return "";
    }

    @Override
    public ExecutionAnswer set(ExecutionChange change) {
      return new ExecutionAnswer(false, "", "");
    }

    @Override
    public void checkSet(ExecutionChange change) {}

    @Override
    public void setting(ExecutionChange change) {}

    @Override
    public void clockMoved(ClockMoved moved) {
      lines.add("clock " + moved.clock().now());
    }

    @Override
    public SessionStatus status() {
      return new SessionStatus("", "", false, List.of(), List.copyOf(lines), null);
    }
  }

  /** Shows the requests that it was sent. */
  public static final class Flattening implements Flatten {
    private final List<String> requests = new ArrayList<>();
    private boolean done;

    @Override
    public FlattenResult run(FlattenStart start) {
      Workflow.await(() -> done);
      return new FlattenResult.Aborted(List.of(), "done");
    }

    @Override
    public void request(FlattenRequest request) {
      requests.add(request.requestId());
    }

    @Override
    public void retry(FlattenNudge nudge) {}

    @Override
    public void handled(FlattenNudge nudge) {
      done = true;
    }

    @Override
    public String propose(FlattenProposal proposal) {
      return "";
    }

    @Override
    public DecisionAnswer decide(DecisionRequest decision) {
      throw new IllegalStateException("not asked for");
    }

    @Override
    public void decision(DecisionRequest decision) {}

    @Override
    public void clockMoved(ClockMoved moved) {}

    @Override
    public FlattenStatus status() {
      return new FlattenStatus("LATCH", 1, "", List.copyOf(requests), List.of(), null, null);
    }
  }
}
