package io.tripline.activities.beat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.TimeoutFailure;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BeatingTest {
  private static final Duration SILENCE = Duration.ofSeconds(2);
  private static final Duration LONGER = Duration.ofSeconds(5);

  /** Works for longer than it may be silent. */
  @ActivityInterface
  public interface LongWork {
    String work(boolean beats);
  }

  private static final class Worked implements LongWork {
    private final AtomicReference<@Nullable RuntimeException> heard = new AtomicReference<>();

    @Override
    public String work(boolean beats) {
      if (!beats) {
        LockSupport.parkNanos(LONGER.toNanos());
        return "done in silence";
      }
      try (Beating beating = Beating.here()) {
        beating.tell("at work");
        beating.sleep(LONGER);
      } catch (ActivityCompletionException e) {
        heard.set(e);
        throw e;
      }
      return "done";
    }
  }

  /** Asks once. */
  @WorkflowInterface
  public interface Asker {
    @WorkflowMethod
    String ask(boolean beats);
  }

  /** As the procedures ask. */
  public static final class AskerWorkflow implements Asker {
    private final LongWork work =
        Workflow.newActivityStub(
            LongWork.class,
            ActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofMinutes(1))
                .setHeartbeatTimeout(SILENCE)
                .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
                .build());

    @Override
    public String ask(boolean beats) {
      try {
        return work.work(beats);
      } catch (ActivityFailure e) {
        return e.getCause() instanceof TimeoutFailure timeout
            ? timeout.getTimeoutType().name()
            : String.valueOf(e.getCause());
      }
    }
  }

  private final TestActivityEnvironment activities = TestActivityEnvironment.newInstance();

  @AfterEach
  void close() {
    activities.close();
  }

  @Test
  void keepsLongWorkAlive() {
    assertThat(ask(true)).isEqualTo("done");
  }

  @Test
  void withoutABeatTheWorkCountsAsLost() {
    assertThat(ask(false)).isEqualTo("TIMEOUT_TYPE_HEARTBEAT");
  }

  @Test
  void saysWhatItIsAt() {
    List<String> told = new CopyOnWriteArrayList<>();
    activities.setActivityHeartbeatListener(String.class, told::add);
    activities.registerActivitiesImplementations(new Worked());
    activities.newActivityStub(LongWork.class).work(true);
    assertThat(told).contains("at work");
  }

  @Test
  void whereNobodyHearsItTheWorkIsDoneAllTheSame() {
    assertThat(new Worked().work(true)).isEqualTo("done");
  }

  @Test
  void sayingThatAnActivityIsOverEndsItsWait() {
    Worked worked = new Worked();
    activities.registerActivitiesImplementations(worked);
    activities.requestCancelActivity();
    assertThatThrownBy(() -> activities.newActivityStub(LongWork.class).work(true))
        .isInstanceOf(RuntimeException.class);
    assertThat(worked.heard.get()).isNotNull();
  }

  private static String ask(boolean beats) {
    try (TestWorkflowEnvironment temporal =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder().setUseTimeskipping(false).build())) {
      Worker worker = temporal.newWorker("long");
      worker.registerWorkflowImplementationTypes(AskerWorkflow.class);
      worker.registerActivitiesImplementations(new Worked());
      temporal.start();
      WorkflowClient client = temporal.getWorkflowClient();
      return client
          .newWorkflowStub(Asker.class, WorkflowOptions.newBuilder().setTaskQueue("long").build())
          .ask(beats);
    }
  }
}
