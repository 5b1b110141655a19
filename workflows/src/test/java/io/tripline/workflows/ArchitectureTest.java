package io.tripline.workflows;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.temporal.activity.ActivityInterface;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import io.temporal.workflow.WorkflowInterface;
import java.time.Clock;
import java.util.regex.Pattern;

/**
 * The rules of this module that a compiler can't see. {@link ArchitectureCanaryTest} shows for each
 * that it bites.
 */
@AnalyzeClasses(
    packages = "io.tripline.workflows",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final int MAXIMUM_ACTIVITY_STUBS = 6;

  private static final Pattern WORLD =
      Pattern.compile(
          "java\\.time\\..*\\.(now|systemDefault)\\(.*"
              + "|java\\.lang\\.System\\.(currentTimeMillis|nanoTime|getenv|getProperty)\\(.*"
              + "|java\\.util\\.(UUID\\.randomUUID|Random\\.<init>|Locale\\.getDefault)\\(.*"
              + "|java\\.lang\\.Math\\.random\\(.*"
              + "|.*\\.(parallel|parallelStream)\\(.*");

  /**
   * Of accesses, not calls: so it also sees {@code LocalDate.now(zone)} and {@code Instant::now}.
   */
  private static final DescribedPredicate<JavaAccess<?>> READS_THE_WORLD =
      describe(
          "read the world", access -> WORLD.matcher(access.getTarget().getFullName()).matches());

  private static final DescribedPredicate<JavaClass> IS_A_WORKFLOW_CLASS =
      describe(
          "are workflow classes",
          type ->
              !type.isInterface()
                  && type.getAllRawInterfaces().stream()
                      .anyMatch(each -> each.isAnnotatedWith(WorkflowInterface.class)));

  @ArchTest
  static final ArchRule DETERMINISTIC =
      noClasses()
          .should()
          .accessTargetWhere(READS_THE_WORLD)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Thread.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class)
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("org.slf4j.LoggerFactory")
          .because("a replay must decide the same again");

  /** Widen the list one package at a time, with the reason. */
  @ArchTest
  static final ArchRule PURE =
      noClasses()
          .should()
          .dependOnClassesThat(
              not(
                  resideInAnyPackage(
                      "io.tripline.workflows..",
                      "java.lang..",
                      "java.math",
                      // PlanDigest: SHA-256 over text; pure, and nothing else of both is used.
                      "java.security",
                      "java.nio.charset",
                      "java.time..",
                      "java.util",
                      "java.util.function",
                      "java.util.stream",
                      "java.util.regex",
                      // Pure arithmetic on arrays of numbers.
                      "org.apache.commons.statistics..",
                      "com.fasterxml.jackson.annotation",
                      "io.temporal.workflow..",
                      "io.temporal.activity",
                      "io.temporal.common..",
                      "io.temporal.failure",
                      "io.temporal.api.enums.v1",
                      "io.temporal.api.common.v1",
                      "org.jspecify.annotations",
                      "org.slf4j")))
          .because("what touches the world is an activity");

  @ArchTest
  static final ArchRule NAMED_FOR_WHAT_THEY_ARE =
      noClasses()
          .should()
          .haveNameMatching(".*(Impl|Utils?|Helper|Manager|Base)")
          .because("such a name says nothing");

  @ArchTest
  static final ArchRule NO_CYCLES_BETWEEN_FEATURES =
      slices()
          .matching("io.tripline.workflows.(*)..")
          .should()
          .beFreeOfCycles()
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule WORKFLOWS_CAN_BE_STARTED =
      classes()
          .that(IS_A_WORKFLOW_CLASS)
          .should()
          .haveModifier(JavaModifier.PUBLIC)
          .andShould()
          .haveSimpleNameEndingWith("Workflow")
          .andShould(haveAConstructorThatTemporalCanCall())
          .because("Temporal makes them by reflection and only the worker may name them")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule ONLY_WORKFLOWS_ARE_CALLED_SO =
      classes()
          .that()
          .haveSimpleNameEndingWith("Workflow")
          .should(be(IS_A_WORKFLOW_CLASS))
          .because("rules of other modules find workflow classes by this ending")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule FEW_ACTIVITY_STUBS =
      classes().should(makeAtMost(MAXIMUM_ACTIVITY_STUBS)).because("one class, one procedure");

  @ArchTest
  static final ArchRule ACTIVITY_TYPES_SAY_THEIR_ROLE =
      classes()
          .that()
          .areAnnotatedWith(ActivityInterface.class)
          .should(prefixActivityTypesWithTheirName())
          .because("two roles of one worker may have a method of the same name")
          .allowEmptyShould(true);

  private static ArchCondition<JavaClass> haveAConstructorThatTemporalCanCall() {
    return new ArchCondition<>("have a public constructor, no-argument or @WorkflowInit") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        var found =
            type.getConstructors().stream()
                .anyMatch(each -> isPublic(each) && isCallableByTemporal(each));
        events.add(new SimpleConditionEvent(type, found, type.getName() + " has none"));
      }
    };
  }

  private static boolean isPublic(JavaConstructor constructor) {
    return constructor.getModifiers().contains(JavaModifier.PUBLIC);
  }

  private static boolean isCallableByTemporal(JavaConstructor constructor) {
    return constructor.getRawParameterTypes().isEmpty()
        || constructor.isAnnotatedWith(WorkflowInit.class);
  }

  private static ArchCondition<JavaClass> makeAtMost(int limit) {
    return new ArchCondition<>("make at most " + limit + " activity stubs") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        var made =
            type.getMethodCallsFromSelf().stream()
                .filter(call -> call.getTargetOwner().isEquivalentTo(Workflow.class))
                .filter(call -> call.getName().matches("new.*ActivityStub"))
                .count();
        events.add(
            new SimpleConditionEvent(type, made <= limit, type.getName() + " makes " + made));
      }
    };
  }

  private static ArchCondition<JavaClass> prefixActivityTypesWithTheirName() {
    return new ArchCondition<>("have their own name as namePrefix") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        var prefix = type.getAnnotationOfType(ActivityInterface.class).namePrefix();
        var right = prefix.equals(type.getSimpleName());
        events.add(
            new SimpleConditionEvent(
                type, right, type.getName() + " has the prefix \"" + prefix + "\""));
      }
    };
  }
}
