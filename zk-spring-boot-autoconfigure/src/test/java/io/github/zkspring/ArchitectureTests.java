package io.github.zkspring;

import java.util.List;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.Architectures;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import io.github.zkspring.client.ZkException;
import io.github.zkspring.client.connection.RequestSender;
import io.github.zkspring.client.connection.TrackingZooKeeper;
import io.github.zkspring.leader.LeaderElection;
import io.github.zkspring.mirror.fixture.BootOnTheFirstFloor;
import io.github.zkspring.watch.fixture.DoorToAnotherRoom;
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
 * The house of the design: every arrow points down.
 */
class ArchitectureTests {

	private static final String ROOT = "io.github.zkspring";

	private static final List<String> THIRD_FLOOR = List.of("health", "metrics", "endpoint");

	private static final List<String> SECOND_FLOOR = List.of("watch", "leader", "lock", "group", "lease", "recipe",
			"discovery", "config", "template");

	private static final List<String> FIRST_FLOOR = List.of("mirror", "contender", "guard", "fencing", "codec",
			"annotation");

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages(ROOT);

	@Test
	void importsTheMainClassesAlone() {
		assertThat(CLASSES).isNotEmpty();
		assertThat(CLASSES.contain(ArchitectureTests.class)).isFalse();
		assertThat(CLASSES.contain(DoorToAnotherRoom.class)).isFalse();
	}

	@Test
	void everyArrowPointsDown() {
		house().check(CLASSES);
	}

	@Test
	void noticesDoorBetweenTwoRooms() {
		JavaClasses fixture = new ClassFileImporter().importClasses(DoorToAnotherRoom.class, LeaderElection.class);
		assertThat(house().evaluate(fixture).getFailureReport().getDetails()).isNotEmpty()
			.allSatisfy((detail) -> assertThat(detail).contains(DoorToAnotherRoom.class.getName()));
	}

	@Test
	void packagesAreFreeOfCycles() {
		SlicesRuleDefinition.slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
	}

	@Test
	void subPackagesOfClientAreFreeOfCycles() {
		SlicesRuleDefinition.slices().matching(ROOT + ".(client.**)").should().beFreeOfCycles().check(CLASSES);
	}

	@Test
	void embeddedServerStandsBesideTheHouse() {
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
	void runtimeNeverSeesTheWiring() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackage(in("autoconfigure"))
			.should()
			.dependOnClassesThat()
			.resideInAPackage(in("autoconfigure"))
			.check(CLASSES);
	}

	@Test
	void onlyThirdFloorAndRoofKnowSpringBoot() {
		bootStaysUpstairs().check(CLASSES);
	}

	@Test
	void noticesSpringBootOnTheFirstFloor() {
		JavaClasses fixture = new ClassFileImporter().importClasses(BootOnTheFirstFloor.class);
		assertThat(bootStaysUpstairs().evaluate(fixture).hasViolation()).isTrue();
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
	void requestsAreSentWhereTheyAreMeasured() {
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
		ArchRuleDefinition.classes().should(liveInNullMarkedPackage()).check(CLASSES);
	}

	@Test
	void nothingLogsOrPrintsPastTheLogger() {
		GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(CLASSES);
		GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CLASSES);
	}

	@Test
	void autoConfigurationsArePublicFinalAndOfferNothing() {
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

	private static LayeredArchitecture house() {
		LayeredArchitecture house = Architectures.layeredArchitecture()
			.consideringOnlyDependenciesInAnyPackage(ROOT + "..")
			.withOptionalLayers(true)
			.layer("autoconfigure")
			.definedBy(in("autoconfigure"))
			.layer("embedded")
			.definedBy(in("embedded"))
			.layer("client")
			.definedBy(in("client"));
		for (String floor : Stream.of(THIRD_FLOOR, SECOND_FLOOR, FIRST_FLOOR).flatMap(List::stream).toList()) {
			house = house.layer(floor).definedBy(in(floor));
		}
		house = house.ensureAllClassesAreContainedInArchitecture()
			.whereLayer("autoconfigure")
			.mayNotBeAccessedByAnyLayer()
			.whereLayer("embedded")
			.mayOnlyBeAccessedByLayers("autoconfigure");
		List<String> upstairs = Stream.concat(Stream.of("autoconfigure"), THIRD_FLOOR.stream()).toList();
		house = openTo(house, THIRD_FLOOR, List.of("autoconfigure"));
		house = openTo(house, SECOND_FLOOR, upstairs);
		return openTo(house, FIRST_FLOOR, Stream.of(upstairs, SECOND_FLOOR).flatMap(List::stream).toList());
	}

	private static LayeredArchitecture openTo(LayeredArchitecture house, List<String> floor, List<String> above) {
		LayeredArchitecture next = house;
		for (String room : floor) {
			next = next.whereLayer(room).mayOnlyBeAccessedByLayers(above.toArray(String[]::new));
		}
		return next;
	}

	private static ArchRule bootStaysUpstairs() {
		String[] upstairs = Stream.concat(Stream.of("autoconfigure"), THIRD_FLOOR.stream())
			.map(ArchitectureTests::in)
			.toArray(String[]::new);
		return ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackages(upstairs)
			.should()
			.dependOnClassesThat()
			.resideInAPackage("org.springframework.boot..");
	}

	private static DescribedPredicate<JavaClass> areInsideAnAutoConfiguration() {
		return DescribedPredicate.describe("are inside an auto-configuration",
				(type) -> type.getEnclosingClass()
					.map((outer) -> outer.isAnnotatedWith(AutoConfiguration.class))
					.orElse(false));
	}

	private static ArchCondition<JavaClass> liveInNullMarkedPackage() {
		return new ArchCondition<>("live in a @NullMarked package") {

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
