package io.tripline.workflows.killswitch;

/**
 * Which program, configured how, a worker is.
 *
 * @param build digest of its program; the same program has the same one everywhere
 * @param configuration digest of the account's configuration as it read it
 */
public record WorkerMark(String build, String configuration) {
  /** Of a process that does not say. */
  public static final WorkerMark UNKNOWN = new WorkerMark("", "");
}
