package io.tripline.workflows.review;

import java.util.List;

/**
 * What a message to a review led to.
 *
 * @param sentence for the person who sent it
 * @param number of the action item; 0 for other messages
 * @param missing what must still be there before the review can be signed
 */
public record ReviewAnswer(String sentence, int number, ReviewState state, List<String> missing) {
  /** Copies what is missing. */
  public ReviewAnswer {
    missing = List.copyOf(missing);
  }
}
