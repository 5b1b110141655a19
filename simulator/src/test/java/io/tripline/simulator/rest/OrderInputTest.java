package io.tripline.simulator.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.simulator.BrokerClient;
import io.tripline.simulator.BrokerClient.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Orders that break a rule of input: which of the two codes, and which words. */
class OrderInputTest {
  private final BrokerClient client = new BrokerClient();

  @AfterEach
  void stop() {
    client.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'type':'market'                                                            | 40010001 | qty or notional is required
          'qty':'-1','type':'market'                                                 | 40010001 | qty must be > 0
          'qty':'abc','type':'market'                                                | 40010001 | qty must be a number
          'qty':'1'                                                                  | 40010001 | type is required
          'qty':'1','type':'dream'                                                   | 40010001 | invalid type: dream
          'qty':'1','type':'stop'                                                    | 40010001 | stop orders require a stop price
          'qty':'1','type':'stop_limit','stop_price':'640'                           | 40010001 | limit orders require a limit price
          'qty':'1','type':'trailing_stop'                                           | 40010001 | trailing stop orders must specify one of trail_price or trail_percent
          'qty':'1','type':'limit','limit_price':'-4'                                | 40010001 | limit_price must be > 0
          'qty':'1','type':'limit','limit_price':'0.12345'                           | 42210000 | invalid limit_price 0.12345. sub-penny increment does not fulfill minimum pricing criteria
          'qty':'1','type':'stop','stop_price':'600.001'                             | 42210000 | invalid stop_price 600.001. sub-penny increment does not fulfill minimum pricing criteria
          'qty':'0.1234567891','type':'market'                                       | 40010001 | qty must have no more than 9 decimal places
          'qty':'0.5','type':'trailing_stop','trail_price':'1'                       | 42210000 | fractional orders must be market, limit, stop or stop_limit orders
          'qty':'0.5','type':'market','order_class':'oto','stop_loss':{'stop_price':'600'} | 42210000 | fractional orders must be simple orders
          'notional':'10','type':'market','time_in_force':'ioc'                      | 42210000 | fractional orders must be DAY orders
          'qty':'1','type':'limit','limit_price':'1','extended_hours':true,'time_in_force':'ioc' | 42210000 | extended hours order must be DAY or GTC limit orders
          'qty':'1','type':'market','order_class':'bracket'                          | 40010001 | bracket orders require take_profit.limit_price and stop_loss.stop_price
          'qty':'1','type':'limit','limit_price':'640','order_class':'bracket','take_profit':{'limit_price':'700'},'stop_loss':{'stop_price':'640'} | 42210000 | stop_loss.stop_price must be <= base_price - 0.01
          'qty':'1','type':'limit','limit_price':'640','order_class':'bracket','take_profit':{'limit_price':'630'},'stop_loss':{'stop_price':'600'} | 42210000 | take_profit.limit_price must be >= base_price + 0.01
          'qty':'1','type':'limit','limit_price':'640','order_class':'bracket','time_in_force':'ioc','take_profit':{'limit_price':'700'},'stop_loss':{'stop_price':'600'} | 42210000 | bracket orders must be DAY or GTC orders in regular hours
          'qty':'1','type':'limit','limit_price':'690','order_class':'oco','stop_loss':{'stop_price':'700'} | 42210000 | oco orders must be exit orders
          'qty':'1','type':'market','side':'sell','position_intent':'sell_to_close'  | 42210000 | position intent mismatch, inferred: sell_to_open, specified: sell_to_close
          """)
  void refusesWithTheRightCode(String fields, String code, String message) {
    String order = fields.strip();
    for (String common : new String[] {"'symbol':'SPY'", "'side':'buy'", "'time_in_force':'day'"}) {
      if (!order.contains(common.substring(0, common.indexOf(':')))) {
        order = common + "," + order;
      }
    }
    Answer answer = client.order("{" + order + "}");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.field("message")).isEqualTo(message);
    assertThat(answer.field("code")).isEqualTo(code);
    assertThat(answer.json()).hasSize(2);
    assertThat(client.get("/v2/orders?status=all").json()).isEmpty();
  }
}
