package io.tripline.activities.broker;

/** Bodies in the form of Alpaca's recorded answers of 2026. */
final class Bodies {
  static final String ACCOUNT =
      """
      {"id":"904837e3-3b76-47ec-b432-046db621571b","account_number":"PA1","status":"ACTIVE",
       "crypto_tier":1,"currency":"USD","buying_power":"199000.00","cash":"5000.50",
       "equity":"98765.43","last_equity":"100000","balance_asof":"2026-11-20",
       "intraday_adjustments":"0","long_market_value":"93764.93","multiplier":"4",
       "trading_blocked":false,"account_blocked":false,"trade_suspended_by_user":false,
       "user_configurations":null,"something_new":{"x":[1]}}
      """;

  static final String POSITION =
      """
      {"asset_id":"b28f4066-5c6d-479b-a2af-85dc1a8f16fb","symbol":"SPY","exchange":"ARCA",
       "asset_class":"us_equity","avg_entry_price":"650.10","qty":"140.123456789",
       "qty_available":"100","side":"long","market_value":"91000.5","cost_basis":"91014",
       "unrealized_pl":"-13.5","current_price":"649.99","lastday_price":"651.2",
       "change_today":"-0.0018"}
      """;

  static final String HELD =
      """
      {"available":"0","code":40310000,"existing_qty":"2","held_for_orders":"2",
       "message":"insufficient qty available for order (requested: 2, available: 0)",
       "related_orders":["one","two"],"symbol":"F"}
      """;

  private Bodies() {}

  static String order(String id, String clientId, String status, String more) {
    return """
    {"id":"%s","client_order_id":"%s","created_at":"2026-11-23T14:30:00.123456789Z",
     "submitted_at":"2026-11-23T14:30:00.123456789Z","symbol":"SPY","asset_class":"us_equity",
     "notional":null,"qty":"10","filled_qty":"0","filled_avg_price":null,"order_class":"",
     "order_type":"market","type":"market","side":"buy","time_in_force":"day",
     "limit_price":null,"stop_price":null,"status":"%s","legs":null,"subtag":null%s}
    """
        .formatted(id, clientId, status, more);
  }
}
