package io.tripline.worker;

import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import io.tripline.activities.arming.AlpacaArming;
import io.tripline.activities.arming.FlagLedger;
import io.tripline.activities.broker.AlpacaBroker;
import io.tripline.activities.broker.AlpacaFlatten;
import io.tripline.activities.guard.AccountWatch;
import io.tripline.activities.guard.AlpacaLossInquiry;
import io.tripline.activities.guard.AlpacaSlippageInquiry;
import io.tripline.activities.guard.CallSentinel;
import io.tripline.activities.guard.CanaryBeat;
import io.tripline.activities.guard.DeadManSwitch;
import io.tripline.activities.guard.HaltFile;
import io.tripline.activities.guard.Heartbeat;
import io.tripline.activities.guard.SpooledDeclarations;
import io.tripline.activities.guard.TemporalAlarms;
import io.tripline.activities.guard.TemporalDispatch;
import io.tripline.activities.guard.TemporalExecutions;
import io.tripline.activities.guard.TemporalGuardLimits;
import io.tripline.activities.guard.TemporalHalts;
import io.tripline.activities.guard.TemporalPermits;
import io.tripline.activities.guard.TemporalSessions;
import io.tripline.activities.guard.TemporalSystemProbes;
import io.tripline.activities.guard.WatchPace;
import io.tripline.activities.incident.BrokerProbes;
import io.tripline.activities.journal.DeclarationSpool;
import io.tripline.activities.journal.JournalLedger;
import io.tripline.activities.journal.JournalLimitTrials;
import io.tripline.activities.journal.JournalUpkeep;
import io.tripline.activities.review.TemporalReviews;
import io.tripline.activities.session.DailyBarStrategy;
import io.tripline.workflows.TaskQueues;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.flatten.FlattenWorkflow;
import io.tripline.workflows.guard.AccountGuardWorkflow;
import io.tripline.workflows.incident.P0ResponseWorkflow;
import io.tripline.workflows.incident.P1ResponseWorkflow;
import io.tripline.workflows.incident.P2ResponseWorkflow;
import io.tripline.workflows.incident.P3ResponseWorkflow;
import io.tripline.workflows.killswitch.WorkerMark;
import io.tripline.workflows.limits.LimitChangeWorkflow;
import io.tripline.workflows.liveness.DeadManWorkflow;
import io.tripline.workflows.liveness.TradingCanaryWorkflow;
import io.tripline.workflows.maintenance.MaintenanceWindowWorkflow;
import io.tripline.workflows.reconciliation.WeeklyReconciliationWorkflow;
import io.tripline.workflows.review.PostIncidentReviewWorkflow;
import io.tripline.workflows.session.TradingSessionWorkflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The one list of what runs on which task queue. */
final class Wiring {
  private static final Duration DECLARATIONS = Duration.ofSeconds(5);
  private static final Duration SCHEDULES = Duration.ofSeconds(10);

  private final Parts parts;

  Wiring(Parts parts) {
    this.parts = parts;
  }

  /** Keeps half messages away from every procedure. */
  CompleteMessages barrier() {
    return new CompleteMessages(
        Stream.of(TaskQueues.TRADING, TaskQueues.RESPONSE)
            .flatMap(queue -> workflows(queue).stream())
            .toList());
  }

  /** The procedures of a queue. */
  List<Class<?>> workflows(String queue) {
    return switch (queue) {
      case TaskQueues.TRADING ->
          List.of(TradingSessionWorkflow.class, TradingCanaryWorkflow.class, DeadManWorkflow.class);
      case TaskQueues.RESPONSE ->
          List.of(
              AccountGuardWorkflow.class,
              FlattenWorkflow.class,
              P0ResponseWorkflow.class,
              P1ResponseWorkflow.class,
              PostIncidentReviewWorkflow.class,
              LimitChangeWorkflow.class,
              P2ResponseWorkflow.class,
              P3ResponseWorkflow.class,
              MaintenanceWindowWorkflow.class,
              WeeklyReconciliationWorkflow.class);
      default -> throw new IllegalArgumentException("no task queue of ours: " + queue);
    };
  }

  /** The hands of a queue; {@code client} is for those that reach other procedures. */
  List<Object> activities(String queue, WorkflowClient client) {
    return switch (queue) {
      case TaskQueues.TRADING ->
          List.of(
              parts.configuration(),
              parts.journal(),
              parts.notifier(),
              new AlpacaBroker(parts.accounts(), parts.clock()),
              DailyBarStrategy.shipped(),
              new CanaryBeat(client),
              new DeadManSwitch(
                  client,
                  parts.configuration(),
                  parts.notifier(),
                  parts.accounts(),
                  parts.journal(),
                  parts.clock()),
              new TemporalPermits(client, this::mark),
              new TemporalHalts(client));
      case TaskQueues.RESPONSE ->
          List.of(
              parts.configuration(),
              parts.journal(),
              parts.notifier(),
              new AlpacaBroker(parts.accounts(), parts.clock()),
              new AlpacaFlatten(parts.accounts(), parts.clock()),
              new AlpacaArming(
                  parts.accounts(), new FlagLedger(parts.place().data().root()), parts.clock()),
              new AccountWatch(
                  parts.accounts(),
                  client,
                  parts.journal(),
                  WatchPace.DEFAULT,
                  parts.clock(),
                  new HaltFile(parts.place().data().root(), System.getenv()),
                  this::mark),
              new AlpacaLossInquiry(parts.accounts(), parts.clock()),
              new AlpacaSlippageInquiry(parts.accounts(), parts.clock()),
              new JournalLimitTrials(parts.journal()),
              new JournalLedger(parts.journal(), parts.place().data()),
              new JournalUpkeep(
                  parts.journal(),
                  new JournalLedger(parts.journal(), parts.place().data()),
                  parts.configuration(),
                  parts.disk()),
              new TemporalAlarms(client),
              new TemporalExecutions(client),
              new TemporalGuardLimits(client),
              new BrokerProbes(parts.accounts(), parts.probes()),
              new TemporalSystemProbes(
                  parts.accounts(),
                  parts.probes(),
                  parts.journal(),
                  parts.logs(),
                  client,
                  parts.clock()),
              new TemporalSessions(client),
              new TemporalHalts(client),
              new TemporalDispatch(client),
              new TemporalReviews(client));
      default -> throw new IllegalArgumentException("no task queue of ours: " + queue);
    };
  }

  /** What judges the calls of a role that runs no watch; empty where the watch does that. */
  Optional<CallSentinel> sentinel(Role role, WorkflowClient client) {
    return role.queues().contains(TaskQueues.RESPONSE)
        ? Optional.empty()
        : Optional.of(new CallSentinel(parts.accounts(), client, parts.clock()));
  }

  /** What a role does beside its task queues, over its own connection. */
  List<Lookout> lookouts(Role role, WorkflowClient client) {
    if (!role.queues().contains(TaskQueues.RESPONSE)) {
      return List.of();
    }
    SpooledDeclarations declarations =
        new SpooledDeclarations(
            client, accounts(), DeclarationSpool.of(parts.place().data().root()), parts.clock());
    List<Lookout> lookouts = new ArrayList<>();
    lookouts.add(Lookout.start("declarations", DECLARATIONS, declarations::takeIn));
    schedules(client)
        .map(each -> Lookout.start("schedules", SCHEDULES, each::make))
        .ifPresent(lookouts::add);
    parts
        .heartbeat()
        .map(each -> Lookout.start("heartbeat", each.every(), heartbeat(each, client)::beat))
        .ifPresent(lookouts::add);
    return lookouts;
  }

  /** What starts by itself; empty in a rehearsal, which starts all of it itself. */
  Optional<MissingSchedules> schedules(WorkflowClient client) {
    return parts.schedules().map(plan -> new MissingSchedules(client, accounts(), plan));
  }

  private Heartbeat heartbeat(Outreach.Beating beating, WorkflowClient client) {
    return new Heartbeat(
        client,
        accounts(),
        parts.configuration(),
        beating.url(),
        parts.place().data().root(),
        parts.clock());
  }

  /** Which program this process is, and how it was configured for an account. */
  private WorkerMark mark(AccountName account) {
    return new WorkerMark(Build.DIGEST, parts.configuration().policy(account).configurationHash());
  }

  /** Whose accounts this process serves. */
  Set<AccountName> accounts() {
    return parts.accounts().names();
  }

  /** Registers everything of {@code queue}. */
  void register(String queue, Worker worker, WorkflowClient client) {
    worker.registerWorkflowImplementationTypes(workflows(queue).toArray(Class<?>[]::new));
    worker.registerActivitiesImplementations(activities(queue, client).toArray());
  }
}
