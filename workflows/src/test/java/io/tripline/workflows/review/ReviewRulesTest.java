package io.tripline.workflows.review;

import static io.tripline.workflows.review.ReviewCases.BEGUN;
import static io.tripline.workflows.review.ReviewCases.INCIDENT;
import static io.tripline.workflows.review.ReviewCases.adds;
import static io.tripline.workflows.review.ReviewCases.done;
import static io.tripline.workflows.review.ReviewCases.past;
import static io.tripline.workflows.review.ReviewCases.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.fault.Refusal;
import io.tripline.workflows.incident.Word;
import io.tripline.workflows.review.ReviewRules.Ruling;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may say, sign and finish what. */
class ReviewRulesTest {
  private final ReviewBook book = new ReviewBook();
  private ReviewRules rules = rules("alice", "bob", "carol");

  private ReviewRules rules(String... roster) {
    return new ReviewRules(book, CaseFile.of(INCIDENT, past()), List.of(roster), 2);
  }

  private Ruling take(Ruling ruling) {
    if (ruling instanceof Ruling.Counts counts) {
      book.apply(counts.fact());
    }
    return ruling;
  }

  private Ruling say(String what, String by, String text) {
    return take(rules.say(Checked.of(says(what, by, text)), BEGUN));
  }

  private Ruling action(ActionRequest request) {
    return take(rules.action(Checked.of(request), BEGUN));
  }

  private Ruling sign(String by) {
    return take(rules.sign(Checked.of(new Word(null, by, "", null)), BEGUN));
  }

  private void complete() {
    say("cause", "bob", "the strategy held through the news");
    say("lesson", "bob", "size before news is too large");
    say("runbook", "bob", "name the news calendar in step 4");
    action(adds("bob", "halve the size before news", "carol", "2026-12-01"));
  }

  private static Fault faultOf(Ruling ruling) {
    return ((Ruling.Refused) ruling).fault();
  }

  private static String sentence(Ruling ruling) {
    return ((Ruling.Refused) ruling).sentence();
  }

  @Test
  void anEmptyReviewCantBeSignedAndSaysEverythingThatIsMissing() {
    Ruling ruling = sign("bob");
    assertThat(faultOf(ruling)).isEqualTo(Fault.NOT_READY);
    assertThat(sentence(ruling)).contains("root cause", "lesson", "runbook", "action item");
  }

  @Test
  void anActionWithoutOwnerOrDayKeepsTheReviewFromBeingSigned() {
    complete();
    action(new ActionRequest(null, "add", null, "second", null, null, "bob"));
    assertThat(sentence(sign("bob"))).contains("owner of action 2", "due date of action 2");
    action(new ActionRequest(null, "assign", 2, null, "alice", "2026-12-02", "bob"));
    assertThat(sign("bob")).isInstanceOf(Ruling.Counts.class);
    assertThat(book.signed()).isTrue();
  }

  @Test
  void whoIsNotOnTheRosterMayNotSign() {
    complete();
    Ruling ruling = sign("mallory");
    assertThat(faultOf(ruling)).isEqualTo(Fault.NOT_ON_LIST);
    assertThat(sentence(ruling)).contains("alice, bob, carol");
  }

  @Test
  void theRespondersSignatureAloneIsNotEnoughWhereThereIsSomebodyElse() {
    complete();
    sign("Alice");
    assertThat(book.state()).isEqualTo(ReviewState.PARTLY_SIGNED);
    assertThat(rules.othersNeeded()).contains("bob or carol");
    sign("carol");
    assertThat(book.signed()).isTrue();
  }

  @Test
  void aRosterOfOneSignsAlone() {
    rules = rules("alice");
    complete();
    sign("alice");
    assertThat(book.signed()).isTrue();
  }

  @Test
  void aSignatureLapsesWhenWhatWasSignedChanges() {
    complete();
    sign("alice");
    say("factor", "carol", "no alert on the position's size");
    assertThat(book.signatures()).isEmpty();
    assertThat(book.timeline().getLast().text()).contains("the signature of alice lapses");
  }

  @Test
  void theSamePersonSigningTwiceIsNoFailure() {
    complete();
    sign("bob");
    assertThat(sign("BOB")).isInstanceOf(Ruling.Repeated.class);
    assertThat(faultOf(sign("carol"))).isEqualTo(Fault.TOO_LATE);
  }

  @Test
  void whatWasSignedStays() {
    complete();
    sign("bob");
    assertThat(faultOf(say("lesson", "carol", "more"))).isEqualTo(Fault.TOO_LATE);
  }

  @Test
  void anActionThatIsDoneNeedsNeitherOwnerNorDay() {
    complete();
    action(adds("bob", "call the broker", null, null));
    assertThat(sentence(sign("bob"))).contains("owner of action 2");
    action(done("bob", 2));
    assertThat(sign("bob")).isInstanceOf(Ruling.Counts.class);
  }

  @Test
  void actionsGoOnAfterTheSignature() {
    complete();
    sign("bob");
    assertThat(action(adds("carol", "one more", "bob", "2026-12-03")))
        .isInstanceOf(Ruling.Counts.class);
    assertThat(action(done("carol", 1))).isInstanceOf(Ruling.Counts.class);
    assertThat(action(done("bob", 1))).isInstanceOf(Ruling.Repeated.class);
    assertThat(book.openActions()).extracting(ActionItem::number).containsExactly(2);
  }

  @Test
  void anActionThatComesAfterTheSignatureHasOwnerAndDayAtOnce() {
    complete();
    sign("bob");
    Ruling bare = action(adds("carol", "one more", null, null));
    assertThat(faultOf(bare)).isEqualTo(Fault.INVALID_INPUT);
    assertThat(sentence(bare)).startsWith("owner and due: missing");
    assertThat(sentence(action(adds("carol", "one more", "bob", null)))).startsWith("due: missing");
    assertThat(sentence(action(adds("carol", "one more", null, "2026-12-03"))))
        .startsWith("owner: missing");
    assertThat(book.actions()).hasSize(1);
    assertThat(action(adds("carol", "one more", "bob", "2026-12-03")))
        .isInstanceOf(Ruling.Counts.class);
  }

  @Test
  void aReviewFromBeforeGoesOnAsItBegan() {
    complete();
    sign("bob");
    rules = new ReviewRules(book, CaseFile.of(INCIDENT, past()), List.of("alice", "bob"), -1);
    assertThat(action(adds("carol", "one more", null, null))).isInstanceOf(Ruling.Counts.class);
  }

  @Test
  void theSameRequestCountsOnceAndAnotherOneUnderItsIdIsAConflict() {
    Contribution first = new Contribution("r1", "lesson", "one", "bob", null);
    take(rules.say(Checked.of(first), BEGUN));
    assertThat(rules.say(Checked.of(first), BEGUN)).isInstanceOf(Ruling.Repeated.class);
    Ruling other =
        rules.say(Checked.of(new Contribution("r1", "lesson", "two", "bob", null)), BEGUN);
    assertThat(faultOf(other)).isEqualTo(Fault.CONFLICT);
    assertThat(book.lessons()).hasSize(1);
  }

  @Test
  void aDoubleClickWithoutAnIdAddsNothing() {
    action(adds("bob", "once", "carol", "2026-12-01"));
    assertThat(action(adds("bob", "once", "carol", "2026-12-01")))
        .isInstanceOf(Ruling.Repeated.class);
    assertThat(book.actions()).hasSize(1);
  }

  @Test
  void aDayInThePastIsRefused() {
    assertThat(sentence(action(adds("bob", "late", "carol", "2026-11-24"))))
        .contains("2026-11-25", "2026-11-24");
  }

  @Test
  void anUnknownActionIsRefusedWithTheNumbersThereAre() {
    complete();
    Ruling ruling = action(done("bob", 7));
    assertThat(faultOf(ruling)).isEqualTo(Fault.NOT_FOUND);
    assertThat(sentence(ruling)).contains("1 to 1, was 7");
  }

  @Test
  void sayingThatNoActionIsNeededIsEnoughToSign() {
    say("cause", "bob", "a test");
    say("lesson", "bob", "it works");
    say("runbook", "bob", "none");
    action(new ActionRequest(null, "none", null, "a rehearsal", null, null, "bob"));
    assertThat(rules.missing()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "blame,text,bob,cause",
    "cause,,bob,text: missing",
    "cause,text,,by: the name",
  })
  void aMalformedContributionNamesWhatIsAllowed(
      @org.jspecify.annotations.Nullable String what,
      @org.jspecify.annotations.Nullable String text,
      @org.jspecify.annotations.Nullable String by,
      String part) {
    assertThatThrownBy(() -> Checked.of(new Contribution(null, what, text, by, null)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(part);
  }

  @ParameterizedTest
  @CsvSource({"add,0,soon,due: must be a day", "done,0,,number: must be", "burn,1,,add, assign"})
  void aMalformedActionNamesWhatIsAllowed(
      String what, int number, @org.jspecify.annotations.Nullable String due, String part) {
    assertThatThrownBy(
            () -> Checked.of(new ActionRequest(null, what, number, "text", null, due, "bob")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(part);
  }
}
