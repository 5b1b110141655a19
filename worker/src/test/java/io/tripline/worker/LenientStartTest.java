package io.tripline.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DataConverterException;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.flatten.FlattenStart;
import io.tripline.workflows.guard.GuardStart;
import io.tripline.workflows.session.SessionStart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LenientStartTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "7",
        "\"sim\"",
        "{\"account\":7,\"policy\":[]}",
        "{\"account\":{\"name\":\"sim\"}}",
        "{\"account\":\"no such name!\",\"policy\":{\"limits\":\"low\"}}",
        "{\"account\":\"\",\"once\":\"perhaps\",\"by\":[1]}"
      })
  void whatIsUnusableCountsAsEmpty(String json) {
    assertThat(read(json, GuardStart.class)).isEqualTo(new GuardStart(null, null, null));
    assertThat(read(json, FlattenStart.class).account()).isNull();
    assertThat(read(json, SessionStart.class).account()).isNull();
  }

  @Test
  void noPartIsLeftOutInSilence() {
    assertThat(read("{\"account\":\"sim\",\"once\":true}", SessionStart.class))
        .satisfies(start -> assertThat(start.account()).isEqualTo(new AccountName("sim")))
        .satisfies(start -> assertThat(start.once()).isTrue());
    assertThat(read("{\"account\":\"sim\",\"once\":\"perhaps\"}", SessionStart.class).account())
        .isNull();
    assertThat(read("{\"account\":\"sim\",\"policy\":\"mine\"}", GuardStart.class).account())
        .isNull();
  }

  @Test
  void carriedStateIsNeverGuessed() {
    assertThatThrownBy(() -> read("{\"account\":\"sim\",\"carried\":\"mine\"}", GuardStart.class))
        .isInstanceOf(DataConverterException.class);
    assertThatThrownBy(() -> read("{\"account\":\"sim\",\"carried\":\"mine\"}", FlattenStart.class))
        .isInstanceOf(DataConverterException.class);
  }

  @Test
  void aStartOfOursComesBackAsItWas() {
    FlattenStart start = FlattenStart.of(new AccountName("sim"));
    Payload payload = Payloads.converter().toPayload(start).orElseThrow();

    assertThat(Payloads.converter().fromPayload(payload, FlattenStart.class, FlattenStart.class))
        .isEqualTo(start);
  }

  private static <T> T read(String json, Class<T> type) {
    Payload payload =
        Payload.newBuilder()
            .putMetadata("encoding", ByteString.copyFromUtf8("json/plain"))
            .setData(ByteString.copyFromUtf8(json))
            .build();
    return Payloads.converter().fromPayload(payload, type, type);
  }
}
