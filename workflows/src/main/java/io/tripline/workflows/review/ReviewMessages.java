package io.tripline.workflows.review;

import io.temporal.failure.ApplicationFailure;
import io.tripline.workflows.approval.PersonName;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.fault.Refusal;
import io.tripline.workflows.incident.Plain;
import io.tripline.workflows.incident.Word;
import io.tripline.workflows.notify.Urgency;
import java.time.Instant;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the messages to a review do. Those that come by signal never throw. */
final class ReviewMessages {
  private final ReviewDesk desk;

  ReviewMessages(ReviewDesk desk) {
    this.desk = desk;
  }

  ReviewAnswer contribute(@Nullable Contribution contribution) {
    ReviewDesk.Ready at = desk.awaitReady();
    Checked.Said said = checked(() -> Checked.of(contribution));
    return take(at, said.by(), at.rules()::say, said);
  }

  ReviewAnswer action(@Nullable ActionRequest request) {
    ReviewDesk.Ready at = desk.awaitReady();
    Checked.Asked asked = checked(() -> Checked.of(request));
    return take(at, asked.by(), at.rules()::action, asked);
  }

  ReviewAnswer sign(@Nullable Word word) {
    ReviewDesk.Ready at = desk.awaitReady();
    Checked.Signed signed = checked(() -> Checked.of(word));
    return take(at, signed.by(), at.rules()::sign, signed);
  }

  private <T> ReviewAnswer take(
      ReviewDesk.Ready at,
      PersonName by,
      BiFunction<T, Instant, ReviewRules.Ruling> rule,
      T message) {
    return switch (rule.apply(message, ReviewSheet.now())) {
      case ReviewRules.Ruling.Counts(var fact, var number) -> {
        at.sheet().record(fact);
        at.sheet().publish();
        yield answer(at, "Noted: " + fact.line() + "." + at.rules().othersNeeded(), number);
      }
      case ReviewRules.Ruling.Repeated(var sentence, var number) -> answer(at, sentence, number);
      case ReviewRules.Ruling.Refused(var fault, var sentence) ->
          throw desk.refused(by.shown(), fault, sentence);
    };
  }

  private ReviewAnswer answer(ReviewDesk.Ready at, String sentence, int number) {
    return new ReviewAnswer(
        sentence,
        number,
        desk.book().state(),
        desk.book().signed() ? java.util.List.of() : at.rules().missing());
  }

  /** A signal has no caller who would hear the refusal: it is kept and told. */
  void bySignal(Runnable message) {
    try {
      message.run();
    } catch (ApplicationFailure e) {
      if (desk.isReady()) {
        desk.ready()
            .notices()
            .tell(
                "refused-" + desk.book().version(),
                Urgency.NOTIFY,
                "A message to the review was refused: " + e.getType(),
                Plain.line(e.getOriginalMessage(), 300),
                ReviewCommands.show(desk.ready().file().incident()));
      }
    }
  }

  private <T> T checked(Supplier<T> read) {
    try {
      return read.get();
    } catch (Refusal e) {
      String code = Fault.INVALID_INPUT.name() + ": ";
      String sentence = String.valueOf(e.getMessage()).replace(code, "");
      throw desk.refused("unknown", Fault.INVALID_INPUT, sentence);
    }
  }
}
