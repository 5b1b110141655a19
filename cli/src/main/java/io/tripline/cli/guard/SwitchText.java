package io.tripline.cli.guard;

import io.tripline.workflows.guard.Block;
import io.tripline.workflows.guard.GuardStatus;
import io.tripline.workflows.guard.SwitchState;
import io.tripline.workflows.killswitch.Observation;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What every kill switch reads, and which block stands, in lines for a terminal. Pure. */
public final class SwitchText {
  private static final int READING = 60;

  private SwitchText() {}

  /** One line a switch, and one a block; nothing from an older guard. */
  public static List<String> lines(GuardStatus status) {
    return lines(status, status.switches());
  }

  /** The same with readings that somebody else has judged. */
  public static List<String> lines(GuardStatus status, @Nullable List<SwitchState> states) {
    if (states == null) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add("switches");
    for (SwitchState state : states) {
      Observation seen = state.seen();
      lines.add(
          String.format(
              Locale.ROOT,
              "  %-4s %-30s %-8s %s, limit %s, since %s",
              seen.killSwitch(),
              seen.killSwitch().title(),
              seen.check(),
              cut(seen.reading()),
              cut(seen.limit()),
              state.since().truncatedTo(ChronoUnit.SECONDS)));
    }
    lines.addAll(blocks(status));
    return lines;
  }

  /** What blocks entries without a halt, and how each block lifts. */
  public static List<String> blocks(GuardStatus status) {
    List<Block> blocks = status.blocks();
    List<String> lines = new ArrayList<>();
    if (blocks == null) {
      return lines;
    }
    for (Block block : blocks) {
      lines.add(
          "entries are blocked by "
              + block.sentence()
              + ", since "
              + block.since().truncatedTo(ChronoUnit.SECONDS)
              + "; ends: "
              + block.killSwitch().ends()
              + (block.incident() == null ? "" : "; " + block.incident()));
    }
    return lines;
  }

  /** As data. */
  public static List<Map<String, @Nullable Object>> document(GuardStatus status) {
    return document(status, status.switches());
  }

  /** The same with readings that somebody else has judged. */
  public static List<Map<String, @Nullable Object>> document(
      GuardStatus status, @Nullable List<SwitchState> states) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (SwitchState state : states == null ? List.<SwitchState>of() : states) {
      Observation seen = state.seen();
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      row.put("switch", seen.killSwitch().name());
      row.put("title", seen.killSwitch().title());
      row.put("check", seen.check().name());
      row.put("reading", seen.reading());
      row.put("limit", seen.limit());
      row.put("since", state.since().toString());
      row.put("readAt", seen.at().toString());
      row.put("blocks", blocks(status, seen));
      row.put("ends", seen.killSwitch().ends());
      rows.add(row);
    }
    return rows;
  }

  private static boolean blocks(GuardStatus status, Observation seen) {
    List<Block> blocks = status.blocks();
    return blocks != null
        && blocks.stream().anyMatch(each -> each.killSwitch() == seen.killSwitch());
  }

  private static String cut(String text) {
    return text.length() > READING ? text.substring(0, READING) + "…" : text;
  }
}
