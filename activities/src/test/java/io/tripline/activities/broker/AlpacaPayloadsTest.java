package io.tripline.activities.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tripline.workflows.broker.Account;
import io.tripline.workflows.broker.Bar;
import io.tripline.workflows.broker.Fill;
import io.tripline.workflows.broker.MarketCalendar;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.OrderStatus;
import io.tripline.workflows.broker.OrderType;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Quote;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The adapter against bodies written from the contract's field lists. */
class AlpacaPayloadsTest {
  @Test
  void readsTheAccountOfOctober2026WithoutTheRemovedFields() {
    Account account = (Account) Golden.ACCOUNT.value();
    assertThat(account.equity()).isEqualTo(Money.of("98765.43"));
    assertThat(account.lastEquity()).isEqualTo(Money.of("101234.56"));
    assertThat(account.intradayAdjustments()).isEqualTo(Money.of("-1500.25"));
    assertThat(account.balanceAsof()).isEqualTo(LocalDate.of(2026, 10, 7));
    assertThat(account.suspendedByUser()).isFalse();
    assertThat(Golden.ACCOUNT.body()).doesNotContain("pattern_day_trader", "daytrade_count");
  }

  @Test
  @SuppressWarnings("unchecked")
  void readsALongAndAShort() {
    List<Position> positions = (List<Position>) Golden.POSITIONS.value();
    assertThat(positions)
        .extracting(p -> p.quantity().text(), p -> p.available().text())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("143.825169371", "43.825169371"),
            org.assertj.core.groups.Tuple.tuple("-17", "-17"));
    assertThat(positions.get(1).marketValue()).isEqualTo(Money.of("-8719.47"));
  }

  @Test
  @SuppressWarnings("unchecked")
  void readsABracketWithItsHeldLegAndAnOrderByAmount() {
    List<Order> orders = (List<Order>) Golden.ORDERS.value();
    assertThat(orders)
        .extracting(Order::status)
        .containsExactly(
            OrderStatus.FILLED, OrderStatus.NEW, OrderStatus.HELD, OrderStatus.PARTIALLY_FILLED);
    assertThat(orders.get(2).type()).isEqualTo(OrderType.STOP);
    assertThat(orders.get(2).stop()).isEqualTo(Price.of("643.61"));
    assertThat(orders.get(3).quantity()).isNull();
    assertThat(orders.get(3).filled()).isEqualTo(Quantity.of("2.113"));
  }

  @Test
  @SuppressWarnings("unchecked")
  void takesTheTimeOfAnExecutionFromItsFieldNotFromItsId() {
    List<Fill> fills = (List<Fill>) Golden.FILLS.value();
    assertThat(fills.get(0).at()).isEqualTo(Instant.parse("2026-10-08T14:31:07.611Z"));
    assertThat(fills).extracting(f -> f.quantity().text()).containsExactly("5", "7");
  }

  @Test
  void readsTheClockAndTheHalfDayAfterThanksgiving() {
    assertThat(((MarketClock) Golden.CLOCK.value()).nextClose())
        .isEqualTo(Instant.parse("2026-11-27T18:00:00Z"));
    assertThat(
            ((MarketCalendar) Golden.CALENDAR.value())
                .on(LocalDate.of(2026, 11, 27))
                .orElseThrow()
                .close())
        .isEqualTo(Instant.parse("2026-11-27T18:00:00Z"));
  }

  @Test
  @SuppressWarnings("unchecked")
  void readsConfigurationsRowsQuotesAndBars() {
    assertThat(Golden.CONFIGURATIONS.value())
        .isEqualTo(new AccountSettings(false, false, true, "4"));
    assertThat((List<CancelRow>) Golden.CANCEL_ALL.value())
        .extracting(CancelRow::taken)
        .containsExactly(true, false, false);
    assertThat(((List<Quote>) Golden.QUOTES.value()).get(0).bid()).isEqualTo(Price.of("650.12"));
    assertThat(((List<Bar>) Golden.BARS.value()).get(0).volume()).isEqualTo(61_234_567L);
  }

  @ParameterizedTest
  @EnumSource(Golden.class)
  void readsTheSameWhereFieldsWereAdded(Golden golden) throws UnreadableAnswer {
    String more = golden.body().replaceAll("\\{(?=\\s*\")", "{\"brand_new\": {\"deep\": [1]}, ");
    if (golden != Golden.QUOTES && golden != Golden.BARS) {
      assertThat(golden.read(more)).isEqualTo(golden.value());
    }
  }

  @Test
  void readsAmountsAsNumbersToo() throws UnreadableAnswer {
    String numbers = Golden.ACCOUNT.body().replaceAll("\"(-?[0-9]+(\\.[0-9]+)?)\"", "$1");
    assertThat(numbers).contains("\"equity\": 98765.43");
    assertThat(Golden.ACCOUNT.read(numbers)).isEqualTo(Golden.ACCOUNT.value());
  }

  @Test
  @SuppressWarnings("unchecked")
  void readsTheLegsOfASpreadWhichSayTheSameClass() throws UnreadableAnswer {
    // The outermost order says it first; its legs have theirs each.
    String body =
        Golden.ORDERS
            .body()
            .replace("\"bracket\"", "\"mleg\"")
            .replaceFirst("\"symbol\": \"SPY\"", "\"symbol\": \"\"");
    List<Order> orders = (List<Order>) Golden.ORDERS.read(body);
    List<Order> golden = (List<Order>) Golden.ORDERS.value();
    assertThat(orders).isEqualTo(golden.subList(1, golden.size()));
  }

  /** A holding that is not traded any more must not hide the others from the flatten. */
  @ParameterizedTest
  @ValueSource(strings = {"current_price", "lastday_price", "market_value", "qty_available"})
  @SuppressWarnings("unchecked")
  void readsAPositionWithoutAMark(String field) throws UnreadableAnswer {
    String body =
        Golden.POSITIONS
            .body()
            .replaceFirst('"' + field + "\": \"[^\"]*\"", '"' + field + "\": null");
    List<Position> positions = (List<Position>) Golden.POSITIONS.read(body);
    assertThat(positions).hasSize(2);
    assertThat(positions.get(0).quantity()).isEqualTo(Quantity.of("143.825169371"));
    assertThat(positions.get(0).isPriced()).isEqualTo(!field.equals("current_price"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"brand_new_status", "FILLED_MAYBE", "7", "FILLED", "fılled"})
  @SuppressWarnings("unchecked")
  void takesNoUnknownStatusForAnEnd(String status) throws UnreadableAnswer {
    String body =
        Golden.ORDERS.body().replace("\"status\": \"filled\"", "\"status\": \"" + status + '"');
    Order order = ((List<Order>) Golden.ORDERS.read(body)).get(0);
    assertThat(order.status()).isEqualTo(OrderStatus.UNKNOWN);
    assertThat(order.status().terminal()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          ACCOUNT | "equity": "98765.43" | "equity": null
          ACCOUNT | "equity": "98765.43" | "equity": "NaN"
          ACCOUNT | "equity": "98765.43" | "equity": true
          ACCOUNT | "equity": "98765.43" | "equity": {}
          ACCOUNT | "equity": "98765.43" | "equity": ["98765.43"]
          ACCOUNT | "equity": "98765.43" | "equity": "९८"
          ACCOUNT | "equity": "98765.43" | "equity": "98,765.43"
          ACCOUNT | "equity": "98765.43" | "equity": "1e14"
          ACCOUNT | "equity": "98765.43" | "equity": 1e14
          ACCOUNT | "equity": "98765.43" | "equity": "98765.43", "equity": "98765.43"
          ACCOUNT | "trading_blocked": false | "trading_blocked": "false"
          ACCOUNT | "status": "ACTIVE", | "
          POSITIONS | "side": "long" | "side": "sideways"
          POSITIONS | "side": "long" | "side": null
          POSITIONS | "qty": "-17" | "qty": "17.5.1"
          POSITIONS | "qty": "-17", | "side2": "x",
          POSITIONS | "side": "short" | "side": "long"
          POSITIONS | "qty": "-17" | "qty": "0"
          POSITIONS | "symbol": "BRK.B" | "symbol": "SPY"
          POSITIONS | "current_price": "649.997" | "current_price": "-649.997"
          POSITIONS | "current_price": "649.997" | "current_price": "6499970000"
          ORDERS | "filled_qty": "12" | "filled_qty": "13"
          ORDERS | "filled_qty": "12" | "filled_qty": "-12"
          ORDERS | "filled_qty": "12" | "filled_qty": null
          ORDERS | "notional": "1234.56" | "notional": null
          ORDERS | "notional": "1234.56" | "notional": "-1"
          ORDERS | "side": "buy" | "side": "undisclosed"
          ORDERS | "id": "904837e3-0000-4b76-8f32-046db621571b" | "id": "61e69015-8549-4bfd-b9c3-01e75843f47d"
          ORDERS | "order_class": "" | "order_class": "mleg"
          ORDERS | "submitted_at": "2026-10-08T15:02:00.004Z" | "submitted_at": null
          FILLS | "qty": "5" | "qty": "-5"
          FILLS | "price": "650.12" | "price": "0"
          FILLS | "side": "buy" | "side": "both"
          CLOCK | "is_open": true | "is_open": 1
          CALENDAR | "close": "13:00" | "close": "1300"
          CALENDAR | "close": "13:00" | "close": "09:00"
          CALENDAR | "date": "2026-11-27" | "date": "2026-11-25"
          CONFIGURATIONS | "suspend_trade": false | "suspend_trade": null
          CANCEL_ALL | "status": 200 | "status": 2e9
          QUOTES | "bp": 650.12, | "bq": 1,
          BARS | "c": 651.21, | "cc": 1,
          BARS | "bars": | "bras":
          """)
  void callsABodyUnreadableRatherThanGuess(Golden golden, String right, String wrong) {
    assertThat(golden.body()).contains(right);
    String body = golden.body().replaceFirst(java.util.regex.Pattern.quote(right), wrong);
    assertThatThrownBy(() -> golden.read(body)).isInstanceOf(UnreadableAnswer.class);
  }
}
