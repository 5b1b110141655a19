package io.tripline.simulator.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;

/**
 * An answer.
 *
 * @param contentType empty where there is no body
 */
public record Reply(int status, String contentType, String body) {
  /** JSON with status 200. */
  public static Reply ok(JsonNode body) {
    return json(200, body);
  }

  /** JSON with any status. */
  public static Reply json(int status, JsonNode body) {
    return new Reply(status, "application/json", Json.write(body));
  }

  /** 204, which must not have a body. */
  public static Reply noContent() {
    return new Reply(204, "", "");
  }

  /** A page as a proxy in front of the broker writes it. */
  public static Reply html(int status, String title) {
    return new Reply(
        status,
        "text/html",
        "<html>\r\n<head><title>%1$d %2$s</title></head>\r\n<body>\r\n<center><h1>%1$d %2$s</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"
            .formatted(status, title));
  }

  /** The body in UTF-8. */
  public byte[] bytes() {
    return body.getBytes(StandardCharsets.UTF_8);
  }
}
