package io.tripline.activities.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.strings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tripline.workflows.fault.Fault;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorTableTest {
  /** Recorded answers of every kind of the contract's error table, and those of nobody. */
  private static final List<String> ANSWERS =
      List.of(
          "400 {\"code\":40010000,\"message\":\"request body format is invalid\"}",
          "400 {\"message\":\"invalid symbol: ZZZZ\"}",
          "401 {\"code\":40110000,\"message\":\"request is not authorized\"}",
          "401 {\"message\":\"unauthorized.\"}",
          "403 {\"buying_power\":\"1\",\"code\":40310000,\"cost_basis\":\"9\",\"message\":\"insufficient buying power\"}",
          "403 " + Bodies.HELD,
          "403 {\"code\":40310000,\"existing_order_id\":\"x\",\"message\":\"potential wash trade detected\",\"reject_reason\":\"opposite side market/stop order exists\"}",
          "403 {\"code\":40310000,\"message\":\"new orders are rejected by user request\"}",
          "403 {\"code\":40310000,\"message\":\"account is not allowed to short\"}",
          "403 {\"code\":40310000,\"message\":\"account is restricted to liquidation only\"}",
          "403 {\"code\":40310000,\"message\":\"asset \\\"OCGN\\\" is not fractionable\"}",
          "403 {\"code\":40310100,\"message\":\"trade denied due to pattern day trading protection\"}",
          "403 {\"message\":\"subscription does not permit querying recent SIP data\"}",
          "403 {\"code\":42210000,\"message\":\"subscription does not permit querying recent SIP data\"}",
          "403 {\"message\":\"forbidden.\"}",
          "404 {\"code\":40410000,\"message\":\"position does not exist\"}",
          "404 {\"code\":40410000,\"message\":\"asset not found for ZZZZ\"}",
          "422 {\"code\":40010001,\"message\":\"client_order_id must be unique\"}",
          "422 {\"code\":42210000,\"message\":\"client_order_id must be unique\"}",
          "422 {\"code\":42210000,\"message\":\"order is already in \\\"filled\\\" state\"}",
          "422 {\"code\":40010001,\"message\":\"qty must be > 0\"}",
          "429 {\"code\":42910000,\"message\":\"rate limit exceeded\"}",
          "429 {\"message\":\"too many requests.\"}",
          "500 {\"code\":50010000,\"message\":\"internal server error occurred\"}",
          "504 {\"message\":\"gateway\"}");

  @Test
  void neverDependsOnTheSentenceAlone() {
    qt().forAll(
            integers().between(0, ANSWERS.size() - 1),
            strings().basicMultilingualPlaneAlphabet().ofLengthBetween(0, 60))
        .checkAssert((row, sentence) -> {
          int status = Integer.parseInt(ANSWERS.get(row).substring(0, 3));
          String body = ANSWERS.get(row).substring(4);
          Outcome before = outcome(status, body);
          Outcome after = outcome(status, said(body, sentence));
          assertThat(after.getClass() == before.getClass() || careful(after) >= careful(before))
              .as(body + " said " + sentence + ": " + before + " became " + after)
              .isTrue();
          assertThat(after).isNotInstanceOf(Outcome.Done.class);
        });
  }

  /** Nor does a sentence of one cause under the status, code and keys of another open a door. */
  @Test
  void letsNoBorrowedSentenceSayLessThanTheStatus() {
    for (String answer : ANSWERS) {
      int status = Integer.parseInt(answer.substring(0, 3));
      for (ErrorTable.Row row : ErrorTable.ROWS) {
        Outcome after = outcome(status, said(answer.substring(4), row.sentence()));
        if (status >= 500) {
          assertThat(after).isInstanceOf(Outcome.Outage.class);
        }
        if (status == 429) {
          assertThat(after).isInstanceOf(Outcome.RateLimited.class);
        }
        if (answer.contains("held_for_orders")) {
          assertThat(((Outcome.Failure) after).fault()).isEqualTo(Fault.QUANTITY_HELD);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "200, Unknown",
    "301, Unknown",
    "302, Unknown",
    "400, Refused",
    "401, Unauthorised",
    "403, Unknown",
    "404, Unknown",
    "405, Unknown",
    "408, Outage",
    "409, Unknown",
    "418, Unknown",
    "422, Refused",
    "429, RateLimited",
    "500, Outage",
    "502, Outage",
    "503, Outage",
    "504, Outage",
    "599, Outage",
    "600, Unknown",
    "-1, Unknown"
  })
  void classesAnAnswerWithoutABodyByItsStatus(int status, String expected) {
    for (String body : List.of("", "<html>sorry</html>", "[]", "null", "\"x\"", "{\"code\":")) {
      assertThat(outcome(status, body).getClass().getSimpleName()).isEqualTo(expected);
    }
  }

  @Test
  void goesFromTheStablePartOfTheContractToTheUnstable() {
    for (int status :
        ErrorTable.ROWS.stream().mapToInt(ErrorTable.Row::from).distinct().toArray()) {
      List<ErrorTable.Row> rows = ErrorTable.ROWS.stream().filter(r -> r.from() == status).toList();
      int lastKeys = last(rows, r -> !r.keys().isEmpty());
      int firstSaid = first(rows, r -> !r.sentence().isEmpty());
      assertThat(firstSaid).as("status " + status).isGreaterThan(lastKeys);
      assertThat(rows.get(rows.size() - 1).bare()).as("status " + status).isTrue();
      assertThat(rows.stream().filter(ErrorTable.Row::bare)).hasSize(1);
    }
  }

  @Test
  void hasNoRowThatCanNeverDecide() {
    for (ErrorTable.Row row : ErrorTable.ROWS) {
      long code = row.code() == ErrorTable.ANY ? 12345678 : row.code();
      Set<String> keys = row.keys().isEmpty() ? Set.of() : Set.of(row.keys().iterator().next());
      assertThat(ErrorTable.row(row.from(), code, keys, row.sentence())).isEqualTo(row);
    }
  }

  @Test
  void knowsAClassForEachFault() {
    for (Fault fault : Fault.values()) {
      assertThat(Outcome.of(fault).fault()).isEqualTo(fault);
    }
  }

  /** How little a class claims of a request; refused and halted both say: not done. */
  private static int careful(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done done -> 0;
      case Outcome.Refused refused -> 1;
      case Outcome.Halted halted -> 1;
      case Outcome.Unauthorised unauthorised -> 2;
      case Outcome.RateLimited limited -> 2;
      case Outcome.Outage outage -> 3;
      case Outcome.Unknown unknown -> 4;
    };
  }

  private static Outcome outcome(int status, String body) {
    return AlpacaErrors.failed(status, body, "").outcome();
  }

  private static String said(String body, String sentence) {
    try {
      return ((ObjectNode) Json.tree(body)).put("message", sentence).toString();
    } catch (UnreadableAnswer e) {
      throw new IllegalStateException(e);
    }
  }

  private static int first(
      List<ErrorTable.Row> rows, java.util.function.Predicate<ErrorTable.Row> which) {
    return IntStream.range(0, rows.size())
        .filter(i -> which.test(rows.get(i)))
        .findFirst()
        .orElse(rows.size());
  }

  private static int last(
      List<ErrorTable.Row> rows, java.util.function.Predicate<ErrorTable.Row> which) {
    return IntStream.range(0, rows.size()).filter(i -> which.test(rows.get(i))).max().orElse(-1);
  }
}
