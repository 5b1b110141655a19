package io.tripline.cli.review;

import io.tripline.activities.journal.ActionRow;
import io.tripline.activities.journal.JournalPlace;
import io.tripline.activities.journal.JournalReader;
import io.tripline.activities.journal.JournalRecord;
import io.tripline.activities.journal.ReviewRow;
import io.tripline.cli.Common;
import io.tripline.cli.connect.Configured;
import io.tripline.cli.connect.Installation;
import io.tripline.workflows.journal.Entry;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reviews and action items as the journal knows them, without Temporal; empty without one. */
public record KnownReviews(List<ReviewRow> reviews, List<ActionRow> actions) {
  /** Of every account, or of the one that was named. */
  static KnownReviews of(Common common) {
    KnownReviews all = of(common.installation());
    String account = common.accountOption();
    return account == null
        ? all
        : new KnownReviews(
            all.reviews().stream().filter(each -> each.account().equals(account)).toList(),
            all.actions().stream().filter(each -> each.account().equals(account)).toList());
  }

  /** Of every account of an installation. */
  public static KnownReviews of(Installation installation) {
    return read(
        Configured.journal(installation),
        reader -> new KnownReviews(reader.reviews(), reader.actions()),
        new KnownReviews(List.of(), List.of()));
  }

  /** Every entry of an incident, ascending; empty when the journal does not know it. */
  static List<Entry> entries(Common common, String incident) {
    return read(
        Configured.journal(common.installation()),
        reader -> reader.incident(incident).stream().map(JournalRecord::entry).toList(),
        List.of());
  }

  private static <T> T read(JournalPlace place, Function<JournalReader, T> what, T none) {
    Optional<JournalReader> journal = JournalReader.openIfThere(place);
    if (journal.isEmpty()) {
      return none;
    }
    try (JournalReader reader = journal.get()) {
      return what.apply(reader);
    }
  }

  /** True when it is unsigned, or has an action item that is not done. */
  boolean unfinished(String incident) {
    return reviews.stream().anyMatch(each -> each.incident().equals(incident) && each.open())
        || actions.stream().anyMatch(each -> each.incident().equals(incident) && each.open());
  }
}
