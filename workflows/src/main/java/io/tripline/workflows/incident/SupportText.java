package io.tripline.workflows.incident;

import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.notify.Contact;
import io.tripline.workflows.notify.ContactTable;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What Broker Support asks for first, ready to paste: which account, since when in UTC and in the
 * exchange's time, which calls failed, which orders are open or of unknown fate, what is held, and
 * the question. No key is in it. Pure.
 */
public final class SupportText {
  private static final DateTimeFormatter NEW_YORK =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'ET'", Locale.ROOT)
          .withZone(ZoneId.of("America/New_York"));

  private SupportText() {}

  /**
   * What the broker's account shows, or why it can't be seen; lines for people.
   *
   * @param positions such as {@code 140 SPY}; null when they could not be read
   * @param openOrders with their ids; null when they could not be read
   * @param unresolved ids of orders of which nobody knows what became
   * @param problem why something could not be read; empty when all could
   */
  public record Seen(
      @Nullable List<String> positions,
      @Nullable List<String> openOrders,
      List<String> unresolved,
      String problem,
      Instant at) {
    /** Copies the lists. */
    public Seen {
      positions = positions == null ? null : List.copyOf(positions);
      openOrders = openOrders == null ? null : List.copyOf(openOrders);
      unresolved = List.copyOf(unresolved);
    }
  }

  /**
   * What the incident knows; some of it where only the journal can be asked.
   *
   * @param incident its id; empty where there is none
   * @param detected wall time
   * @param summary in a sentence
   * @param need null where the procedure found nothing that needs the broker
   */
  public record Case(
      String incident,
      String account,
      String environment,
      Instant detected,
      String summary,
      Contact recipient,
      @Nullable SupportNeed need) {
    /** Of a procedure that answers. */
    public static Case of(IncidentView view) {
      Optional<AccountPolicy> policy = policy(view);
      Handling handling = view.handling();
      return new Case(
          view.id(),
          policy.map(each -> each.account().value()).orElse("unknown"),
          policy.map(each -> each.environment().name()).orElse("unknown"),
          view.milestones().detected(),
          Plain.line(IncidentReportWriter.summary(view), 300),
          new ContactTable(policy.map(AccountPolicy::contacts).orElse(List.of())).brokerSupport(),
          handling == null ? null : handling.support());
    }
  }

  /** Line by line. */
  public static List<String> of(Case known, Seen seen) {
    SupportNeed need = known.need();
    List<String> lines = new ArrayList<>();
    lines.add("To: " + known.recipient().name() + " <" + known.recipient().address() + ">");
    lines.add(
        "Subject: "
            + subject(need)
            + " ("
            + known.environment().toLowerCase(Locale.ROOT)
            + " account)");
    lines.add("");
    lines.add("Account: " + known.account() + " (our name), " + known.environment());
    if (!known.incident().isEmpty()) {
      lines.add("Our reference: " + known.incident());
    }
    lines.add("Detected: " + times(known.detected()));
    if (need != null) {
      lines.add("Help needed since: " + times(need.since()));
    }
    lines.add("Written: " + times(seen.at()));
    lines.add("");
    lines.add("What is wrong:");
    if (need == null) {
      lines.add("- " + known.summary());
    } else {
      need.reasons().forEach(reason -> lines.add("- " + reason));
    }
    lines.add("");
    lines.add("Calls that failed:");
    list(lines, need == null ? List.of() : need.failedCalls(), "none was kept");
    lines.add("");
    lines.add("Open orders:");
    list(lines, seen.openOrders(), "none");
    lines.add("");
    lines.add("Orders of unknown fate (client order ids):");
    list(lines, seen.unresolved(), "none is known");
    lines.add("");
    lines.add("Positions:");
    list(lines, seen.positions(), "none");
    if (need != null && !need.positions().isEmpty()) {
      lines.add("- could not be closed: " + String.join(", ", need.positions()));
    }
    if (!seen.problem().isEmpty()) {
      lines.add("");
      lines.add("Not seen: " + seen.problem());
    }
    lines.add("");
    lines.add("Question:");
    lines.add("- " + question(need));
    return lines;
  }

  private static void list(List<String> lines, @Nullable List<String> items, String none) {
    if (items == null) {
      lines.add("- UNKNOWN: could not be read");
    } else if (items.isEmpty()) {
      lines.add("- " + none);
    } else {
      items.forEach(item -> lines.add("- " + item));
    }
  }

  private static String subject(@Nullable SupportNeed need) {
    return need == null
        ? "Question about an account"
        : need.positions().isEmpty()
            ? "Trading API or orders do not work as expected"
            : "Positions can't be closed";
  }

  private static String question(@Nullable SupportNeed need) {
    return need != null && !need.positions().isEmpty()
        ? "Please close these positions, or tell us what keeps us from it and until when."
        : "Please tell us what is wrong, whether orders above were executed, cancelled or are still"
            + " live, and when it will work again.";
  }

  private static String times(Instant at) {
    return Plain.time(at) + " UTC = " + NEW_YORK.format(at);
  }

  private static Optional<AccountPolicy> policy(IncidentView view) {
    return view.brief() != null
        ? Optional.of(view.brief().policy())
        : Optional.ofNullable(view.alarm()).map(alarm -> alarm.policy());
  }
}
