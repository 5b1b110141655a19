package io.tripline.cli.review;

import io.tripline.activities.journal.ActionRow;
import io.tripline.activities.journal.DataDirectory;
import io.tripline.activities.journal.JournalReader;
import io.tripline.activities.journal.JournalRecord;
import io.tripline.activities.journal.ReviewRow;
import io.tripline.cli.Common;
import io.tripline.workflows.journal.Entry;
import java.nio.file.Path;
import java.util.List;

/** Reviews and action items as the journal knows them, without Temporal; empty without one. */
public record KnownReviews(List<ReviewRow> reviews, List<ActionRow> actions) {
  /** Of every account, or of the one that was named. */
  static KnownReviews of(Common common) {
    KnownReviews all = at(common.installation().data());
    String account = common.accountOption();
    return account == null
        ? all
        : new KnownReviews(
            all.reviews().stream().filter(each -> each.account().equals(account)).toList(),
            all.actions().stream().filter(each -> each.account().equals(account)).toList());
  }

  /** Of every account, in a data directory. */
  public static KnownReviews at(Path data) {
    DataDirectory directory = new DataDirectory(data);
    if (!JournalReader.exists(directory)) {
      return new KnownReviews(List.of(), List.of());
    }
    try (JournalReader reader = JournalReader.open(directory)) {
      return new KnownReviews(reader.reviews(), reader.actions());
    }
  }

  /** Every entry of an incident, ascending; empty when the journal does not know it. */
  static List<Entry> entries(Common common, String incident) {
    DataDirectory directory = new DataDirectory(common.installation().data());
    if (!JournalReader.exists(directory)) {
      return List.of();
    }
    try (JournalReader reader = JournalReader.open(directory)) {
      return reader.incident(incident).stream().map(JournalRecord::entry).toList();
    }
  }

  /** True when it is unsigned, or has an action item that is not done. */
  boolean unfinished(String incident) {
    return reviews.stream().anyMatch(each -> each.incident().equals(incident) && each.open())
        || actions.stream().anyMatch(each -> each.incident().equals(incident) && each.open());
  }
}
