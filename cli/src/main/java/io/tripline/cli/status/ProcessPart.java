package io.tripline.cli.status;

import io.tripline.activities.journal.ProcessEvent;
import io.tripline.activities.journal.ProcessLog;
import io.tripline.cli.connect.Installation;
import io.tripline.cli.connect.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What runs of an installation, what should and does not, and what was started again. */
record ProcessPart(Optional<RunState> running, List<ProcessEvent> events) {
  private static final Duration RECENT = Duration.ofDays(1);
  private static final int SHOWN = 4;

  static ProcessPart look(Installation installation, Instant now) {
    return new ProcessPart(
        installation.running(), ProcessLog.in(installation.logs()).since(now.minus(RECENT), SHOWN));
  }

  /** Names of processes that should run and don't. */
  List<String> dead() {
    return running
        .map(run ->
            run.processes().stream()
                .filter(each -> !each.alive())
                .map(RunState.ProcessAt::name)
                .toList())
        .orElse(List.of());
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (running.isEmpty()) {
      lines.add("processes   nothing runs here");
    } else {
      RunState run = running.get();
      lines.add(
          "processes   up "
              + (run.alive() ? "runs as process " + run.pid() : "has ended without cleaning up"));
      for (RunState.ProcessAt each : run.processes()) {
        lines.add(
            "  "
                + each.name()
                + (each.alive() ? " runs as process " + each.pid() : " does NOT run")
                + ", log "
                + each.log());
      }
    }
    events.forEach(each -> lines.add("  " + each.text()));
    return lines;
  }

  List<Map<String, Object>> document() {
    List<Map<String, Object>> all = new ArrayList<>();
    running.ifPresent(run ->
        run.processes()
            .forEach(each -> {
              Map<String, Object> one = new LinkedHashMap<>();
              one.put("name", each.name());
              one.put("pid", each.pid());
              one.put("alive", each.alive());
              one.put("log", each.log());
              all.add(one);
            }));
    return all;
  }

  List<Map<String, Object>> restarts() {
    List<Map<String, Object>> all = new ArrayList<>();
    for (ProcessEvent each : events) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("at", each.at().toString());
      one.put("process", each.process());
      one.put("pid", each.pid());
      one.put("event", each.kind().name());
      all.add(one);
    }
    return all;
  }
}
