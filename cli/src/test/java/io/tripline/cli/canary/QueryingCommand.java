package io.tripline.cli.canary;

import java.sql.Connection;

/** Breaks a rule on purpose: speaks SQL. */
public final class QueryingCommand {
  /** The forbidden thing. */
  public static final Class<?> THING = Connection.class;

  private QueryingCommand() {}
}
