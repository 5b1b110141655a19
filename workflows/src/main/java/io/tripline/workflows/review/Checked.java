package io.tripline.workflows.review;

import io.tripline.workflows.approval.PersonName;
import io.tripline.workflows.approval.PlanDigest;
import io.tripline.workflows.fault.Refusal;
import io.tripline.workflows.incident.Plain;
import io.tripline.workflows.incident.Word;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Messages that are well formed; whether they count is for {@link ReviewRules}. */
final class Checked {
  static final int LONGEST_TEXT = 2_000;
  private static final int LONGEST_ID = 200;

  private Checked() {}

  /** What a contribution is about. */
  enum Topic {
    CAUSE,
    FACTOR,
    LESSON,
    RUNBOOK,
    REPORT
  }

  /** What is asked of an action item. */
  enum Verb {
    ADD,
    ASSIGN,
    DONE,
    NONE
  }

  /** A contribution. */
  record Said(@Nullable String requestId, PersonName by, Topic topic, String text, boolean needed) {
    String digest() {
      return PlanDigest.of(List.of(topic.name(), by.key(), text, String.valueOf(needed)));
    }
  }

  /** A request about action items; {@code number} is 0 for a new one. */
  record Asked(
      @Nullable String requestId,
      PersonName by,
      Verb verb,
      int number,
      String text,
      @Nullable String owner,
      @Nullable LocalDate due) {
    String digest() {
      return PlanDigest.of(
          List.of(
              verb.name(),
              by.key(),
              String.valueOf(number),
              text,
              String.valueOf(owner),
              String.valueOf(due)));
    }
  }

  /** A signature. */
  record Signed(@Nullable String requestId, PersonName by, String reason) {
    String digest() {
      return PlanDigest.of(List.of("sign", by.key()));
    }
  }

  /** Throws {@link Refusal} naming what is wrong. */
  static Said of(@Nullable Contribution said) {
    Contribution contribution = said == null ? Contribution.read(null) : said;
    Topic topic = word(Topic.values(), Topic::name, contribution.what());
    PersonName by = PersonName.of(contribution.by(), "by");
    if (topic == Topic.RUNBOOK && contribution.needed() == null) {
      throw new Refusal("needed: must be true or false: does the runbook need an update?");
    }
    return new Said(
        id(contribution.requestId()),
        by,
        topic,
        text(contribution.text(), "text"),
        Boolean.TRUE.equals(contribution.needed()));
  }

  /** Throws {@link Refusal} naming what is wrong. */
  static Asked of(@Nullable ActionRequest asked) {
    ActionRequest request = asked == null ? ActionRequest.read(null) : asked;
    Verb verb = word(Verb.values(), Verb::name, request.what());
    PersonName by = PersonName.of(request.by(), "by");
    Integer number = request.number();
    boolean ofOne = verb == Verb.ASSIGN || verb == Verb.DONE;
    if (ofOne && (number == null || number < 1)) {
      throw new Refusal("number: must be the number of an action item, 1 or more");
    }
    String owner =
        request.owner() == null || request.owner().isBlank()
            ? null
            : PersonName.of(request.owner(), "owner").shown();
    LocalDate due = day(request.due());
    if (verb == Verb.ASSIGN && owner == null && due == null) {
      throw new Refusal("owner or due: one of both is needed");
    }
    return new Asked(
        id(request.requestId()),
        by,
        verb,
        ofOne && number != null ? number : 0,
        ofOne ? Plain.line(request.text(), LONGEST_TEXT) : text(request.text(), "text"),
        owner,
        due);
  }

  /** Throws {@link Refusal} when it names nobody. */
  static Signed of(@Nullable Word word) {
    Word said = word == null ? Word.read(null) : word;
    return new Signed(
        id(said.requestId()), PersonName.of(said.by(), "by"), Plain.line(said.reason(), 500));
  }

  private static <T> T word(T[] all, Function<T, String> name, @Nullable String typed) {
    String wanted = typed == null ? "" : typed.strip().toUpperCase(Locale.ROOT);
    List<String> words =
        Arrays.stream(all).map(each -> name.apply(each).toLowerCase(Locale.ROOT)).toList();
    return Arrays.stream(all)
        .filter(each -> name.apply(each).equals(wanted))
        .findFirst()
        .orElseThrow(() ->
            new Refusal(
                "what: must be one of "
                    + String.join(", ", words)
                    + ", was "
                    + (wanted.isEmpty() ? "missing" : Plain.line(typed, 40))));
  }

  private static String text(@Nullable String typed, String component) {
    String text = Plain.line(typed, LONGEST_TEXT + 1);
    if (text.isEmpty()) {
      throw new Refusal(component + ": missing");
    }
    if (text.length() > LONGEST_TEXT) {
      throw new Refusal(component + ": at most " + LONGEST_TEXT + " characters");
    }
    return text;
  }

  private static @Nullable LocalDate day(@Nullable String typed) {
    if (typed == null || typed.isBlank()) {
      return null;
    }
    try {
      return LocalDate.parse(typed.strip());
    } catch (DateTimeException e) {
      throw new Refusal("due: must be a day such as 2026-12-31, was " + Plain.line(typed, 40));
    }
  }

  private static @Nullable String id(@Nullable String typed) {
    String id = Plain.line(typed, LONGEST_ID);
    return id.isEmpty() ? null : id;
  }
}
