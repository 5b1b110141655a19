package io.tripline.activities.broker;

import io.tripline.workflows.broker.Symbol;
import java.net.URI;
import java.util.Collection;
import okhttp3.HttpUrl;

/** Addresses of Alpaca's resources at one endpoint. */
final class AlpacaUrls {
  /** The most that a page of orders may hold; the default of 50 hides some. */
  static final int ORDERS_PER_PAGE = 500;

  /** The most that a page of account activities holds. */
  static final int ACTIVITIES_PER_PAGE = 100;

  private final AlpacaEndpoint endpoint;

  AlpacaUrls(AlpacaEndpoint endpoint) {
    this.endpoint = endpoint;
  }

  HttpUrl.Builder trading(String path) {
    return origin(endpoint.base()).addPathSegment("v2").addPathSegment(path);
  }

  HttpUrl.Builder orders(String status) {
    return trading("orders")
        .addQueryParameter("status", status)
        .addQueryParameter("limit", String.valueOf(ORDERS_PER_PAGE))
        .addQueryParameter("nested", "true");
  }

  HttpUrl.Builder stocks(String path) {
    HttpUrl.Builder url = origin(endpoint.data()).addPathSegments("v2/stocks/" + path);
    String feed = endpoint.feed();
    return feed == null ? url : url.addQueryParameter("feed", feed);
  }

  HttpUrl.Builder corporateActions() {
    return origin(endpoint.data()).addPathSegments("v1/corporate-actions");
  }

  static String joined(Collection<Symbol> symbols) {
    return String.join(",", symbols.stream().map(Symbol::value).distinct().toList());
  }

  private static HttpUrl.Builder origin(URI uri) {
    return HttpUrl.get(uri.toString()).newBuilder();
  }
}
