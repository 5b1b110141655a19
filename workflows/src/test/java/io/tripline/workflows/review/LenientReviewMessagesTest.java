package io.tripline.workflows.review;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever JSON people send can be read: bad input is answered, never lost or stuck. */
class LenientReviewMessagesTest {
  private final ObjectMapper json = new ObjectMapper();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "7",
        "\"text\"",
        "[]",
        "{}",
        "{\"incident\":7,\"by\":{},\"what\":[],\"number\":\"x\",\"needed\":\"maybe\",\"more\":1}"
      })
  void anyShapeIsRead(String text) throws JsonProcessingException {
    json.readValue(text, ReviewStart.class);
    json.readValue(text, Contribution.class);
    json.readValue(text, ActionRequest.class);
  }

  @Test
  void numbersAndTruthsMayBeTexts() throws JsonProcessingException {
    assertThat(json.readValue("{\"number\":\" 3 \"}", ActionRequest.class).number()).isEqualTo(3);
    assertThat(json.readValue("{\"needed\":\"no\"}", Contribution.class).needed()).isFalse();
  }

  @Test
  void messagesSurviveTheRoundTrip() throws JsonProcessingException {
    ReviewStart start = new ReviewStart("incident-x", "alice");
    Contribution said = new Contribution("r", "runbook", "text", "alice", true);
    ActionRequest asked = new ActionRequest("r", "add", 1, "text", "bob", "2026-12-31", "alice");
    assertThat(again(start, ReviewStart.class)).isEqualTo(start);
    assertThat(again(said, Contribution.class)).isEqualTo(said);
    assertThat(again(asked, ActionRequest.class)).isEqualTo(asked);
  }

  private <T> T again(T value, Class<T> type) throws JsonProcessingException {
    return json.readValue(json.writeValueAsString(value), type);
  }
}
