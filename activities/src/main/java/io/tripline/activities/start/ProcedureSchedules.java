package io.tripline.activities.start;

import io.temporal.api.enums.v1.ScheduleOverlapPolicy;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.schedules.Schedule;
import io.temporal.client.schedules.ScheduleActionStartWorkflow;
import io.temporal.client.schedules.ScheduleAlreadyRunningException;
import io.temporal.client.schedules.ScheduleCalendarSpec;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleDescription;
import io.temporal.client.schedules.ScheduleException;
import io.temporal.client.schedules.ScheduleIntervalSpec;
import io.temporal.client.schedules.ScheduleOptions;
import io.temporal.client.schedules.SchedulePolicy;
import io.temporal.client.schedules.ScheduleRange;
import io.temporal.client.schedules.ScheduleSpec;
import io.temporal.client.schedules.ScheduleState;
import io.temporal.client.schedules.ScheduleUpdate;
import io.temporal.common.SearchAttributes;
import io.tripline.workflows.TaskQueues;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.TradingDay;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The Temporal Schedules of an account: made, corrected and asked for here alone. Applying them
 * again changes nothing; one that somebody paused stays paused.
 */
public final class ProcedureSchedules {

  private final ScheduleClient client;
  private final AccountName account;

  /** Works in the namespace of that client. */
  public ProcedureSchedules(ScheduleClient client, AccountName account) {
    this.client = client;
    this.account = account;
  }

  /** Which schedule. */
  public enum Kind {
    /** Broker against journal, once a week. */
    RECONCILIATION("reconciliation", "WeeklyReconciliation"),
    /** The fixes that wait, and a look for more. */
    MAINTENANCE("maintenance", "MaintenanceWindow"),
    /** Only looks; what it finds is declared. */
    CHECKS("checks", "MaintenanceWindow");

    private final String word;
    private final String type;

    Kind(String word, String type) {
      this.word = word;
      this.type = type;
    }

    /** As people type it. */
    public String word() {
      return word;
    }

    /** Workflow type that it starts. */
    public String type() {
      return type;
    }

    /** The inverse of {@link #word}; empty for another word. */
    public static Optional<Kind> of(String word) {
      return List.of(values()).stream().filter(each -> each.word.equals(word)).findFirst();
    }

    /** Id of the schedule of an account. */
    public String idOf(AccountName account) {
      return word + "-" + account;
    }
  }

  /**
   * A schedule as the server has it.
   *
   * @param when in words
   * @param next null when it is paused or has no next time
   * @param note why it is paused, or what was last said
   */
  public record Seen(
      Kind kind,
      String id,
      boolean there,
      boolean paused,
      String when,
      @Nullable Instant next,
      @Nullable Instant last,
      long runs,
      String note) {}

  /** What applying did to one schedule. */
  public record Applied(Kind kind, String id, boolean made) {}

  /** Makes what is missing and corrects the rest. */
  public List<Applied> apply(SchedulePlan plan) {
    List<Applied> applied = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      applied.add(apply(kind, plan));
    }
    return applied;
  }

  /**
   * Makes what is missing and leaves the rest as it is, paused or changed by whomever; answers what
   * it made.
   */
  public List<Kind> ensure(SchedulePlan plan) {
    // Only applying corrects: two processes may have been started with two files.
    return List.of(Kind.values()).stream().filter(kind -> made(kind, plan)).toList();
  }

  /** False where the server has it. */
  private boolean made(Kind kind, SchedulePlan plan) {
    try {
      client.createSchedule(
          kind.idOf(account),
          schedule(kind, plan, ScheduleState.newBuilder().setNote(note(kind, plan))),
          ScheduleOptions.newBuilder().setTypedSearchAttributes(attributes()).build());
      return true;
    } catch (ScheduleAlreadyRunningException known) {
      return false;
    }
  }

  private Applied apply(Kind kind, SchedulePlan plan) {
    String id = kind.idOf(account);
    if (made(kind, plan)) {
      return new Applied(kind, id, true);
    }
    client
        .getHandle(id)
        .update(input -> {
          ScheduleState before = input.getDescription().getSchedule().getState();
          return new ScheduleUpdate(
              schedule(
                  kind,
                  plan,
                  before != null && before.isPaused()
                      ? ScheduleState.newBuilder(before)
                      : ScheduleState.newBuilder().setNote(note(kind, plan))));
        });
    return new Applied(kind, id, false);
  }

  private Schedule schedule(Kind kind, SchedulePlan plan, ScheduleState.Builder state) {
    String what =
        switch (kind) {
          case RECONCILIATION -> "Compares the broker with the journal of " + account;
          case MAINTENANCE -> "Maintenance of " + account + ": fixes what waits";
          case CHECKS -> "Checks files, configuration and sessions of " + account;
        };
    return Schedule.newBuilder()
        .setAction(
            ScheduleActionStartWorkflow.newBuilder()
                .setWorkflowType(kind.type())
                .setArguments(new ScheduledStart(account.value(), kind == Kind.CHECKS))
                .setOptions(
                    // The server's list can't be described where one of the two is missing.
                    WorkflowOptions.newBuilder()
                        .setWorkflowId(kind.idOf(account))
                        .setTaskQueue(TaskQueues.RESPONSE)
                        .setWorkflowTaskTimeout(WorkflowStarts.TASK_TIMEOUT)
                        .setStaticSummary(what)
                        .setStaticDetails(what + ".\n\n- command: `tripline schedule list`\n")
                        .setTypedSearchAttributes(attributes())
                        .build())
                .build())
        .setSpec(spec(kind, plan))
        .setPolicy(
            SchedulePolicy.newBuilder()
                .setOverlap(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP)
                .setCatchupWindow(
                    switch (kind) {
                      case RECONCILIATION -> plan.reconcileWithin();
                      case MAINTENANCE -> plan.maintainFor();
                      case CHECKS -> plan.checkEvery();
                    })
                .build())
        .setState(state.build())
        .build();
  }

  private static ScheduleSpec spec(Kind kind, SchedulePlan plan) {
    ScheduleSpec.Builder spec =
        ScheduleSpec.newBuilder().setTimeZoneName(TradingDay.NEW_YORK.getId());
    return switch (kind) {
      case RECONCILIATION ->
          spec.setCalendars(
                  List.of(
                      at(plan.reconcileAt())
                          // Sunday is 0 there.
                          .setDayOfWeek(
                              List.of(new ScheduleRange(plan.reconcileOn().getValue() % 7)))
                          .build()))
              .build();
      case MAINTENANCE -> spec.setCalendars(List.of(at(plan.maintainAt()).build())).build();
      case CHECKS ->
          spec.setIntervals(List.of(new ScheduleIntervalSpec(plan.checkEvery()))).build();
    };
  }

  private static ScheduleCalendarSpec.Builder at(LocalTime time) {
    return ScheduleCalendarSpec.newBuilder()
        .setHour(List.of(new ScheduleRange(time.getHour())))
        .setMinutes(List.of(new ScheduleRange(time.getMinute())))
        .setSeconds(List.of(new ScheduleRange(0)));
  }

  private static String note(Kind kind, SchedulePlan plan) {
    return switch (kind) {
      case RECONCILIATION ->
          plan.reconcileOn().name().toLowerCase(java.util.Locale.ROOT)
              + " "
              + plan.reconcileAt()
              + " New York";
      case MAINTENANCE ->
          "daily " + plan.maintainAt() + " New York, for " + words(plan.maintainFor());
      case CHECKS -> "every " + words(plan.checkEvery());
    };
  }

  private static String words(Duration time) {
    return time.toMinutesPart() == 0 ? time.toHours() + " h" : time.toMinutes() + " min";
  }

  /** All of them, whether or not the server has them. */
  public List<Seen> list() {
    List<Seen> found = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      found.add(look(kind));
    }
    return found;
  }

  private Seen look(Kind kind) {
    String id = kind.idOf(account);
    try {
      ScheduleDescription seen = client.getHandle(id).describe();
      ScheduleState state = seen.getSchedule().getState();
      boolean paused = state != null && state.isPaused();
      String note = state == null ? "" : state.getNote();
      List<Instant> next = seen.getInfo().getNextActionTimes();
      var recent = seen.getInfo().getRecentActions();
      return new Seen(
          kind,
          id,
          true,
          paused,
          paused ? "" : note,
          paused || next.isEmpty() ? null : next.getFirst(),
          recent.isEmpty() ? null : recent.getLast().getStartedAt(),
          seen.getInfo().getNumActions(),
          note);
    } catch (ScheduleException absent) {
      return new Seen(kind, id, false, false, "", null, null, 0, "");
    }
  }

  /** Starts one now, beside its times. */
  public void trigger(Kind kind) {
    client
        .getHandle(kind.idOf(account))
        .trigger(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_BUFFER_ONE);
  }

  /** Nothing starts until it is resumed. */
  public void pause(Kind kind, String note) {
    client.getHandle(kind.idOf(account)).pause(note);
  }

  /** Its times count again. */
  public void resume(Kind kind, String note) {
    client.getHandle(kind.idOf(account)).unpause(note);
  }

  private SearchAttributes attributes() {
    return SearchAttributes.newBuilder()
        .set(io.tripline.workflows.journal.SearchAttributes.ACCOUNT, account.value())
        .build();
  }
}
