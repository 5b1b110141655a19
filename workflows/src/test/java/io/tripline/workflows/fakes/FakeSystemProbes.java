package io.tripline.workflows.fakes;

import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.incident.SystemProbes;
import io.tripline.workflows.incident.SystemState;
import io.tripline.workflows.incident.SystemState.Part;
import io.tripline.workflows.killswitch.Check;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A system whose parts the test breaks and mends. */
public final class FakeSystemProbes implements SystemProbes {
  private volatile Check worker = Check.FAIL;
  private volatile Check credentials = Check.PASS;
  private volatile Check exposure = Check.PASS;
  private volatile @Nullable Boolean marketOpen = Boolean.TRUE;
  private volatile boolean unreadable;
  private final List<String> processes = new CopyOnWriteArrayList<>();

  /** Whether a trading worker answers. */
  public void worker(Check next) {
    worker = next;
  }

  /** Whether the broker takes the keys. */
  public void credentials(Check next) {
    credentials = next;
  }

  /** FAIL holds something, UNKNOWN can't be seen. */
  public void exposure(Check next) {
    exposure = next;
  }

  /** Whether the market is open. */
  public void market(@Nullable Boolean open) {
    marketOpen = open;
  }

  /** What the supervision of the processes wrote down. */
  public void process(String line) {
    processes.add(line);
  }

  /** Audit and logs can't be read. */
  public void losesTheLogs() {
    unreadable = true;
  }

  @Override
  public SystemState look(AccountPolicy policy) {
    return new SystemState(
        new Part(worker, worker == Check.PASS ? "answers" : "nobody polls"),
        new Part(Check.PASS, "last entry 41.0 s ago: permit granted"),
        new Part(Check.PASS, "API test PASS"),
        new Part(credentials, credentials == Check.PASS ? "taken" : "the keys are refused"),
        new Part(exposure, exposure == Check.PASS ? "none" : "140 SPY"),
        marketOpen,
        Instant.parse("2026-11-24T15:00:00Z"),
        processes);
  }

  @Override
  public SystemState awaitWell(WellQuestion question) {
    return look(question.policy());
  }

  @Override
  public Evidence evidence(EvidenceQuestion question) {
    if (unreadable) {
      throw io.tripline.workflows.fault.Fault.INVALID_INPUT.failure("logs are gone");
    }
    return new Evidence(
        List.of("14:59:12Z permit 4 granted", "14:59:13Z order sent"),
        List.of("trading.log: last written 44.0 s ago"));
  }
}
