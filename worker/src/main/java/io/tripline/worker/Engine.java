package io.tripline.worker;

import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.worker.WorkerFactory;
import io.tripline.activities.guard.CallSentinel;
import io.tripline.workflows.TaskQueues;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One connection to Temporal with the workers on it. A new one is made after an outage. */
final class Engine {
  private static final Duration AFTER_INSISTING = Duration.ofSeconds(1);
  private final WorkflowServiceStubs service;
  private final WorkerFactory factory;
  private final Optional<CallSentinel> sentinel;
  private final List<Lookout> lookouts;

  private Engine(
      WorkflowServiceStubs service,
      WorkerFactory factory,
      Optional<CallSentinel> sentinel,
      List<Lookout> lookouts) {
    this.service = service;
    this.factory = factory;
    this.sentinel = sentinel;
    this.lookouts = List.copyOf(lookouts);
  }

  /** Connects, prepares the namespace and starts to poll; throws if no server answers in time. */
  static Engine start(
      TemporalAddress address, Role role, String identity, Wiring wiring, Duration within) {
    WorkflowServiceStubs service = address.connect(within);
    try {
      TemporalSetup.prepare(service, address.namespace());
      WorkflowClient client = address.client(service, identity);
      WorkerFactory factory = WorkerFactory.newInstance(client, Tuning.factory(wiring.barrier()));
      for (String queue : role.queues()) {
        wiring.register(queue, factory.newWorker(queue, Tuning.worker()), client);
      }
      factory.start();
      if (role.queues().contains(TaskQueues.TRADING)) {
        DeadManSchedule.ensure(service, address.namespace(), wiring.accounts());
      }
      return new Engine(
          service, factory, wiring.sentinel(role, client), wiring.lookouts(role, client));
    } catch (RuntimeException e) {
      service.shutdownNow();
      throw e;
    }
  }

  /** Takes no more work, lets what runs finish within {@code patience}, then ends it. */
  void stop(Duration patience) {
    sentinel.ifPresent(CallSentinel::close);
    lookouts.forEach(Lookout::close);
    factory.shutdown();
    factory.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
    if (!factory.isTerminated()) {
      factory.shutdownNow();
      factory.awaitTermination(AFTER_INSISTING.toMillis(), TimeUnit.MILLISECONDS);
    }
    service.shutdownNow();
  }
}
