package io.tripline.activities.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.longs;
import static org.quicktheories.generators.SourceDSL.strings;

import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.killswitch.HaltState.Known;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Laws of reading streams: nothing that comes in throws, something that happened to an order is
 * never taken for nothing, and no garbled status says that a halted symbol trades.
 */
class StreamParsingLawsTest {
  private static final String FILL =
      """
      {"stream":"trade_updates","data":{"event":"fill","timestamp":"2026-11-27T15:00:00.5Z",
       "order":{"id":"61e69015-8549-4bfd-b9c3-01e75843f47d","client_order_id":"a","symbol":"SPY",
       "status":"filled","qty":"10","filled_qty":"10","filled_avg_price":"600.1"},
       "price":"600.1","qty":"10","position_qty":"10","execution_id":"2f63ea93"}}\
      """;
  private static final String HALT =
      """
      [{"T":"s","S":"SPY","sc":"H","sm":"Trading Halt","rc":"LUDP",
       "rm":"Volatility Trading Pause","t":"2026-11-27T15:00:00Z","z":"B"}]\
      """;
  private static final String QUOTES =
      """
      [{"T":"q","S":"SPY","bx":"V","bp":600.1,"bs":1,"ax":"V","ap":600.2,"as":2,"c":["R"],
       "z":"B","t":"2026-11-27T15:00:00.1Z"},
       {"T":"t","S":"SPY","i":1,"x":"V","p":600.15,"s":100,"c":["@"],"z":"B",
       "t":"2026-11-27T15:00:00.2Z"},
       {"T":"l","S":"SPY","u":630.1,"d":570.1,"i":"B","t":"2026-11-27T15:00:00Z","z":"B"}]\
      """;

  @Test
  void readsWhatAlpacaSends() {
    assertThat(StreamJson.trade(FILL))
        .isInstanceOfSatisfying(
            StreamEvent.TradeUpdate.class,
            update -> {
              assertThat(update.event()).isEqualTo(TradeEvent.FILL);
              assertThat(update.symbol()).isEqualTo(new Symbol("SPY"));
              assertThat(update.orderId()).startsWith("61e69015");
              assertThat(update.at()).isNotNull();
            });
    assertThat(StreamJson.market(HALT))
        .singleElement()
        .isInstanceOfSatisfying(
            StreamEvent.Halting.class,
            halt -> {
              assertThat(halt.halted()).isEqualTo(Known.YES);
              assertThat(halt.reason()).contains("LUDP Volatility Trading Pause");
            });
    assertThat(StreamJson.market(QUOTES))
        .hasExactlyElementsOfTypes(
            StreamEvent.Quoted.class, StreamEvent.Traded.class, StreamEvent.Bands.class);
  }

  @Test
  void readsTheGreetingsAndRefusalsOfBothStreams() {
    assertThat(
            StreamJson.trade(
                "{\"stream\":\"authorization\",\"data\":{\"status\":\"authorized\",\"action\":\"authenticate\"}}"))
        .isEqualTo(new StreamEvent.Greeting(StreamEvent.Step.AUTHENTICATED));
    assertThat(
            StreamJson.trade(
                "{\"stream\":\"authorization\",\"data\":{\"status\":\"unauthorized\",\"action\":\"listen\"}}"))
        .isEqualTo(new StreamEvent.Greeting(StreamEvent.Step.UNAUTHORISED));
    assertThat(StreamJson.trade("{\"stream\":\"listening\",\"data\":{\"streams\":[]}}"))
        .isInstanceOf(StreamEvent.Refused.class);
    assertThat(StreamJson.trade("\u0001")).isInstanceOf(StreamEvent.Nothing.class);
    for (int code = 400; code <= 409; code++) {
      int asked = code;
      assertThat(StreamJson.market("[{\"T\":\"error\",\"code\":%d,\"msg\":\"x\"}]".formatted(code)))
          .singleElement()
          .isInstanceOfSatisfying(
              StreamEvent.Refused.class,
              refused ->
                  assertThat(refused.refusal())
                      .as("code " + asked)
                      .isEqualTo(StreamRefusal.of(asked))
                      .isNotEqualTo(StreamRefusal.UNKNOWN));
    }
    assertThat(StreamEnd.of(StreamRefusal.TAKEN, "").why()).isEqualTo(StreamEnd.Why.TAKEN);
    assertThat(StreamEnd.of(StreamRefusal.NOT_SUBSCRIBED, "").why())
        .isEqualTo(StreamEnd.Why.NOT_ALLOWED);
  }

  @Test
  void anUnknownEventIsStillSomethingThatHappened() {
    StreamEvent event = StreamJson.trade(FILL.replace("\"fill\"", "\"teleported\""));
    assertThat(event)
        .isInstanceOfSatisfying(
            StreamEvent.TradeUpdate.class,
            update -> assertThat(update.event()).isEqualTo(TradeEvent.UNKNOWN));
    assertThat(StreamJson.trade(FILL.replace("\"SPY\"", "[1]")))
        .isInstanceOf(StreamEvent.TradeUpdate.class);
  }

  @Test
  void aStatusCodeThatWeDoNotKnowIsUnknownAndNeverTrading() {
    for (String code : List.of("\"Z\"", "\"\"", "7", "null", "[]", "\"t\"")) {
      for (StreamEvent event : StreamJson.market(HALT.replace("\"H\"", code))) {
        if (event instanceof StreamEvent.Halting halting) {
          assertThat(halting.halted()).as(code).isEqualTo(Known.UNKNOWN);
        }
      }
    }
  }

  @Test
  void oneBadMessageDoesNotTakeTheOthersWithIt() {
    assertThat(StreamJson.market(QUOTES.replace("600.15", "\"NaN\"")))
        .hasExactlyElementsOfTypes(
            StreamEvent.Quoted.class, StreamEvent.Unreadable.class, StreamEvent.Bands.class);
  }

  @Test
  void scratchedFramesNeverThrowAndNeverLiftAHalt() {
    qt().withExamples(6_000)
        .forAll(longs().all(), integers().between(1, 4))
        .checkAssert((seed, scratches) -> {
          Random random = new Random(seed);
          String fill = FILL;
          String halt = HALT;
          for (int i = 0; i < scratches; i++) {
            fill = scratched(fill, random);
            halt = scratched(halt, random);
          }
          assertThat(StreamJson.trade(fill)).isNotNull();
          assertThat(StreamJson.market(fill)).isNotNull();
          for (StreamEvent event : StreamJson.market(halt)) {
            assertThat(
                    event instanceof StreamEvent.Halting halting
                        && halting.halted() == Known.NO
                        && !halt.contains("\"T\",\"sm\"")
                        && !halt.contains("\"3\""))
                .as(halt)
                .isFalse();
          }
        });
  }

  @Test
  void anyTextIsReadAsSomething() {
    qt().forAll(strings().basicMultilingualPlaneAlphabet().ofLengthBetween(0, 60))
        .checkAssert(text -> {
          assertThat(StreamJson.trade(text)).isNotNull();
          assertThat(StreamJson.market(text)).isNotNull();
        });
    assertThat(StreamJson.market("[".repeat(200_000)))
        .singleElement()
        .isInstanceOf(StreamEvent.Unreadable.class);
    assertThat(StreamJson.trade("{\"a\":\"" + "x".repeat(2_000_000) + "\"}"))
        .isInstanceOf(StreamEvent.Unreadable.class);
  }

  private static String scratched(String body, Random random) {
    String alphabet = "0123456789.-+eE\"{}[]:,nulltrufaseTHs \u0000é";
    char other = alphabet.charAt(random.nextInt(alphabet.length()));
    int at = random.nextInt(Math.max(1, body.length() - 1));
    return switch (random.nextInt(3)) {
      case 0 -> body.substring(0, at) + body.substring(at + 1);
      case 1 -> body.substring(0, at) + other + body.substring(at);
      default -> body.substring(0, at) + other + body.substring(at + 1);
    };
  }
}
