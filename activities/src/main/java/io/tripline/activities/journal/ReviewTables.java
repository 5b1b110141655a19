package io.tripline.activities.journal;

import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.journal.EntryKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The tables {@code review} and {@code action_item}: what entries add up to. An entry says in
 * {@code event} what happened; an event that only a newer program knows changes nothing here. Not
 * thread-safe.
 */
final class ReviewTables {
  private static final String REVIEW =
      "incident, account, opened_at, due_at, root_cause, lessons, runbook, signed_by, closed_at,"
          + " report";
  private static final String ACTION =
      "incident, number, account, text, owner, due, added_by, added_at, done_by, done_at, how";
  private final Connection connection;

  ReviewTables(Connection connection) {
    this.connection = connection;
  }

  /** Takes an entry that was just appended, within the same transaction. */
  void apply(Entry entry) throws SQLException {
    String incident = entry.incident();
    if (incident == null) {
      return;
    }
    if (entry.kind() == EntryKind.REVIEW) {
      review(incident, entry);
    } else if (entry.kind() == EntryKind.ACTION) {
      action(incident, entry);
    }
  }

  private void review(String incident, Entry entry) throws SQLException {
    String text = get(entry, "text");
    switch (get(entry, "event")) {
      case "opened" ->
          run(
              "INSERT INTO review (incident, account, opened_at, due_at) VALUES (?, ?, ?, ?)"
                  + " ON CONFLICT (incident) DO NOTHING",
              incident,
              entry.account().value(),
              entry.at().toString(),
              get(entry, "dueAt"));
      case "cause" -> run("UPDATE review SET root_cause = ? WHERE incident = ?", text, incident);
      case "lesson" -> run("UPDATE review SET lessons = lessons + 1 WHERE incident = ?", incident);
      case "runbook" ->
          run(
              "UPDATE review SET runbook = ? WHERE incident = ?",
              (get(entry, "needed").equals("yes") ? "needed: " : "not needed: ") + text,
              incident);
      case "signed" ->
          run(
              "UPDATE review SET signed_by = CASE signed_by WHEN '' THEN ? ELSE signed_by || ? END"
                  + " WHERE incident = ?",
              entry.actor(),
              ", " + entry.actor(),
              incident);
      case "closed" ->
          run(
              "UPDATE review SET closed_at = ?, report = ? WHERE incident = ?",
              entry.at().toString(),
              get(entry, "path"),
              incident);
      default -> {
        // It stands in the audit alone.
      }
    }
    lapse(incident, get(entry, "event"));
  }

  /** A change of what was signed takes the signatures away, until the review is closed. */
  private void lapse(String incident, String event) throws SQLException {
    switch (event) {
      case "cause",
          "factor",
          "lesson",
          "runbook",
          "report",
          "no-action",
          "action-added",
          "action-assigned" ->
          run("UPDATE review SET signed_by = '' WHERE incident = ? AND closed_at = ''", incident);
      default -> {
        // Nothing that was signed changed.
      }
    }
  }

  private void action(String incident, Entry entry) throws SQLException {
    String number = get(entry, "number");
    if (!number.matches("\\d{1,6}")) {
      return;
    }
    int at = Integer.parseInt(number);
    switch (get(entry, "event")) {
      case "action-added" ->
          run(
              "INSERT INTO action_item"
                  + " (incident, number, account, text, owner, due, added_by, added_at)"
                  + " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (incident, number) DO NOTHING",
              incident,
              at,
              entry.account().value(),
              get(entry, "text"),
              get(entry, "owner"),
              get(entry, "due"),
              entry.actor(),
              entry.at().toString());
      case "action-assigned" -> {
        assign("owner", get(entry, "owner"), incident, at);
        assign("due", get(entry, "due"), incident, at);
      }
      case "action-done" ->
          run(
              "UPDATE action_item SET done_by = ?, done_at = ?, how = ?"
                  + " WHERE incident = ? AND number = ? AND done_at = ''",
              entry.actor(),
              entry.at().toString(),
              get(entry, "text"),
              incident,
              at);
      default -> {
        // It stands in the audit alone.
      }
    }
    lapse(incident, get(entry, "event"));
  }

  private void assign(String column, String value, String incident, int number)
      throws SQLException {
    if (!value.isEmpty()) {
      run(
          "UPDATE action_item SET " + column + " = ? WHERE incident = ? AND number = ?",
          value,
          incident,
          number);
    }
  }

  private static String get(Entry entry, String key) {
    return entry.data().getOrDefault(key, "");
  }

  private void run(String sql, Object... arguments) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < arguments.length; i++) {
        statement.setObject(i + 1, arguments[i]);
      }
      statement.executeUpdate();
    }
  }

  /** False in a journal that no program with reviews has opened to write yet. */
  boolean exist() throws SQLException {
    try (PreparedStatement query =
            connection.prepareStatement("SELECT 1 FROM migration WHERE version >= 2");
        ResultSet row = query.executeQuery()) {
      return row.next();
    }
  }

  /** Every review, oldest first. */
  List<ReviewRow> reviews() throws SQLException {
    List<ReviewRow> found = new ArrayList<>();
    try (PreparedStatement query =
            connection.prepareStatement(
                "SELECT " + REVIEW + " FROM review ORDER BY opened_at, incident");
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        found.add(
            new ReviewRow(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getInt(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getString(10)));
      }
    }
    return found;
  }

  /** Every action item: open ones first, by their day. */
  List<ActionRow> actions() throws SQLException {
    List<ActionRow> found = new ArrayList<>();
    try (PreparedStatement query =
            connection.prepareStatement(
                "SELECT "
                    + ACTION
                    + " FROM action_item ORDER BY CASE done_at WHEN '' THEN 0 ELSE 1 END, due,"
                    + " incident, number");
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        found.add(
            new ActionRow(
                row.getString(1),
                row.getInt(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getString(10),
                row.getString(11)));
      }
    }
    return found;
  }
}
