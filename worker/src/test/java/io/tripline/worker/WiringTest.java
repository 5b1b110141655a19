package io.tripline.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.reflect.ClassPath;
import io.temporal.activity.ActivityInterface;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.workflow.WorkflowInterface;
import io.tripline.worker.config.SettingsReader;
import io.tripline.workflows.TaskQueues;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that a procedure may call is without somebody who answers. */
class WiringTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "APCA_API_KEY_ID", "key",
          "APCA_API_SECRET_KEY", "secret",
          "APCA_API_BASE_URL", "http://127.0.0.1:9");
  @TempDir Path folder;

  @Test
  void everyProcedureRunsOnExactlyOneQueue() throws IOException {
    try (Parts parts = parts()) {
      Wiring wiring = new Wiring(parts);
      List<Class<?>> wired =
          Role.ALL.queues().stream().flatMap(queue -> wiring.workflows(queue).stream()).toList();

      assertThat(wired).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(procedures());
    }
  }

  @Test
  void everyActivityHasHands() throws IOException {
    try (TestWorkflowEnvironment temporal =
            TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.getDefaultInstance());
        Parts parts = parts()) {
      Wiring wiring = new Wiring(parts);
      List<Object> hands =
          Role.ALL.queues().stream()
              .flatMap(queue -> wiring.activities(queue, temporal.getWorkflowClient()).stream())
              .toList();

      assertThat(activityInterfaces())
          .allSatisfy(type -> assertThat(hands).as(type.getName()).anyMatch(type::isInstance));
    }
  }

  @Test
  void bothQueuesStart() {
    try (TestWorkflowEnvironment temporal =
            TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.getDefaultInstance());
        Parts parts = parts()) {
      Wiring wiring = new Wiring(parts);
      for (String queue : List.of(TaskQueues.TRADING, TaskQueues.RESPONSE)) {
        wiring.register(
            queue, temporal.newWorker(queue, Tuning.worker()), temporal.getWorkflowClient());
      }
      temporal.start();

      assertThat(temporal.isStarted()).isTrue();
    }
  }

  @Test
  void aRehearsalStartsItsProceduresItself() {
    Map<String, String> rehearsal = new HashMap<>(ENVIRONMENT);
    rehearsal.put("TRIPLINE_DRILL", "true");
    try (TestWorkflowEnvironment temporal =
        TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.getDefaultInstance())) {
      try (Parts usual = parts()) {
        assertThat(new Wiring(usual).schedules(temporal.getWorkflowClient())).isPresent();
      }
      try (Parts drill = parts(rehearsal)) {
        assertThat(new Wiring(drill).schedules(temporal.getWorkflowClient())).isEmpty();
      }
    }
  }

  private Parts parts() {
    return parts(ENVIRONMENT);
  }

  private Parts parts(Map<String, String> environment) {
    return Parts.of(
        new SettingsReader(environment, "tester", folder).read(),
        "default",
        environment,
        null,
        InstantSource.system());
  }

  private static List<Class<?>> procedures() throws IOException {
    return ours()
        .filter(type -> !type.isInterface())
        .filter(type ->
            Stream.of(type.getInterfaces())
                .anyMatch(each -> each.isAnnotationPresent(WorkflowInterface.class)))
        .toList();
  }

  private static List<Class<?>> activityInterfaces() throws IOException {
    return ours().filter(type -> type.isAnnotationPresent(ActivityInterface.class)).toList();
  }

  /** Product classes of the module of procedures; its tests have procedures of their own. */
  private static Stream<Class<?>> ours() throws IOException {
    return ClassPath.from(WiringTest.class.getClassLoader())
        .getTopLevelClassesRecursive("io.tripline.workflows")
        .stream()
        .filter(info -> !info.url().toString().contains("test"))
        .map(ClassPath.ClassInfo::load);
  }
}
