package io.github.zkspring;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.Architectures;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import io.github.zkspring.autoconfigure.ZkAutoConfiguration;
import io.github.zkspring.client.ZkException;
import io.github.zkspring.client.ZkSession;
import io.github.zkspring.client.connection.RequestSender;
import io.github.zkspring.client.connection.TrackingZooKeeper;
import io.github.zkspring.faults.ZooKeeperProcess;
import io.github.zkspring.leader.LeaderElection;
import io.github.zkspring.watch.fixture.DependencyOnLeader;
import org.apache.zookeeper.AsyncCallback;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Checks the directions between modules and packages: wiring, management, features,
 * engines and the client, from top to bottom. Features do not depend on each other.
 */
class ArchitectureTests {

	private static final String ROOT = "io.github.zkspring";

	private static final List<String> MANAGEMENT = List.of("health", "metrics", "endpoint");

	private static final List<String> FEATURES = List.of("watch", "leader", "lock", "group", "lease", "recipe",
			"discovery", "config", "template");

	private static final List<String> ENGINES = List.of("mirror", "contender", "guard", "fencing", "codec");

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.withImportOption((location) -> !location.contains("zk-spring-test-support"))
		.withImportOption((location) -> !location.contains("-tests.jar"))
		.importPackages(ROOT);

	@Test
	void importsOnlyMainClasses() {
		assertThat(CLASSES.contain(ZkAutoConfiguration.class)).isTrue();
		assertThat(CLASSES.contain(ZkSession.class)).isTrue();
		assertThat(CLASSES.contain(ZooKeeperProcess.class)).isFalse();
		assertThat(CLASSES.contain(ArchitectureTests.class)).isFalse();
		assertThat(CLASSES.contain(DependencyOnLeader.class)).isFalse();
	}

	@Test
	void packagesDependDownwards() {
		layers().check(CLASSES);
	}

	@Test
	void detectsDependencyBetweenFeatures() {
		JavaClasses fixture = new ClassFileImporter().importClasses(DependencyOnLeader.class, LeaderElection.class);
		assertThat(layers().evaluate(fixture).getFailureReport().getDetails()).isNotEmpty()
			.allSatisfy((detail) -> assertThat(detail).contains(DependencyOnLeader.class.getName()));
	}

	@Test
	void featuresAreFreeOfCycles() {
		SlicesRuleDefinition.slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
	}

	@Test
	void packagesAreFreeOfCycles() {
		SlicesRuleDefinition.slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
	}

	@Test
	void packagesHaveAtMostFortyFiles() {
		Map<String, Long> files = CLASSES.stream()
			.filter((type) -> type.getEnclosingClass().isEmpty())
			.collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
		assertThat(files.values()).allMatch((count) -> count <= 40);
	}

	@Test
	void inheritanceOfOwnClassesHasAtMostTwoLevels() {
		ArchRuleDefinition.classes()
			.that(DescribedPredicate.not(JavaClass.Predicates.assignableTo(Throwable.class)))
			.should(new ArchCondition<>("extend at most one class of this project") {

				@Override
				public void check(JavaClass type, ConditionEvents events) {
					long own = type.getAllRawSuperclasses()
						.stream()
						.filter((superclass) -> superclass.getPackageName().startsWith(ROOT))
						.count();
					events
						.add(new SimpleConditionEvent(type, own <= 1, type.getName() + " extends " + own + " classes"));
				}

			})
			.check(CLASSES);
	}

	@Test
	void embeddedServerDependsOnExceptionsOnly() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideInAPackage(in("embedded"))
			.should()
			.dependOnClassesThat(JavaClass.Predicates.resideInAPackage(ROOT + "..")
				.and(JavaClass.Predicates.resideOutsideOfPackage(in("embedded")))
				.and(DescribedPredicate.not(JavaClass.Predicates.belongToAnyOf(ZkException.class))))
			.check(CLASSES);
	}

	@Test
	void runtimeDoesNotDependOnAutoConfiguration() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackage(in("autoconfigure"))
			.should()
			.dependOnClassesThat()
			.resideInAPackage(in("autoconfigure"))
			.check(CLASSES);
	}

	@Test
	void coreDoesNotDependOnSpringBoot() {
		ArchRuleDefinition.noClasses()
			.that(DescribedPredicate.describe("are in the core module",
					(type) -> type.getSource().orElseThrow().getUri().toString().contains("zk-spring-core")))
			.should()
			.dependOnClassesThat()
			.resideInAPackage("org.springframework.boot..")
			.check(CLASSES);
	}

	@Test
	void onlyMetricsAndItsWiringKnowMicrometer() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackages(in("metrics"), in("autoconfigure"))
			.should()
			.dependOnClassesThat()
			.resideInAPackage("io.micrometer..")
			.check(CLASSES);
	}

	@Test
	void onlyMeasuredClassesSendRequests() {
		ArchRuleDefinition.noClasses()
			.that()
			.doNotBelongToAnyOf(RequestSender.class, TrackingZooKeeper.class)
			.should()
			.callMethodWhere(sendsRequest())
			.check(CLASSES);
	}

	private static DescribedPredicate<JavaMethodCall> sendsRequest() {
		return DescribedPredicate.describe("a request of ZooKeeper's handle",
				(call) -> call.getTargetOwner().isAssignableTo(ZooKeeper.class) && call.getTarget()
					.getRawParameterTypes()
					.stream()
					.anyMatch((type) -> type.isAssignableTo(AsyncCallback.class)));
	}

	@Test
	void everyPackageIsNullMarked() {
		ArchRuleDefinition.classes().should(resideInNullMarkedPackage()).check(CLASSES);
	}

	@Test
	void outputGoesThroughCommonsLogging() {
		GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(CLASSES);
		GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CLASSES);
	}

	@Test
	void autoConfigurationsArePublicFinalWithoutPublicMembers() {
		ArchRuleDefinition.classes()
			.that()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.bePublic()
			.andShould()
			.haveModifier(JavaModifier.FINAL)
			.check(CLASSES);
		ArchRuleDefinition.members()
			.that()
			.areDeclaredInClassesThat()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.notBePublic()
			.andShould()
			.notBeProtected()
			.check(CLASSES);
		ArchRuleDefinition.classes().that(areInsideAnAutoConfiguration()).should().bePackagePrivate().check(CLASSES);
	}

	@Test
	void beanMethodsOfPostProcessorsAreStatic() {
		ArchRuleDefinition.methods()
			.that()
			.areAnnotatedWith(Bean.class)
			.and()
			.haveRawReturnType(JavaClass.Predicates.assignableTo(BeanPostProcessor.class)
				.or(JavaClass.Predicates.assignableTo(BeanFactoryPostProcessor.class))
				.or(JavaClass.Predicates.assignableTo(SmartInitializingSingleton.class)))
			.should()
			.beStatic()
			.check(CLASSES);
	}

	private static LayeredArchitecture layers() {
		LayeredArchitecture layers = Architectures.layeredArchitecture()
			.consideringOnlyDependenciesInAnyPackage(ROOT + "..")
			.withOptionalLayers(true)
			.layer("autoconfigure")
			.definedBy(in("autoconfigure"))
			.layer("embedded")
			.definedBy(in("embedded"))
			.layer("client")
			.definedBy(in("client"))
			.layer("annotation")
			.definedBy(in("annotation"));
		for (String name : Stream.of(MANAGEMENT, FEATURES, ENGINES).flatMap(List::stream).toList()) {
			layers = layers.layer(name).definedBy(in(name));
		}
		layers = layers.ensureAllClassesAreContainedInArchitecture()
			.whereLayer("autoconfigure")
			.mayNotBeAccessedByAnyLayer()
			.whereLayer("embedded")
			.mayOnlyBeAccessedByLayers("autoconfigure");
		List<String> above = Stream.concat(Stream.of("autoconfigure"), MANAGEMENT.stream()).toList();
		layers = openTo(layers, MANAGEMENT, List.of("autoconfigure"));
		layers = openTo(layers, FEATURES, above);
		return openTo(layers, ENGINES, Stream.of(above, FEATURES).flatMap(List::stream).toList());
	}

	private static LayeredArchitecture openTo(LayeredArchitecture layers, List<String> packages, List<String> above) {
		LayeredArchitecture next = layers;
		for (String name : packages) {
			next = next.whereLayer(name).mayOnlyBeAccessedByLayers(above.toArray(String[]::new));
		}
		return next;
	}

	private static DescribedPredicate<JavaClass> areInsideAnAutoConfiguration() {
		return DescribedPredicate.describe("are inside an auto-configuration",
				(type) -> type.getEnclosingClass()
					.map((outer) -> outer.isAnnotatedWith(AutoConfiguration.class))
					.orElse(false));
	}

	private static ArchCondition<JavaClass> resideInNullMarkedPackage() {
		return new ArchCondition<>("reside in a @NullMarked package") {

			@Override
			public void check(JavaClass type, ConditionEvents events) {
				boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
				events.add(new SimpleConditionEvent(type, marked,
						type.getPackageName() + " has no package-info with @NullMarked"));
			}

		};
	}

	private static String in(String name) {
		return ROOT + "." + name + "..";
	}

}
