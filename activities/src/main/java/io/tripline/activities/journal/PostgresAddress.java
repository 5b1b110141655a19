package io.tripline.activities.journal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A PostgreSQL database and who we are there. It prints without its password.
 *
 * @param url {@code jdbc:postgresql://host:port/database}, with parameters of the driver such as
 *     {@code sslmode}; never a user or a password
 * @param password empty where the server asks for none
 */
public record PostgresAddress(String url, String user, String password) {
  /** What {@link #urlOf} takes. */
  public static final String URL =
      "must be postgresql://host:port/database, with user and password elsewhere";

  private static final Pattern WRITTEN =
      Pattern.compile(
          "(?:jdbc:)?postgres(?:ql)?://([A-Za-z0-9._:,\\[\\]-]+)/([A-Za-z0-9._-]+)(\\?[^#\\s]*)?");
  private static final Pattern SECRET = Pattern.compile("(?i)[?&](user|[a-z]*password)=");

  /** Throws {@link IllegalArgumentException} without repeating what was given. */
  public PostgresAddress {
    url = urlOf(url);
    if (user.isBlank()) {
      throw new IllegalArgumentException("user: missing");
    }
  }

  /**
   * The driver's form of what a person wrote. Throws {@link IllegalArgumentException}, which does
   * not repeat the text: it may hold a password.
   */
  public static String urlOf(String written) {
    Matcher parts = WRITTEN.matcher(written.strip());
    if (!parts.matches() || SECRET.matcher(written).find()) {
      throw new IllegalArgumentException(URL);
    }
    String parameters = parts.group(3) == null ? "" : parts.group(3);
    return "jdbc:postgresql://" + parts.group(1) + "/" + parts.group(2) + parameters;
  }

  /** For people: the database without parameters. */
  public String where() {
    int parameters = url.indexOf('?');
    return url.substring("jdbc:".length(), parameters < 0 ? url.length() : parameters);
  }

  @Override
  public String toString() {
    return "PostgresAddress[" + where() + ", user " + user + "]";
  }
}
