package io.tripline.activities.journal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The chain of hashes: each entry's hash covers the one before it, so that no entry can be changed,
 * removed, added or moved without every later hash being wrong. It shows tampering by somebody who
 * does not recompute the chain; the mirror {@code trade_audit.csv} and copies of a head hash show
 * the rest.
 */
final class AuditChain {
  /** What stands before the first entry. */
  static final String GENESIS = "0".repeat(64);

  private static final int PROBLEMS_SHOWN = 20;

  private final List<String> problems = new ArrayList<>();
  private long entries;
  private String head = GENESIS;

  /** The columns of an entry as stored; the text of each is hashed. */
  record Row(
      long sequence,
      String id,
      String account,
      String kind,
      String at,
      @Nullable String marketAt,
      @Nullable String incident,
      String actor,
      String text,
      String data,
      String previousHash,
      String hash) {
    String expectedHash() {
      StringBuilder canonical = new StringBuilder(512);
      field(canonical, previousHash);
      field(canonical, Long.toString(sequence));
      field(canonical, id);
      field(canonical, account);
      field(canonical, kind);
      field(canonical, at);
      field(canonical, marketAt);
      field(canonical, incident);
      field(canonical, actor);
      field(canonical, text);
      field(canonical, data);
      return sha256(canonical.toString());
    }

    Row withHash() {
      return new Row(
          sequence,
          id,
          account,
          kind,
          at,
          marketAt,
          incident,
          actor,
          text,
          data,
          previousHash,
          expectedHash());
    }
  }

  /** The length in front keeps two fields from being read as one, or one as two. */
  private static void field(StringBuilder canonical, @Nullable String value) {
    if (value == null) {
      canonical.append("-\n");
    } else {
      canonical.append(value.length()).append(':').append(value).append('\n');
    }
  }

  /** Takes the next row of the journal, in order. */
  void check(Row row) {
    entries++;
    if (row.sequence() != entries) {
      problem("entry " + row.sequence() + " stands where " + entries + " is due");
      entries = row.sequence();
    }
    if (!row.previousHash().equals(head)) {
      problem("entry " + row.sequence() + " does not follow the one before it");
    }
    if (!row.hash().equals(row.expectedHash())) {
      problem("entry " + row.sequence() + " (" + row.id() + ") was changed");
    }
    head = row.hash();
  }

  /** Notes something that is wrong beside the rows. */
  void problem(String sentence) {
    if (problems.size() < PROBLEMS_SHOWN) {
      problems.add(sentence);
    } else if (problems.size() == PROBLEMS_SHOWN) {
      problems.add("… and more");
    }
  }

  Verification result(boolean comparedWithMirror) {
    return new Verification(problems.isEmpty(), entries, head, problems, comparedWithMirror);
  }

  /** In lower-case hexadecimal, of the UTF-8 bytes. */
  static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
