package io.tripline.workflows.incident;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tripline.workflows.approval.DecisionRequest;
import io.tripline.workflows.broker.AccountName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever JSON people send can be read: bad input is answered, never lost or stuck. */
class LenientMessagesTest {
  private final ObjectMapper json = new ObjectMapper();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "7",
        "\"text\"",
        "[]",
        "[1,{}]",
        "{}",
        "{\"account\":7,\"by\":{},\"verdict\":[],\"more\":1}",
        "{\"verdict\":\"approve\",\"by\":\"bob\",\"incident\":{\"id\":7}}"
      })
  void anyShapeIsRead(String text) throws JsonProcessingException {
    json.readValue(text, IncidentStart.class);
    json.readValue(text, Word.class);
    json.readValue(text, CaseRequest.class);
    json.readValue(text, DecisionRequest.class);
  }

  @Test
  void aStartSurvivesTheRoundTrip() throws JsonProcessingException {
    IncidentStart start = new IncidentStart(new AccountName("paper"), "alice", "why");
    assertThat(json.readValue(json.writeValueAsString(start), IncidentStart.class))
        .isEqualTo(start);
  }

  @Test
  void aWordSurvivesTheRoundTrip() throws JsonProcessingException {
    Word word = new Word("r1", "alice", "why", "text");
    assertThat(json.readValue(json.writeValueAsString(word), Word.class)).isEqualTo(word);
  }

  @Test
  void aRequestSurvivesTheRoundTrip() throws JsonProcessingException {
    CaseRequest request =
        new CaseRequest("r1", "alice", "why", "P1", "DATA", "api-errors", "text", true);
    assertThat(json.readValue(json.writeValueAsString(request), CaseRequest.class))
        .isEqualTo(request);
  }

  @Test
  void aDecisionSurvivesTheRoundTrip() throws JsonProcessingException {
    DecisionRequest decision =
        new DecisionRequest(
            "r1", "reset-1", "approve", "alice", "why", "0123456789ab", "incident-x-1");
    assertThat(json.readValue(json.writeValueAsString(decision), DecisionRequest.class))
        .isEqualTo(decision);
  }

  @Test
  void anIncidentThatCannotBeReadIsAnotherOneAndNoneIsNone() throws JsonProcessingException {
    assertThat(json.readValue("{\"incident\":7}", DecisionRequest.class).incident())
        .isEqualTo("no text (Integer)");
    assertThat(json.readValue("{\"incident\":null}", DecisionRequest.class).incident()).isNull();
    assertThat(json.readValue("{\"by\":\"bob\"}", DecisionRequest.class).incident()).isNull();
  }
}
