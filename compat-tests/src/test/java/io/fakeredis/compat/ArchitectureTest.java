package io.fakeredis.compat;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.fakeredis.ManualClock;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Flavour;
import io.fakeredis.api.Profile;
import io.fakeredis.api.Version;
import io.fakeredis.core.engine.CommandTable;
import io.fakeredis.core.engine.TimeSource;
import io.fakeredis.server.Main;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The rules of docs/architecture.md. An exception stands here, with its reason. */
class ArchitectureTest {
  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.fakeredis");

  private static final String API = "io.fakeredis.api";
  private static final String CORE = "io.fakeredis.core.";

  /** What each package of the core may use, beside itself, the API and the JDK. */
  private static final Map<String, List<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("dict", List.of()),
          Map.entry("profile", List.of()),
          Map.entry("resp", List.of()),
          Map.entry("keyspace", List.of("dict")),
          Map.entry("value", List.of("dict")),
          Map.entry("rdb", List.of("value")),
          Map.entry("config", List.of("resp")),
          Map.entry("engine", List.of("keyspace", "config", "profile")),
          Map.entry("catalog", List.of("engine", "profile")),
          Map.entry("acl", List.of("engine", "catalog", "config", "profile", "resp")),
          Map.entry("command", List.of("value")),
          Map.entry("replication", List.of("engine", "config", "keyspace", "resp", "value")),
          Map.entry(
              "control",
              List.of(
                  "engine",
                  "acl",
                  "catalog",
                  "keyspace",
                  "config",
                  "dict",
                  "profile",
                  "value",
                  "rdb",
                  "replication",
                  "resp",
                  "script")),
          Map.entry(
              "script",
              List.of("engine", "config", "profile", "keyspace", "value", "resp", "rdb")));

  @TestFactory
  Stream<DynamicTest> arrowsOfTheCore() {
    return MAY_USE.entrySet().stream()
        .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> checkArrows(entry)));
  }

  private static void checkArrows(Map.Entry<String, List<String>> entry) {
    Stream<String> used = Stream.concat(Stream.of(entry.getKey()), entry.getValue().stream());
    String[] packages =
        Stream.concat(Stream.of(API), used.map(name -> CORE + name + "..")).toArray(String[]::new);
    classes()
        .that()
        .resideInAPackage(CORE + entry.getKey() + "..")
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackage("io.fakeredis..").or(resideInAnyPackage(packages)))
        .allowEmptyShould(true)
        .check(OURS);
  }

  @Test
  void everyPackageOfTheCoreHasItsArrows() {
    assertThat(OURS.stream().map(JavaClass::getPackageName).filter(name -> name.startsWith(CORE)))
        .allMatch(name -> MAY_USE.containsKey(name.substring(CORE.length()).split("\\.")[0]));
  }

  @Test
  void theApiNeedsTheJdkOnly() {
    classes()
        .that()
        .resideInAPackage(API)
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(API, "java..", "org.jspecify.annotations"))
        .check(OURS);
  }

  @Test
  void modulesSeeTheApiAlone() {
    noClasses()
        .that()
        .resideInAPackage("io.fakeredis.module..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.fakeredis..")
                .and(not(resideInAnyPackage(API, "io.fakeredis.module.."))))
        .allowEmptyShould(true)
        .check(OURS);
  }

  @Test
  void packagesAreFreeOfCycles() {
    slices().matching("io.fakeredis.(**)").should().beFreeOfCycles().check(OURS);
  }

  @Test
  void packagesAreNullMarked() {
    assertThat(OURS.stream().map(JavaClass::getPackage).distinct())
        .allMatch(ArchitectureTest::isNullMarked);
  }

  private static boolean isNullMarked(JavaPackage named) {
    return named.isAnnotatedWith(NullMarked.class);
  }

  @Test
  void librariesAreSilent() {
    noClasses()
        .that(
            not(
                belongToAnyOf(
                    // a command line speaks to its terminal
                    Main.class)))
        .should(ACCESS_STANDARD_STREAMS)
        .check(OURS);
  }

  @Test
  void nobodyAsksTheMachineForTheTime() {
    noClasses()
        .that(
            not(
                belongToAnyOf(
                    // the one clock
                    TimeSource.class,
                    // a test may want to start from now
                    ManualClock.class)))
        .should()
        .callMethodWhere(calls(System.class, "currentTimeMillis|nanoTime"))
        .orShould()
        .callMethodWhere(
            DescribedPredicate.<JavaCall<?>>describe(
                "asks java.time for the time",
                call ->
                    call.getTargetOwner().getPackageName().equals("java.time")
                        && call.getName().matches("now|systemUTC|systemDefaultZone|tick.*")))
        .check(OURS);
  }

  @Test
  void chanceIsInjected() {
    noClasses()
        .should()
        .callConstructor(Random.class)
        .orShould()
        .callMethod(ThreadLocalRandom.class, "current")
        .orShould()
        .callMethod(Math.class, "random")
        .check(OURS);
  }

  @Test
  void onlyProfilesCompareVersions() {
    noClasses()
        .that(
            not(
                belongToAnyOf(Version.class, Profile.class, Feature.class)
                    .or(assignableTo(Flavour.class))
                    // finds the newest version of a line: redis:7 is 7.4
                    .or(nameMatching("io\\.fakeredis\\.Plugins"))
                    // take the newer one where there are two rows, two parameters of a name
                    .or(belongToAnyOf(CommandTable.class))
                    .or(nameMatching("io\\.fakeredis\\.core\\.config\\.ParameterTable"))))
        .should()
        .callMethodWhere(calls(Version.class, "compareTo|atLeast|isIn|part"))
        .check(OURS);
  }

  private static DescribedPredicate<JavaCall<?>> calls(Class<?> owner, String names) {
    return DescribedPredicate.describe(
        "calls " + owner.getSimpleName() + "." + names,
        call -> call.getTargetOwner().isEquivalentTo(owner) && call.getName().matches(names));
  }

  @Test
  void staticsDoNotChange() {
    fields()
        .that()
        .areStatic()
        .should()
        .beFinal()
        .andShould()
        .notHaveRawType(
            resideInAPackage("java.util.concurrent..")
                .or(assignableTo(ThreadLocal.class))
                .or(assignableTo(StringBuilder.class))
                .or(
                    assignableTo(Collection.class)
                        .or(assignableTo(Map.class))
                        .and(not(interfaces()))))
        .check(OURS);
  }

  private static DescribedPredicate<JavaClass> interfaces() {
    return DescribedPredicate.describe("interfaces", JavaClass::isInterface);
  }

  @Test
  void namesSayWhatAThingIs() {
    noClasses()
        .should()
        .haveNameMatching(".*\\.(Abstract|Base)[A-Z]\\w*|.*(Impl|Manager|Helper|Utils?)")
        .check(OURS);
  }
}
