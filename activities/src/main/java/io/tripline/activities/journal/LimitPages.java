package io.tripline.activities.journal;

import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.killswitch.LimitName;
import io.tripline.workflows.killswitch.LimitOverride;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads people's changes of limits back from the journal: the last one of each limit. */
final class LimitPages {
  private static final Logger LOG = LoggerFactory.getLogger(LimitPages.class);
  private final EntryTable table;

  LimitPages(EntryTable table) {
    this.table = table;
  }

  /** The oldest change first. */
  List<LimitOverride> of(AccountName account) throws SQLException {
    Map<LimitName, LimitOverride> last = new LinkedHashMap<>();
    for (JournalRecord each :
        table.last(Integer.MAX_VALUE, "account = ? AND kind = 'LIMIT'", account.value())) {
      try {
        LimitOverride change = change(each.entry());
        last.remove(change.name());
        last.put(change.name(), change);
      } catch (IllegalArgumentException e) {
        LOG.atWarn()
            .addKeyValue("entry", each.entry().id())
            .addKeyValue("why", e.getMessage())
            .log("a change of a limit can't be read");
      }
    }
    return new ArrayList<>(last.values());
  }

  private static LimitOverride change(Entry entry) {
    Map<String, String> data = entry.data();
    return new LimitOverride(
        LimitName.parse(data.getOrDefault("name", "")),
        new BigDecimal(data.getOrDefault("value", "")),
        new BigDecimal(data.getOrDefault("configured", "")),
        Arrays.asList(data.getOrDefault("by", "unknown").split(", ")),
        data.getOrDefault("reason", ""),
        data.get("gate"),
        entry.at());
  }
}
