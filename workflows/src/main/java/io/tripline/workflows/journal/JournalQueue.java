package io.tripline.workflows.journal;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.broker.AccountName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A workflow's way into the journal: entries queue in workflow state under ids of their own and are
 * flushed in batches beside the procedure, which never waits for it. Only for workflow threads.
 */
public final class JournalQueue {
  /** From here on, nothing that raises risk may be added to. */
  public static final int FULL = 500;

  private static final int BATCH = 50;

  private final Journal journal =
      Workflow.newActivityStub(
          Journal.class,
          ActivityOptions.newBuilder()
              .setStartToCloseTimeout(Duration.ofSeconds(15))
              .setRetryOptions(
                  RetryOptions.newBuilder()
                      .setInitialInterval(Duration.ofSeconds(1))
                      .setMaximumInterval(Duration.ofSeconds(30))
                      .build())
              .setSummary("write to the journal")
              .build());
  private final AccountName account;
  private final String actor;
  private final String idPrefix;
  private final List<Entry> waiting = new ArrayList<>();
  private int next;
  private boolean draining;

  /** Entries carry the workflow's id as actor unless told otherwise. */
  public JournalQueue(AccountName account) {
    this.account = account;
    this.actor = Workflow.getInfo().getWorkflowId();
    this.idPrefix = actor + "/" + Workflow.getInfo().getRunId() + "/";
  }

  /** Queues an entry by this workflow. */
  public void add(
      EntryKind kind, @Nullable String incident, String text, Map<String, String> data) {
    add(kind, incident, actor, null, text, data);
  }

  /** Queues an entry by somebody, with market time where it is known. */
  public void add(
      EntryKind kind,
      @Nullable String incident,
      String by,
      @Nullable Instant marketAt,
      String text,
      Map<String, String> data) {
    add(
        kind,
        incident,
        by,
        Instant.ofEpochMilli(Workflow.currentTimeMillis()),
        marketAt,
        text,
        data);
  }

  /** Queues an entry of something that happened at {@code at}, wall time, for those who batch. */
  public void add(
      EntryKind kind,
      @Nullable String incident,
      String by,
      Instant at,
      @Nullable Instant marketAt,
      String text,
      Map<String, String> data) {
    next++;
    queue(new Entry(idPrefix + next, account, kind, at, marketAt, incident, by, text, data));
  }

  /**
   * Queues an entry under an id of the caller's, for facts that two runs may see, such as a fill:
   * the journal keeps the first.
   */
  public void addAs(
      String id,
      EntryKind kind,
      @Nullable String incident,
      String by,
      @Nullable Instant marketAt,
      String text,
      Map<String, String> data) {
    queue(
        new Entry(
            id,
            account,
            kind,
            Instant.ofEpochMilli(Workflow.currentTimeMillis()),
            marketAt,
            incident,
            by,
            text,
            data));
  }

  private void queue(Entry entry) {
    waiting.add(entry);
    if (!draining) {
      draining = true;
      Async.procedure(this::drain);
    }
  }

  /** True while nothing waits. */
  public boolean empty() {
    return waiting.isEmpty() && !draining;
  }

  /** True when so much waits that nothing that raises risk may be allowed. */
  public boolean full() {
    return waiting.size() >= FULL;
  }

  /** Waits until all is written; for ends and continue-as-new. */
  public void awaitEmpty() {
    Workflow.await(this::empty);
  }

  private void drain() {
    try {
      while (!waiting.isEmpty()) {
        List<Entry> batch = List.copyOf(waiting.subList(0, Math.min(BATCH, waiting.size())));
        journal.append(new Journal.Entries(batch));
        waiting.subList(0, batch.size()).clear();
      }
    } finally {
      draining = false;
    }
  }
}
