package io.tripline.workflows.broker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AccountTest {
  @Test
  void theLossIsAFractionOfThePreviousClose() {
    assertThat(account("97690", "100000", "0").dayLoss().orElseThrow())
        .isEqualByComparingTo("0.0231");
  }

  @Test
  void aWithdrawalIsNoLoss() {
    assertThat(account("90000", "100000", "-10000").dayLoss().orElseThrow())
        .isEqualByComparingTo("0");
  }

  @Test
  void aDepositHidesNoLoss() {
    assertThat(account("100000", "100000", "2500").dayLoss().orElseThrow())
        .isEqualByComparingTo("0.025");
  }

  @Test
  void aGainIsNoLoss() {
    assertThat(account("101000", "100000", "0").dayLoss().orElseThrow()).isEqualByComparingTo("0");
  }

  @Test
  void withoutAPreviousCloseTheLossIsUnknown() {
    assertThat(account("1", "0", "0").dayLoss()).isEmpty();
  }

  private static Account account(String equity, String last, String adjustments) {
    return new Account(
        "a1",
        "ACTIVE",
        Money.ZERO,
        Money.of(equity),
        Money.of(last),
        null,
        Money.of(adjustments),
        Money.ZERO,
        false,
        false,
        false);
  }
}
