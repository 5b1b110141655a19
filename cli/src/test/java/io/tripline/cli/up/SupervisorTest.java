package io.tripline.cli.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tripline.activities.journal.ProcessEvent;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.connect.RunState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SupervisorTest {
  @TempDir Path folder;
  private final List<String> said = new CopyOnWriteArrayList<>();
  private final List<ProcessEvent> events = new CopyOnWriteArrayList<>();

  private ChildPlan plan(String name, String script) {
    return new ChildPlan(
        name, List.of("/bin/sh", "-c", script), Map.of(), folder.resolve(name + ".out"));
  }

  private static void until(java.util.function.BooleanSupplier happened) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!happened.getAsBoolean()) {
      assertThat(System.nanoTime()).as("within 20 s").isLessThan(end);
      Thread.sleep(20);
    }
  }

  @Test
  void startsAgainWhatDiesAndSaysSo() throws Exception {
    try (Supervisor supervisor = new Supervisor(said::add, () -> {}, events::add)) {
      supervisor.start(plan("sleeper", "exec sleep 60"));
      RunState.ProcessAt first = supervisor.processes().get(0);
      supervisor.kill("sleeper");
      until(() -> supervisor.processes().get(0).pid() != first.pid());
      assertThat(supervisor.processes().get(0).alive()).isTrue();
      assertThat(said).anyMatch(line -> line.contains("sleeper") && line.contains("again"));
      until(() -> events.size() == 2);
      assertThat(events)
          .extracting(ProcessEvent::kind)
          .containsExactly(ProcessEvent.Kind.ENDED, ProcessEvent.Kind.STARTED_AGAIN);
      assertThat(events.get(0).pid()).isEqualTo(first.pid());
    }
  }

  @Test
  void triesOnWhereTheMachineCouldNotStartIt() throws Exception {
    Path program = folder.resolve("program");
    Path away = folder.resolve("away");
    ChildPlan plan =
        new ChildPlan("worker", List.of(program.toString()), Map.of(), folder.resolve("w/w.out"));
    Files.writeString(program, "#!/bin/sh\nexec sleep 60\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    try (Supervisor supervisor = new Supervisor(said::add, () -> {}, events::add)) {
      supervisor.start(plan);
      RunState.ProcessAt first = supervisor.processes().get(0);
      Files.move(folder.resolve("w"), away);
      Files.writeString(folder.resolve("w"), "no folder: nothing can be started here");
      supervisor.kill("worker");
      until(() -> said.stream().filter(line -> line.contains("can't be started")).count() >= 2);
      Files.delete(folder.resolve("w"));
      until(() -> supervisor.processes().get(0).pid() != first.pid());
      assertThat(supervisor.processes().get(0).alive()).isTrue();
    }
  }

  @Test
  void whatIsHeldStaysDeadUntilItIsReleased() throws Exception {
    try (Supervisor supervisor = new Supervisor(said::add, () -> {}, events::add)) {
      supervisor.start(plan("sleeper", "exec sleep 60"));
      RunState.ProcessAt first = supervisor.processes().get(0);
      supervisor.hold("sleeper");
      supervisor.kill("sleeper");
      until(() -> !events.isEmpty());
      Thread.sleep(500);
      assertThat(supervisor.processes().get(0).pid()).isEqualTo(first.pid());
      supervisor.release("sleeper");
      until(() -> supervisor.processes().get(0).pid() != first.pid());
    }
  }

  @Test
  void stopsTheLastStartedFirst() throws Exception {
    Path order = folder.resolve("order");
    Supervisor supervisor = new Supervisor(said::add, () -> {}, events::add);
    for (String name : List.of("one", "two")) {
      supervisor.start(
          plan(
              name,
              "trap 'echo "
                  + name
                  + " >> "
                  + order
                  + "; exit 0' TERM; touch "
                  + folder.resolve(name + ".up")
                  + "; while :; do sleep 0.05; done"));
    }
    until(() -> Files.exists(folder.resolve("one.up")) && Files.exists(folder.resolve("two.up")));
    supervisor.close();
    assertThat(Files.readAllLines(order)).containsExactly("two", "one");
  }

  @Test
  void saysWhyAProcessCannotStart() throws Exception {
    try (Supervisor supervisor = new Supervisor(said::add, () -> {}, events::add)) {
      supervisor.start(plan("broken", "echo the port is taken; exit 1"));
      assertThatThrownBy(() -> supervisor.awaitReady("broken", () -> false, Duration.ofSeconds(30)))
          .isInstanceOf(CommandFailure.class)
          .hasMessageContaining("the port is taken")
          .hasMessageContaining("broken.out");
    }
  }

  @Test
  void keepsRunningWhatAnEarlierRunLeft() throws Exception {
    Process left = new ProcessBuilder("/bin/sleep", "60").start();
    try (Supervisor supervisor = new Supervisor(said::add, () -> {}, events::add)) {
      supervisor.adopt(plan("adopted", "exec sleep 60"), left.toHandle());
      assertThat(supervisor.processes().get(0).pid()).isEqualTo(left.pid());
      left.destroyForcibly();
      until(() -> supervisor.processes().get(0).pid() != left.pid());
    }
  }

  @Test
  void nothingIsLeftThatWasStartedWhileEverythingStops() throws Exception {
    Supervisor supervisor = new Supervisor(said::add, () -> {}, events::add);
    supervisor.close();
    Path pid = folder.resolve("late.pid");
    assertThatThrownBy(() -> supervisor.start(plan("late", "echo $$ > " + pid + "; exec sleep 60")))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("late was not started");
    assertThat(supervisor.processes()).isEmpty();
    assertThat(
            !Files.exists(pid)
                || ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                    .filter(ProcessHandle::isAlive)
                    .isEmpty())
        .isTrue();
  }
}
