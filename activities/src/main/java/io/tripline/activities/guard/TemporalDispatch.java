package io.tripline.activities.guard;

import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.BatchRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import io.tripline.activities.start.WorkflowStarts;
import io.tripline.workflows.flatten.Flatten;
import io.tripline.workflows.flatten.FlattenStart;
import io.tripline.workflows.guard.AccountGuard;
import io.tripline.workflows.guard.Alarm;
import io.tripline.workflows.guard.Dispatch;
import io.tripline.workflows.guard.IncidentBrief;
import io.tripline.workflows.incident.IncidentStart;
import io.tripline.workflows.incident.P1Response;
import io.tripline.workflows.proof.FlattenRequest;
import io.tripline.workflows.runbook.Severity;
import io.tripline.workflows.session.SessionStart;
import io.tripline.workflows.session.TradingSession;

/**
 * Starts and signals what the guard asks for. Signal-with-Start is atomic: without any worker the
 * incident or flatten still begins when one comes back. Thread-safe.
 */
public final class TemporalDispatch implements Dispatch {
  private final WorkflowClient client;

  /** The client must use the workers' data converter. */
  public TemporalDispatch(WorkflowClient client) {
    this.client = client;
  }

  /** Only P1 has a procedure so far; what else is declared stays in the guard's journal. */
  @Override
  public Boolean declareIncident(IncidentBrief brief) {
    if (brief.killSwitch().severity() != Severity.P1) {
      return true;
    }
    P1Response incident = client.newWorkflowStub(P1Response.class, WorkflowStarts.incident(brief));
    IncidentStart start = new IncidentStart(brief.policy().account(), brief.by(), brief.reason());
    BatchRequest both = client.newSignalWithStartRequest();
    both.add(incident::run, start);
    both.add(incident::alert, brief);
    try {
      client.signalWithStart(both);
      return true;
    } catch (WorkflowExecutionAlreadyStarted ended) {
      return false;
    }
  }

  /** The procedures of all severities answer to the same names; the type is the severity's. */
  @Override
  public Boolean raise(Alarm alarm) {
    WorkflowStub incident =
        client.newUntypedWorkflowStub(
            alarm.severity() + "Response", WorkflowStarts.incident(alarm));
    IncidentStart start =
        new IncidentStart(
            alarm.policy().account(), alarm.by(), alarm.reason(), alarm.cause().word());
    try {
      incident.signalWithStart("alarm", new Object[] {alarm}, new Object[] {start});
      return true;
    } catch (WorkflowExecutionAlreadyStarted ended) {
      return false;
    }
  }

  /** A plain signal: a procedure that has ended must not begin anew under that id. */
  @Override
  public boolean join(Alarm alarm) {
    try {
      client.newUntypedWorkflowStub(alarm.id().value()).signal("alarm", alarm);
      return true;
    } catch (WorkflowNotFoundException ended) {
      return false;
    }
  }

  @Override
  public boolean goesOn(String incident) {
    try {
      return client.newUntypedWorkflowStub(incident).describe().getStatus()
          == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
    } catch (WorkflowNotFoundException ended) {
      return false;
    }
  }

  @Override
  public void tellTrip(TripFor told) {
    tell(told.outage(), "alert", told.brief());
  }

  @Override
  public Boolean tellVerdict(VerdictFor verdict) {
    return tell(verdict.incident(), "verdict", verdict);
  }

  @Override
  public Boolean tellFlatten(FlattenFor notice) {
    return tell(notice.incident(), "flatten", notice);
  }

  @Override
  public void tellOutage(OutageFor notice) {
    tell(notice.incident(), "preempted", notice);
  }

  @Override
  public void requestFlatten(FlattenRequest request) {
    Flatten flatten =
        client.newWorkflowStub(Flatten.class, WorkflowStarts.flatten(request.policy()));
    BatchRequest both = client.newSignalWithStartRequest();
    both.add(flatten::run, FlattenStart.of(request.policy().account()));
    both.add(flatten::request, request);
    client.signalWithStart(both);
  }

  @Override
  public void clockMoved(ClockRelay relay) {
    relay.workflowIds().forEach(id -> tell(id, "clockMoved", relay.moved()));
  }

  @Override
  public void startSession(SessionOrder order) {
    TradingSession session =
        client.newWorkflowStub(
            TradingSession.class,
            WorkflowStarts.session(order.policy(), order.tradingDay(), false));
    SessionStart start =
        new SessionStart(
            order.policy().account(),
            false,
            order.policy(),
            AccountGuard.idOf(order.policy().account()));
    try {
      WorkflowClient.start(session::run, start);
    } catch (WorkflowExecutionAlreadyStarted running) {
      // One that runs already is what was asked for.
      return;
    }
  }

  /** One that has ended, or never was, has nothing to be told: false. */
  private boolean tell(String workflowId, String signal, Object argument) {
    try {
      client.newUntypedWorkflowStub(workflowId).signal(signal, argument);
      return true;
    } catch (WorkflowNotFoundException ended) {
      return false;
    }
  }
}
