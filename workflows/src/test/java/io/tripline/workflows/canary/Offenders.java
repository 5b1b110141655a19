package io.tripline.workflows.canary;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One class per way to break a rule of the architecture, and innocents that break none. */
public final class Offenders {
  private Offenders() {}

  static class ReadsAnInstant {
    Instant read() {
      return Instant.now();
    }
  }

  static class HandsOutTheClock {
    Supplier<Instant> clock() {
      return Instant::now;
    }
  }

  static class ReadsADayInAZone {
    LocalDate read() {
      return LocalDate.now(ZoneId.of("America/New_York"));
    }
  }

  static class TrustsTheDefaultZone {
    ZoneId read() {
      return ZoneId.systemDefault();
    }
  }

  static class ReadsMilliseconds {
    long read() {
      return System.currentTimeMillis();
    }
  }

  static class ReadsNanoseconds {
    long read() {
      return System.nanoTime();
    }
  }

  static class ReadsTheEnvironment {
    String read() {
      return String.valueOf(System.getenv("HOME"));
    }
  }

  static class ReadsAProperty {
    String read() {
      return String.valueOf(System.getProperty("user.name"));
    }
  }

  static class MakesAnId {
    UUID make() {
      return UUID.randomUUID();
    }
  }

  static class MakesItsOwnChance {
    int make() {
      return new Random().nextInt();
    }
  }

  static class RollsDice {
    double roll() {
      return Math.random();
    }
  }

  static class TrustsTheLocale {
    Locale read() {
      return Locale.getDefault();
    }
  }

  static class WorksInParallel {
    int work() {
      return List.of(1, 2).parallelStream().mapToInt(Integer::intValue).sum();
    }
  }

  static class StartsAThread {
    void start() {
      new Thread(() -> {}).start();
    }
  }

  static class KeepsAClock {
    Instant read(Clock clock) {
      return clock.instant();
    }
  }

  static class LogsAgainOnEveryReplay {
    static final Logger LOG = LoggerFactory.getLogger(LogsAgainOnEveryReplay.class);
  }

  static class OpensTheNetwork {
    URI address() {
      return URI.create("https://example.com");
    }
  }

  static class SharesBetweenThreads {
    Object map() {
      return new ConcurrentHashMap<String, String>();
    }
  }

  static class OrderImpl {}

  static class OrderUtil {}

  static class OrderUtils {}

  static class OrderHelper {}

  static class OrderManager {}

  static class OrderBase {}

  /** A procedure, as Temporal wants it. */
  @WorkflowInterface
  public interface Procedure {
    /** Runs it. */
    @WorkflowMethod
    void run();
  }

  /** A role, named as it should be. */
  @ActivityInterface(namePrefix = "Role")
  public interface Role {
    /** Acts. */
    @ActivityMethod
    void act();
  }

  /** A role whose activity types could belong to anybody. */
  @ActivityInterface
  public interface NamelessRole {
    /** Acts. */
    @ActivityMethod
    void act();
  }

  static class HiddenWorkflow implements Procedure {
    /** What Temporal would call. */
    public HiddenWorkflow() {}

    @Override
    public void run() {}
  }

  /** Not called a workflow, so that no rule of another module would find it. */
  public static class ProcedureInDisguise implements Procedure {
    @Override
    public void run() {}
  }

  /** Temporal can't make it. */
  public static class WiredWorkflow implements Procedure {
    private final Role role;

    /**
     * Takes what Temporal does not give.
     *
     * @param role by injection
     */
    public WiredWorkflow(Role role) {
      this.role = role;
    }

    @Override
    public void run() {
      role.act();
    }
  }

  static class NoWorkflow {}

  /** Seven hands. */
  public static class GreedyWorkflow implements Procedure {
    private static final ActivityOptions OPTIONS =
        ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofSeconds(1)).build();
    private final List<Role> roles =
        List.of(
            Workflow.newActivityStub(Role.class, OPTIONS),
            Workflow.newActivityStub(Role.class, OPTIONS),
            Workflow.newActivityStub(Role.class, OPTIONS),
            Workflow.newActivityStub(Role.class, OPTIONS),
            Workflow.newActivityStub(Role.class, OPTIONS),
            Workflow.newActivityStub(Role.class, OPTIONS),
            Workflow.newLocalActivityStub(Role.class));

    @Override
    public void run() {
      roles.forEach(Role::act);
    }
  }

  /** Does all that is allowed. */
  public static class InnocentWorkflow implements Procedure {
    private static final Logger LOG = Workflow.getLogger(InnocentWorkflow.class);
    private final Role role = Workflow.newLocalActivityStub(Role.class);
    private final Random chance = Workflow.newRandom();

    @Override
    public void run() {
      var now = Instant.ofEpochMilli(Workflow.currentTimeMillis());
      LOG.info("acts");
      if (chance.nextBoolean() && now.isAfter(Instant.EPOCH)) {
        role.act();
      }
    }
  }
}
