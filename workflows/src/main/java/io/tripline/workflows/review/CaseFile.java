package io.tripline.workflows.review;

import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.incident.Milestones;
import io.tripline.workflows.incident.Plain;
import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.IncidentId;
import io.tripline.workflows.runbook.IncidentStatus;
import io.tripline.workflows.runbook.Severity;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The incident as its journal entries tell it. Pure.
 *
 * @param status the last one told before the review; empty when none was
 * @param responder who acknowledged first; empty when nobody did
 * @param report path of the incident report with its digest; empty when none was written
 * @param decisions a line each, refused ones too
 * @param evidence what was seen, ordered and executed, a line each; of a P0 also what its steps
 *     found, exposure first
 * @param statedCause the root cause as people last stated it in the incident; empty when nobody did
 */
record CaseFile(
    String incident,
    AccountName account,
    Severity severity,
    String cause,
    Optional<IncidentStatus> status,
    Milestones milestones,
    String responder,
    String report,
    List<String> decisions,
    List<String> evidence,
    String statedCause) {
  private static final String REVIEW_FILE = "review-";

  /** A flatten that went on for hours has more lines than a review reads. */
  private static final int EVIDENCE = 60;

  /** Throws {@link IllegalArgumentException} without any entry. */
  static CaseFile of(String incident, List<Entry> entries) {
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("entries: none of " + incident);
    }
    Optional<IncidentStatus> status = Optional.empty();
    Severity severity = Severity.P1;
    String report = "";
    String statedCause = "";
    List<String> decisions = new ArrayList<>();
    List<String> evidence = new ArrayList<>();
    for (Entry entry : entries) {
      switch (entry.kind()) {
        case INCIDENT -> {
          status = statusOf(entry).filter(notBefore(status)).or(known(status));
          severity = severityOf(entry, severity);
          if (entry.data().containsKey("rootCause")) {
            statedCause = entry.data().get("rootCause") + " (" + entry.actor() + ")";
          }
        }
        case REPORT -> report = reportOf(entry, report);
        case DECISION -> decisions.add(Plain.time(entry.at()) + "  " + entry.text());
        case TRIP, VERDICT, FLATTEN, ORDER, FILL, RESET -> evidence.add(seen(entry));
        case STEP -> {
          // An outage may hold positions all along and order nothing: its steps say both.
          if (severity == Severity.P0 && !entry.actor().equals(ReviewSheet.MACHINE)) {
            evidence.add(seen(entry));
          }
        }
        case SESSION,
            PERMIT,
            SLIPPAGE,
            READING,
            LADDER,
            NOTICE,
            REVIEW,
            ACTION,
            GUARD,
            LIMIT,
            RECONCILIATION,
            MAINTENANCE,
            NOTE -> {
          // Not about the incident's course.
        }
      }
    }
    return new CaseFile(
        incident,
        entries.get(0).account(),
        severity,
        cause(incident),
        status,
        milestones(entries),
        responder(entries),
        report,
        List.copyOf(decisions),
        evidence.size() <= EVIDENCE
            ? List.copyOf(evidence)
            : Stream.concat(
                    evidence.subList(0, EVIDENCE).stream(),
                    Stream.of((evidence.size() - EVIDENCE) + " more: ./tripline journal export"))
                .toList(),
        statedCause);
  }

  private static String seen(Entry entry) {
    return Plain.time(entry.at()) + "  " + entry.kind() + "  " + entry.text();
  }

  private static java.util.function.Supplier<Optional<IncidentStatus>> known(
      Optional<IncidentStatus> status) {
    return () -> status;
  }

  /** People may acknowledge what is mitigated or over: that leads nowhere back. */
  private static Predicate<IncidentStatus> notBefore(Optional<IncidentStatus> reached) {
    return next ->
        next != IncidentStatus.ACKNOWLEDGED
            || reached.isEmpty()
            || reached.get().compareTo(IncidentStatus.ACKNOWLEDGED) <= 0;
  }

  /** The milestones are named after the statuses that they lead to. */
  private static Optional<IncidentStatus> statusOf(Entry entry) {
    String word =
        entry.data().getOrDefault("status", entry.data().getOrDefault("milestone", "")).strip();
    return Arrays.stream(IncidentStatus.values())
        .filter(each -> each.name().equals(word.toUpperCase(Locale.ROOT)))
        .findFirst();
  }

  private static Severity severityOf(Entry entry, Severity before) {
    String word = entry.data().getOrDefault("severity", "");
    return Arrays.stream(Severity.values())
        .filter(each -> each.name().equals(word))
        .findFirst()
        .orElse(before);
  }

  private static String reportOf(Entry entry, String before) {
    String path = entry.data().getOrDefault("path", "");
    String name = path.substring(path.lastIndexOf('/') + 1);
    if (path.isEmpty() || name.startsWith(REVIEW_FILE)) {
      return before;
    }
    String digest = entry.data().getOrDefault("digest", "");
    return path
        + (digest.isEmpty()
            ? ""
            : " (SHA-256 " + digest.substring(0, Math.min(12, digest.length())) + "…)");
  }

  private static String cause(String incident) {
    try {
      return new IncidentId(incident).cause().map(Cause::word).orElse("");
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static String responder(List<Entry> entries) {
    return entries.stream().filter(CaseFile::acknowledges).map(Entry::actor).findFirst().orElse("");
  }

  private static boolean acknowledges(Entry entry) {
    return entry.kind() == EntryKind.INCIDENT
        && "acknowledged".equals(entry.data().get("milestone"));
  }

  private static Milestones milestones(List<Entry> entries) {
    Instant declared = first(entries, "declared");
    return new Milestones(
        detected(entries, declared),
        declared,
        first(entries, "acknowledged"),
        last(entries, "mitigated"),
        last(entries, "resolved"));
  }

  private static Instant detected(List<Entry> entries, @Nullable Instant declared) {
    for (Entry entry : entries) {
      String told = entry.data().getOrDefault("detectedAt", "");
      if (entry.kind() == EntryKind.INCIDENT && !told.isEmpty()) {
        try {
          return Instant.parse(told);
        } catch (DateTimeException e) {
          // The declaration is the next best that is known.
          break;
        }
      }
    }
    return declared == null ? entries.get(0).at() : declared;
  }

  private static @Nullable Instant first(List<Entry> entries, String milestone) {
    return reached(entries, milestone).stream().findFirst().orElse(null);
  }

  private static @Nullable Instant last(List<Entry> entries, String milestone) {
    return reached(entries, milestone).stream().reduce((one, next) -> next).orElse(null);
  }

  private static List<Instant> reached(List<Entry> entries, String milestone) {
    return entries.stream()
        .filter(entry -> entry.kind() == EntryKind.INCIDENT)
        .filter(entry -> milestone.equals(entry.data().get("milestone")))
        .map(Entry::at)
        .toList();
  }
}
