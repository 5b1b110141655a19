package io.tripline.activities.guard;

import io.tripline.activities.broker.AlpacaAccounts;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.SlippageInquiry;
import io.tripline.workflows.killswitch.SlippageJudge;
import io.tripline.workflows.killswitch.SlippageJudgement;
import java.time.Duration;
import java.time.InstantSource;

/** {@link SlippageInquiry} by reading executions, orders and the market data. */
public final class AlpacaSlippageInquiry implements SlippageInquiry {
  private final AlpacaAccounts accounts;
  private final InstantSource clock;

  /** {@code clock} is the host's. */
  public AlpacaSlippageInquiry(AlpacaAccounts accounts, InstantSource clock) {
    this.accounts = accounts;
    this.clock = clock;
  }

  @Override
  public SlippageJudgement judge(SlippageQuestion question) {
    return SlippageJudge.judge(
        new LossEvidenceGatherer(accounts, clock, AlpacaSlippageInquiry::sleep)
            .gather(
                question.policy(),
                question.observation(),
                question.policy().limits().dailyLoss(),
                clock.instant().plus(question.policy().limits().verdictWithin())),
        question.fill());
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Fault.BROKER_UNREACHABLE.failure("the inquiry was interrupted");
    }
  }
}
