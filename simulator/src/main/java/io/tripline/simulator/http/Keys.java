package io.tripline.simulator.http;

import io.tripline.simulator.exchange.Identity;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/** Checks the keys of a request: Alpaca's two headers, or HTTP Basic. */
final class Keys {
  private final Identity identity;

  Keys(Identity identity) {
    this.identity = identity;
  }

  boolean open(HttpFields headers) {
    String keyId = headers.get("APCA-API-KEY-ID");
    String secretKey = headers.get("APCA-API-SECRET-KEY");
    if (keyId != null || secretKey != null) {
      return identity.keyId().equals(keyId) && identity.secretKey().equals(secretKey);
    }
    return Optional.ofNullable(headers.get(HttpHeader.AUTHORIZATION))
        .filter(value -> value.startsWith("Basic "))
        .map(value -> decode(value.substring("Basic ".length())))
        .filter(pair -> pair.equals(identity.keyId() + ":" + identity.secretKey()))
        .isPresent();
  }

  private static String decode(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64.strip()), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
