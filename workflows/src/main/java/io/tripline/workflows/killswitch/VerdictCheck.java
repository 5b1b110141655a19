package io.tripline.workflows.killswitch;

/**
 * One of the data-quality checks D1 to D10.
 *
 * @param id such as {@code D1}
 * @param title what it compares
 * @param figure what was found, as people read it
 * @param rule what would pass
 */
public record VerdictCheck(String id, String title, Check check, String figure, String rule) {}
