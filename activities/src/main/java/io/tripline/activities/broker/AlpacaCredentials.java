package io.tripline.activities.broker;

/** An API key pair; never printed. */
public record AlpacaCredentials(String keyId, String secretKey) {
  /** Throws {@link IllegalArgumentException} if a part is missing or can't be a header's value. */
  public AlpacaCredentials {
    require("APCA_API_KEY_ID", keyId);
    require("APCA_API_SECRET_KEY", secretKey);
  }

  private static void require(String name, String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(name + ": missing");
    }
    if (!value.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new IllegalArgumentException(name + ": holds a character that no key has");
    }
  }

  /** The text without the keys: an answer may repeat what was sent. */
  String hiddenIn(String text) {
    return text.replace(secretKey, "[hidden]").replace(keyId, "[hidden]");
  }

  @Override
  public String toString() {
    return "AlpacaCredentials[hidden]";
  }
}
