package io.tripline.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payload;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PayloadsTest {
  record Sample(BigDecimal amount, Instant at, Duration within) {}

  @Test
  void aRecordOfANewerWorkerIsRead() {
    Payload payload =
        Payload.newBuilder()
            .putMetadata("encoding", ByteString.copyFromUtf8("json/plain"))
            .setData(
                ByteString.copyFromUtf8(
                    "{\"amount\":1,\"at\":\"2026-11-23T15:00:00Z\",\"within\":\"PT3S\",\"new\":1}"))
            .build();

    assertThat(Payloads.converter().fromPayload(payload, Sample.class, Sample.class))
        .isEqualTo(
            new Sample(
                BigDecimal.ONE, Instant.parse("2026-11-23T15:00:00Z"), Duration.ofSeconds(3)));
  }

  @Test
  void decimalsAreWrittenPlainAndKeepTheirDigits() {
    Sample sample =
        new Sample(new BigDecimal("0.00000010"), Instant.EPOCH, Duration.ofMillis(1_500));
    Payload payload = Payloads.converter().toPayload(sample).orElseThrow();

    assertThat(payload.getData().toStringUtf8()).contains("\"amount\":0.00000010");
    assertThat(Payloads.converter().fromPayload(payload, Sample.class, Sample.class))
        .isEqualTo(sample);
  }
}
