package io.tripline.workflows;

/** The two task queues: different worker processes, so that each lives when the other dies. */
public final class TaskQueues {
  /** Sessions and orders. */
  public static final String TRADING = "trading";

  /** Guard, flatten, incidents and review. */
  public static final String RESPONSE = "response";

  private TaskQueues() {}
}
