package io.tripline.activities.journal;

import io.tripline.workflows.journal.Entry;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A report as its entry keeps it: the chain covers digest and text, so that the file can be written
 * again, the same to the byte.
 *
 * @param path where it was written
 * @param digest SHA-256 of the text; empty where the entry has none
 * @param text null where the entry is of a program that kept the digest only
 */
public record KeptReport(String path, String digest, @Nullable String text) {
  /** Key of the text in the entry's data. */
  static final String TEXT = "report";

  static KeptReport of(Entry entry) {
    Map<String, String> data = entry.data();
    return new KeptReport(
        data.getOrDefault("path", ""), data.getOrDefault("digest", ""), data.get(TEXT));
  }

  /** The last part of a path. */
  static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /**
   * A workflow's history holds the text once, where it was written; it is not read back into it.
   */
  static Entry withoutText(Entry entry) {
    if (!entry.data().containsKey(TEXT)) {
      return entry;
    }
    Map<String, String> data = new LinkedHashMap<>(entry.data());
    data.remove(TEXT);
    return new Entry(
        entry.id(),
        entry.account(),
        entry.kind(),
        entry.at(),
        entry.marketAt(),
        entry.incident(),
        entry.actor(),
        entry.text(),
        data);
  }

  /** True for a text that the digest is of. */
  boolean is(String other) {
    return digest.isEmpty() || AuditChain.sha256(other).equals(digest);
  }
}
