package io.tripline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.tripline.activities.canary.CuriousHand;
import io.tripline.activities.canary.TalkingHand;
import io.tripline.activities.canary.WorkingHand;
import io.tripline.activities.guard.canary.TalkingGuard;
import io.tripline.cli.canary.CallingCommand;
import io.tripline.cli.canary.CommandHelper;
import io.tripline.cli.canary.NamingCommand;
import io.tripline.cli.canary.NotifyingCommand;
import io.tripline.cli.canary.QueryingCommand;
import io.tripline.cli.canary.SimulatingCommand;
import io.tripline.cli.canary.WorkingCommand;
import io.tripline.cli.flatten.canary.FlatteningCommand;
import io.tripline.simulator.canary.SharingSimulator;
import io.tripline.worker.canary.CuriousWorker;
import io.tripline.workflows.canary.modules.CuriousProcedure;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule of {@link ModulesTest} must fail on its offender. */
class ModulesCanaryTest {
  static Stream<Arguments> offenders() {
    return Stream.of(
        Arguments.of(SharingSimulator.class, ModulesTest.THE_SIMULATOR_SHARES_NOTHING),
        Arguments.of(CuriousProcedure.class, ModulesTest.WORKFLOWS_KNOW_NOBODY),
        Arguments.of(CuriousHand.class, ModulesTest.ACTIVITIES_KNOW_CONTRACTS_ONLY),
        Arguments.of(CuriousWorker.class, ModulesTest.THE_WORKER_KNOWS_NO_COMMAND_AND_NO_SIMULATOR),
        Arguments.of(NamingCommand.class, ModulesTest.ONLY_THE_WIRING_NAMES_WORKFLOW_CLASSES),
        Arguments.of(TalkingHand.class, ModulesTest.ONLY_THE_GUARDS_HANDS_TALK_TO_WORKFLOWS),
        Arguments.of(WorkingHand.class, ModulesTest.ACTIVITIES_RUN_NO_WORKER_AND_NO_WORKFLOW),
        Arguments.of(
            CallingCommand.class, ModulesTest.COMMANDS_CALL_THE_BROKER_ONLY_WHERE_THEY_MUST),
        Arguments.of(NotifyingCommand.class, ModulesTest.COMMANDS_USE_NO_OTHER_HANDS),
        Arguments.of(WorkingCommand.class, ModulesTest.FEW_COMMANDS_START_THE_WORKER),
        Arguments.of(SimulatingCommand.class, ModulesTest.FEW_COMMANDS_START_THE_SIMULATOR),
        Arguments.of(QueryingCommand.class, ModulesTest.ONLY_ACTIVITIES_SPEAK_HTTP_AND_SQL),
        Arguments.of(CommandHelper.class, ModulesTest.NAMED_FOR_WHAT_THEY_ARE));
  }

  @ParameterizedTest
  @MethodSource("offenders")
  void whoBreaksARuleIsCaught(Class<?> offender, ArchRule rule) {
    assertThat(breaks(rule, offender)).isTrue();
  }

  @Test
  void theGuardsHandsMayTalkToWorkflows() {
    assertThat(breaks(ModulesTest.ONLY_THE_GUARDS_HANDS_TALK_TO_WORKFLOWS, TalkingGuard.class))
        .isFalse();
  }

  @Test
  void flattenMayCallTheBroker() {
    assertThat(
            breaks(
                ModulesTest.COMMANDS_CALL_THE_BROKER_ONLY_WHERE_THEY_MUST, FlatteningCommand.class))
        .isFalse();
  }

  private static boolean breaks(ArchRule rule, Class<?> type) {
    return rule.allowEmptyShould(true)
        .evaluate(new ClassFileImporter().importClasses(type))
        .hasViolation();
  }
}
