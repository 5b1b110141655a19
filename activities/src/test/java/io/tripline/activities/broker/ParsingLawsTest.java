package io.tripline.activities.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.arbitrary;
import static org.quicktheories.generators.SourceDSL.longs;
import static org.quicktheories.generators.SourceDSL.strings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tripline.workflows.broker.Account;
import io.tripline.workflows.broker.Bar;
import io.tripline.workflows.broker.Fill;
import io.tripline.workflows.broker.MarketCalendar;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.Quote;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Laws of parsing: whatever is done to a body, it is read as what it says or called unreadable. It
 * never turns into a flat account, an empty list, an ended order or zero money, and it throws
 * nothing but {@link UnreadableAnswer}.
 */
class ParsingLawsTest {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** What a field may turn into. Zeros are not among them: a well-formed lie can't be told. */
  private static final List<JsonNode> GARBAGE =
      List.of(
          NODES.nullNode(),
          NODES.textNode(""),
          NODES.textNode(" "),
          NODES.textNode("NaN"),
          NODES.textNode("Infinity"),
          NODES.textNode("null"),
          NODES.textNode("1e999"),
          NODES.textNode("-0x1"),
          NODES.textNode("0,00"),
          NODES.textNode("٠"),
          NODES.textNode("unknown_word"),
          NODES.booleanNode(true),
          NODES.booleanNode(false),
          NODES.numberNode(Double.MAX_VALUE),
          NODES.numberNode(Long.MIN_VALUE),
          NODES.objectNode(),
          NODES.arrayNode(),
          NODES.arrayNode().add("1"));

  @ParameterizedTest
  @EnumSource(Golden.class)
  void noPrefixOfABodyCanBeRead(Golden golden) {
    String body = golden.body().strip();
    for (int end = 0; end < body.length(); end++) {
      String cut = body.substring(0, end);
      assertThatThrownBy(() -> golden.read(cut)).isInstanceOf(UnreadableAnswer.class);
    }
  }

  @Test
  void aFieldThatIsGarbledOrGoneNeverBecomesGoodNews() {
    qt().withExamples(4_000)
        .forAll(arbitrary().enumValues(Golden.class), longs().all())
        .checkAssert((golden, seed) -> {
          JsonNode tree = golden.tree();
          garble(tree, new Random(seed));
          neverGoodNews(golden, tree.toString());
        });
  }

  @Test
  void twoCharactersThatChangeNeverBecomeGoodNews() {
    qt().withExamples(4_000)
        .forAll(arbitrary().enumValues(Golden.class), longs().all())
        .checkAssert((golden, seed) -> {
          Random random = new Random(seed);
          neverGoodNews(golden, scratched(scratched(golden.body(), random), random));
        });
  }

  @Test
  void textThatIsNoneOfTheBrokersIsNeverReadAsAnything() {
    qt().forAll(
            arbitrary().enumValues(Golden.class),
            strings().basicMultilingualPlaneAlphabet().ofLengthBetween(0, 80))
        .checkAssert((golden, text) -> {
          if (!text.strip().equals("[]")) {
            assertThatThrownBy(() -> golden.read(text)).isInstanceOf(UnreadableAnswer.class);
          }
        });
  }

  @Test
  void anEmptyAnswerOfAnotherShapeIsNoEmptyList() {
    for (Golden golden : Golden.LISTS) {
      for (String body :
          List.of("{}", "null", "\"\"", "0", "false", "[null]", "[[]]", "[0]", "[{}]", "[],", "")) {
        assertThatThrownBy(() -> golden.read(body))
            .as(golden + " " + body)
            .isInstanceOf(UnreadableAnswer.class);
      }
    }
  }

  @Test
  void aBodyNestedWithoutEndIsUnreadable() {
    String deep = "[".repeat(200_000);
    assertThatThrownBy(() -> Golden.POSITIONS.read(deep)).isInstanceOf(UnreadableAnswer.class);
    String wide = "{\"equity\":" + "9".repeat(50_000) + "}";
    assertThatThrownBy(() -> Golden.ACCOUNT.read(wide)).isInstanceOf(UnreadableAnswer.class);
  }

  /** The canary: a reader that forgives what is missing is caught by the law. */
  @Test
  void theLawCatchesAReaderThatForgives() throws UnreadableAnswer {
    Account forgiven =
        (Account) Golden.ACCOUNT.read(Golden.ACCOUNT.body().replace("98765.43", "0"));
    assertThatThrownBy(() -> judge(Golden.ACCOUNT, forgiven, ""))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> judge(Golden.POSITIONS, List.of(), ""))
        .isInstanceOf(AssertionError.class);
  }

  private static void neverGoodNews(Golden golden, String body) {
    Object value;
    try {
      value = golden.read(body);
    } catch (UnreadableAnswer expected) {
      assertThat(expected.getMessage()).isNotBlank();
      return;
    }
    judge(golden, value, body);
  }

  /** Every amount of the golden bodies that this looks at is far from zero. */
  private static void judge(Golden golden, Object value, String body) {
    switch (golden) {
      case ACCOUNT -> {
        Account account = (Account) value;
        assertThat(
                List.of(
                    account.equity().signum(),
                    account.lastEquity().signum(),
                    account.cash().signum(),
                    account.buyingPower().signum(),
                    account.intradayAdjustments().signum()))
            .as(body)
            .doesNotContain(0);
      }
      case POSITIONS -> {
        List<Position> positions = rows(golden, value, body, Position.class);
        assertThat(positions).as(body).noneMatch(p -> p.quantity().signum() == 0);
        assertThat(positions)
            .as(body)
            .noneMatch(p -> p.marketValue().signum() == 0 && p.isPriced());
        // Only where the broker says itself that it knows no price.
        assertThat(positions.stream().allMatch(Position::isPriced))
            .as(body)
            .isEqualTo(!body.matches("(?s).*\"current_price\"\\s*:\\s*null.*"));
      }
      case ORDERS -> {
        List<Order> orders = new ArrayList<>();
        ((List<?>) value).forEach(o -> orders.add((Order) o));
        // Only the first says "filled"; no other may have ended.
        assertThat(orders.stream().filter(o -> o.status().terminal()).count())
            .as(body)
            .isLessThanOrEqualTo(1);
        assertThat(orders).as(body).hasSizeGreaterThanOrEqualTo(2);
      }
      case FILLS ->
          assertThat(rows(golden, value, body, Fill.class))
              .as(body)
              .allMatch(f -> f.quantity().signum() > 0 && f.price().signum() > 0);
      case CANCEL_ALL -> rows(golden, value, body, CancelRow.class);
      case CALENDAR -> assertThat(((MarketCalendar) value).sessions()).as(body).hasSize(2);
      case QUOTES ->
          assertThat(rows(value, Quote.class))
              .as(body)
              .allMatch(q -> q.bid().signum() > 0 && q.ask().signum() > 0);
      case BARS ->
          assertThat(rows(value, Bar.class)).as(body).allMatch(b -> b.close().signum() > 0);
      case CLOCK, CONFIGURATIONS -> assertThat(value).as(body).isNotNull();
    }
  }

  private static <T> List<T> rows(Golden golden, Object value, String body, Class<T> type) {
    List<T> rows = rows(value, type);
    assertThat(rows).as(body).hasSize(golden.tree().size());
    return rows;
  }

  private static <T> List<T> rows(Object value, Class<T> type) {
    return ((List<?>) value).stream().map(type::cast).toList();
  }

  /** One field of one object, somewhere, is dropped or becomes garbage. */
  private static void garble(JsonNode tree, Random random) {
    List<ObjectNode> objects = new ArrayList<>();
    collect(tree, objects);
    ObjectNode object = objects.get(random.nextInt(objects.size()));
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    if (names.isEmpty()) {
      return;
    }
    String name = names.get(random.nextInt(names.size()));
    int choice = random.nextInt(GARBAGE.size() + 1);
    if (choice == GARBAGE.size()) {
      object.remove(name);
    } else {
      object.set(name, GARBAGE.get(choice));
    }
  }

  private static void collect(JsonNode node, List<ObjectNode> into) {
    if (node instanceof ObjectNode object) {
      into.add(object);
    }
    if (node instanceof ObjectNode || node instanceof ArrayNode) {
      node.forEach(child -> collect(child, into));
    }
  }

  private static String scratched(String body, Random random) {
    String alphabet = "0123456789.-+eE\"{}[]:,nulltrufase \u0000é";
    char other = alphabet.charAt(random.nextInt(alphabet.length()));
    int at = random.nextInt(body.length());
    return switch (random.nextInt(3)) {
      case 0 -> body.substring(0, at) + body.substring(at + 1);
      case 1 -> body.substring(0, at) + other + body.substring(at);
      default -> body.substring(0, at) + other + body.substring(at + 1);
    };
  }
}
