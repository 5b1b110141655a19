package io.tripline.activities.guard;

import io.tripline.activities.beat.Beating;
import io.tripline.activities.broker.AlpacaAccounts;
import io.tripline.workflows.guard.LossInquiry;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.Limits;
import io.tripline.workflows.killswitch.LossJudge;
import io.tripline.workflows.killswitch.LossJudgement;
import io.tripline.workflows.killswitch.Observation;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** {@link LossInquiry} by reading the broker and the market data; beats meanwhile. */
public final class AlpacaLossInquiry implements LossInquiry {
  /** What a thorough inquiry may take at least. */
  private static final Duration THOROUGH = Duration.ofSeconds(60);

  private final AlpacaAccounts accounts;
  private final InstantSource clock;

  /** {@code clock} is the host's. */
  public AlpacaLossInquiry(AlpacaAccounts accounts, InstantSource clock) {
    this.accounts = accounts;
    this.clock = clock;
  }

  @Override
  public LossJudgement judge(LossQuestion question) {
    Limits limits = question.policy().limits();
    Duration within =
        question.thorough() && THOROUGH.compareTo(limits.verdictWithin()) > 0
            ? THOROUGH
            : limits.verdictWithin();
    Instant deadline = clock.instant().plus(within);
    try (Beating beating = Beating.here()) {
      beating.tell("is the loss real?");
      return LossJudge.judge(
          new LossEvidenceGatherer(accounts, clock, beating::sleep)
              .gather(
                  question.policy(),
                  question.observation(),
                  limitOf(question.observation(), limits),
                  deadline));
    }
  }

  /**
   * The limit that the reading was compared with, which after an early reset or in probation is not
   * the configured one.
   */
  static BigDecimal limitOf(Observation observation, Limits limits) {
    try {
      BigDecimal percent = new BigDecimal(observation.limit().replace("%", "").strip());
      if (percent.signum() > 0) {
        return percent.movePointLeft(2);
      }
    } catch (NumberFormatException e) {
      // Falls through: a limit that people wrote by hand.
    }
    return observation.killSwitch() == KillSwitch.K1S ? limits.dailyLossSoft() : limits.dailyLoss();
  }
}
