package io.tripline.cli;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.temporal.client.ActivityCompletionException;

/**
 * Who may import whom, between the modules. The rough rule is in the POMs; this is the rest, here
 * because only this module sees all others. {@link ModulesCanaryTest} shows that each rule bites.
 */
@AnalyzeClasses(packages = "io.tripline", importOptions = ModulesTest.ProductionCode.class)
class ModulesTest {
  private static final DescribedPredicate<JavaClass> WORKFLOW_CLASSES =
      describe(
          "workflow classes",
          type ->
              type.getPackageName().startsWith("io.tripline.workflows")
                  && type.getSimpleName().endsWith("Workflow"));

  @ArchTest
  static final ArchRule THE_SIMULATOR_SHARES_NOTHING =
      noClasses()
          .that()
          .resideInAPackage("io.tripline.simulator..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.tripline..")
                  .and(resideOutsideOfPackages("io.tripline.simulator..")))
          .because("a peer that shared our types would agree with our mistakes");

  @ArchTest
  static final ArchRule WORKFLOWS_KNOW_NOBODY =
      noClasses()
          .that()
          .resideInAPackage("io.tripline.workflows..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.tripline..")
                  .and(resideOutsideOfPackages("io.tripline.workflows..")));

  @ArchTest
  static final ArchRule ACTIVITIES_KNOW_CONTRACTS_ONLY =
      noClasses()
          .that()
          .resideInAPackage("io.tripline.activities..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.tripline..")
                  .and(
                      resideOutsideOfPackages(
                          "io.tripline.activities..", "io.tripline.workflows..")));

  @ArchTest
  static final ArchRule THE_WORKER_KNOWS_NO_COMMAND_AND_NO_SIMULATOR =
      noClasses()
          .that()
          .resideInAPackage("io.tripline.worker..")
          .should()
          .dependOnClassesThat(resideInAnyPackage("io.tripline.cli..", "io.tripline.simulator.."));

  @ArchTest
  static final ArchRule ONLY_THE_WIRING_NAMES_WORKFLOW_CLASSES =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.tripline.workflows..")
          .and()
          .doNotHaveFullyQualifiedName("io.tripline.worker.Wiring")
          .should()
          .dependOnClassesThat(WORKFLOW_CLASSES)
          .because("they are public only because Temporal demands it");

  @ArchTest
  static final ArchRule ONLY_THE_GUARDS_HANDS_TALK_TO_WORKFLOWS =
      noClasses()
          .that()
          .resideInAPackage("io.tripline.activities..")
          .and()
          .resideOutsideOfPackages(
              "io.tripline.activities.guard..",
              "io.tripline.activities.review..",
              "io.tripline.activities.start..")
          .should()
          .dependOnClassesThat(
              // How an activity hears that it is over.
              resideInAPackage("io.temporal.client..")
                  .and(not(assignableTo(ActivityCompletionException.class))));

  @ArchTest
  static final ArchRule ACTIVITIES_RUN_NO_WORKER_AND_NO_WORKFLOW =
      noClasses()
          .that()
          .resideInAPackage("io.tripline.activities..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.temporal.worker..", "io.temporal.serviceclient..", "io.temporal.workflow..");

  @ArchTest
  static final ArchRule COMMANDS_CALL_THE_BROKER_ONLY_WHERE_THEY_MUST =
      commandsUse(
          "io.tripline.activities.broker..",
          "flatten",
          "status",
          "broker",
          "disarm",
          "doctor",
          "up",
          "drill");

  /** With keys alone, when no guard is there that could do it. */
  @ArchTest
  static final ArchRule ONLY_DISARM_SETS_FLAGS =
      commandsUse("io.tripline.activities.arming..", "disarm");

  @ArchTest
  static final ArchRule COMMANDS_USE_NO_OTHER_HANDS =
      noClasses()
          .that()
          .resideInAPackage("io.tripline.cli..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.tripline.activities..")
                  .and(
                      resideOutsideOfPackages(
                          "io.tripline.activities.arming..",
                          "io.tripline.activities.broker..",
                          "io.tripline.activities.journal..",
                          "io.tripline.activities.start..")))
          .because("how a procedure is started is said once, for them and the guard");

  @ArchTest
  static final ArchRule FEW_COMMANDS_START_THE_WORKER =
      commandsUse(
          "io.tripline.worker..",
          "connect",
          "worker",
          "up",
          "drill",
          "chaos",
          "bench",
          "doctor",
          "notify",
          "runbook");

  @ArchTest
  static final ArchRule FEW_COMMANDS_START_THE_SIMULATOR =
      commandsUse("io.tripline.simulator..", "simulator", "up", "drill", "chaos", "bench");

  @ArchTest
  static final ArchRule ONLY_ACTIVITIES_SPEAK_HTTP_AND_SQL =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.tripline.activities..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("okhttp3..", "java.sql..", "javax.sql..");

  @ArchTest
  static final ArchRule NAMED_FOR_WHAT_THEY_ARE =
      noClasses()
          .should()
          .haveNameMatching(".*(Impl|Utils?|Helper|Manager|Base)")
          .because("such a name says nothing");

  private static ArchRule commandsUse(String packages, String... nouns) {
    var rule =
        noClasses()
            .that(
                resideInAPackage("io.tripline.cli..")
                    .and(resideOutsideOfPackages(packagesOf(nouns))));
    return rule.should().dependOnClassesThat().resideInAPackage(packages);
  }

  private static String[] packagesOf(String... nouns) {
    var packages = new String[nouns.length];
    for (var i = 0; i < nouns.length; i++) {
      packages[i] = "io.tripline.cli." + nouns[i] + "..";
    }
    return packages;
  }

  /** Neither our tests nor the test jar of another module. */
  static final class ProductionCode implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return new DoNotIncludeTests().includes(location) && !location.contains("-tests.jar");
    }
  }
}
