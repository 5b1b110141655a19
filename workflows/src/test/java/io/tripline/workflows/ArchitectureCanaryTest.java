package io.tripline.workflows;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.tripline.workflows.canary.Offenders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule of {@link ArchitectureTest} must fail on its offender and pass the innocent. */
class ArchitectureCanaryTest {
  private static final JavaClasses CANARIES =
      new ClassFileImporter().importPackagesOf(Offenders.class);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ReadsAnInstant",
        "HandsOutTheClock",
        "ReadsADayInAZone",
        "TrustsTheDefaultZone",
        "ReadsMilliseconds",
        "ReadsNanoseconds",
        "ReadsTheEnvironment",
        "ReadsAProperty",
        "MakesAnId",
        "MakesItsOwnChance",
        "RollsDice",
        "TrustsTheLocale",
        "WorksInParallel",
        "StartsAThread",
        "KeepsAClock",
        "LogsAgainOnEveryReplay"
      })
  void aClassThatAReplayWouldNotRepeatIsCaught(String offender) {
    assertThat(breaks(ArchitectureTest.DETERMINISTIC, offender)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"OpensTheNetwork", "SharesBetweenThreads"})
  void aClassThatTouchesTheWorldIsCaught(String offender) {
    assertThat(breaks(ArchitectureTest.PURE, offender)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "OrderImpl",
        "OrderUtil",
        "OrderUtils",
        "OrderHelper",
        "OrderManager",
        "OrderBase"
      })
  void aNameThatSaysNothingIsCaught(String offender) {
    assertThat(breaks(ArchitectureTest.NAMED_FOR_WHAT_THEY_ARE, offender)).isTrue();
  }

  @Test
  void aCircleOfFeaturesIsCaught() {
    var rule = slices().matching("io.tripline.workflows.canary.(*)..").should().beFreeOfCycles();

    assertThat(rule.evaluate(CANARIES).hasViolation()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"HiddenWorkflow", "ProcedureInDisguise", "WiredWorkflow"})
  void aWorkflowThatCanNotBeStartedOrFoundIsCaught(String offender) {
    assertThat(breaks(ArchitectureTest.WORKFLOWS_CAN_BE_STARTED, offender)).isTrue();
  }

  @Test
  void aClassThatOnlySaysItIsAWorkflowIsCaught() {
    assertThat(breaks(ArchitectureTest.ONLY_WORKFLOWS_ARE_CALLED_SO, "NoWorkflow")).isTrue();
  }

  @Test
  void aWorkflowWithTooManyHandsIsCaught() {
    assertThat(breaks(ArchitectureTest.FEW_ACTIVITY_STUBS, "GreedyWorkflow")).isTrue();
  }

  @Test
  void aRoleWithoutItsNameInItsActivityTypesIsCaught() {
    assertThat(breaks(ArchitectureTest.ACTIVITY_TYPES_SAY_THEIR_ROLE, "NamelessRole")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"InnocentWorkflow", "Role"})
  void theInnocentBreakNothing(String innocent) {
    assertThat(breaks(ArchitectureTest.DETERMINISTIC, innocent)).isFalse();
    assertThat(breaks(ArchitectureTest.PURE, innocent)).isFalse();
    assertThat(breaks(ArchitectureTest.NAMED_FOR_WHAT_THEY_ARE, innocent)).isFalse();
    assertThat(breaks(ArchitectureTest.NO_CYCLES_BETWEEN_FEATURES, innocent)).isFalse();
    assertThat(breaks(ArchitectureTest.WORKFLOWS_CAN_BE_STARTED, innocent)).isFalse();
    assertThat(breaks(ArchitectureTest.ONLY_WORKFLOWS_ARE_CALLED_SO, innocent)).isFalse();
    assertThat(breaks(ArchitectureTest.FEW_ACTIVITY_STUBS, innocent)).isFalse();
    assertThat(breaks(ArchitectureTest.ACTIVITY_TYPES_SAY_THEIR_ROLE, innocent)).isFalse();
  }

  private static boolean breaks(ArchRule rule, String canary) {
    var name = Offenders.class.getName() + "$" + canary;
    var only = CANARIES.that(describe("are " + name, type -> type.getName().equals(name)));
    assertThat(only).as(name).hasSize(1);
    return rule.evaluate(only).hasViolation();
  }
}
