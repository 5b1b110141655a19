package io.tripline.workflows.session;

import io.temporal.common.converter.DataConverterException;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TimeoutFailure;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.account.SessionPolicy;
import io.tripline.workflows.broker.AccountSnapshot;
import io.tripline.workflows.broker.Bar;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.fault.Fault;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks the strategy: one of ours within the workflow task, one that is served from outside by an
 * activity of its name on its own task queue. Only for workflow threads.
 */
final class StrategyDesk {
  private final SessionParts parts;

  StrategyDesk(SessionParts parts) {
    this.parts = parts;
  }

  /** Throws the failure of a {@link Fault} when a strategy of ours can't be asked. */
  Advice ask(AccountSnapshot snapshot, List<Bar> bars) {
    SessionPolicy policy = parts.policy().session();
    Quantity held =
        snapshot.positions().stream()
            .filter(p -> p.symbol().equals(policy.symbol()))
            .map(Position::quantity)
            .findFirst()
            .orElse(Quantity.ZERO);
    String queue = policy.strategyQueue();
    return queue == null ? ours(policy, bars, held) : outside(queue, policy, snapshot, bars, held);
  }

  private Advice ours(SessionPolicy policy, List<Bar> bars, Quantity held) {
    return new Advice.Wants(
        parts
            .reads()
            .read(
                Strategy.class,
                Fault.CONFIGURATION,
                "ask the strategy",
                (Strategy strategy) ->
                    strategy.decide(
                        new Strategy.Question(
                            policy.strategy(), parts.hours().day(), policy.symbol(), bars, held))),
        null);
  }

  private Advice outside(
      String queue, SessionPolicy policy, AccountSnapshot snapshot, List<Bar> bars, Quantity held) {
    StrategyRequest request =
        new StrategyRequest(
            StrategyRequest.SCHEMA,
            parts.account(),
            policy.strategy(),
            policy.symbol(),
            parts.hours().day(),
            snapshot.clock().now(),
            parts.hours().close(),
            held,
            snapshot.account().equity(),
            parts.quoteOf(snapshot),
            bars);
    try {
      @Nullable Object answer =
          Workflow.newUntypedActivityStub(
                  Policies.outsideStrategy("ask " + policy.strategy() + " on " + queue, queue))
              .execute(policy.strategy(), Object.class, request);
      return StrategyAnswer.read(answer, parts.quoteOf(snapshot));
    } catch (ActivityFailure failed) {
      return new Advice.None(silence(queue, failed));
    } catch (DataConverterException unreadable) {
      return new Advice.None("its answer is no JSON that can be read");
    }
  }

  private static String silence(String queue, ActivityFailure failed) {
    if (failed.getCause() instanceof TimeoutFailure timeout) {
      return switch (timeout.getTimeoutType()) {
        case TIMEOUT_TYPE_SCHEDULE_TO_START ->
            "no worker took the question on task queue " + queue + " in time: does it run?";
        case TIMEOUT_TYPE_START_TO_CLOSE,
            TIMEOUT_TYPE_SCHEDULE_TO_CLOSE,
            TIMEOUT_TYPE_HEARTBEAT,
            TIMEOUT_TYPE_UNSPECIFIED,
            UNRECOGNIZED ->
            "it did not answer in time";
      };
    }
    String said =
        failed.getCause() instanceof ApplicationFailure failure
            ? failure.getType() + ": " + failure.getOriginalMessage()
            : String.valueOf(failed.getCause());
    return "it failed: " + Texts.line(said, 200);
  }
}
