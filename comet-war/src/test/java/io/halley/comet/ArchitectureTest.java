/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.comet;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.concurrent.CompletableFuture;

/** The direction of this module's packages. */
@AnalyzeClasses(packages = "io.halley.comet", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String BASE = "io.halley.comet.";

  @ArchTest
  static final ArchRule packages_dependOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("wiring")
          .definedBy(BASE + "wiring..")
          .layer("rpc")
          .definedBy(BASE + "rpc..")
          .layer("tcp")
          .definedBy(BASE + "tcp..")
          .layer("websocket")
          .definedBy(BASE + "websocket..")
          .layer("endpoint")
          .definedBy(BASE + "endpoint..")
          .layer("upgrade")
          .definedBy(BASE + "upgrade..")
          .layer("netty")
          .definedBy(BASE + "netty..")
          .layer("subscribe")
          .definedBy(BASE + "subscribe..")
          .layer("channel")
          .definedBy(BASE + "channel..")
          .layer("connection")
          .definedBy(BASE + "connection..")
          .whereLayer("wiring")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("rpc")
          .mayOnlyBeAccessedByLayers("wiring")
          .whereLayer("tcp")
          .mayOnlyBeAccessedByLayers("wiring")
          .whereLayer("websocket")
          .mayOnlyBeAccessedByLayers("wiring")
          .whereLayer("upgrade")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("endpoint")
          .mayOnlyBeAccessedByLayers("upgrade", "wiring")
          .whereLayer("netty")
          .mayOnlyBeAccessedByLayers("tcp", "websocket", "wiring")
          .whereLayer("subscribe")
          .mayOnlyBeAccessedByLayers("netty", "tcp", "websocket", "endpoint", "wiring")
          .whereLayer("channel")
          .mayOnlyBeAccessedByLayers("subscribe", "rpc", "wiring")
          .ensureAllClassesAreContainedInArchitecture();

  @ArchTest
  static final ArchRule packages_haveNoCycles =
      slices().matching(BASE + "(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule netty_isKnownToItsEdgesOnly =
      noClasses()
          .that()
          .resideOutsideOfPackages(BASE + "netty..", BASE + "tcp..", BASE + "websocket..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.netty..");

  @ArchTest
  static final ArchRule jakarta_isKnownToTheContainersEdgeAndTheWiringOnly =
      noClasses()
          .that()
          .resideOutsideOfPackages(BASE + "endpoint..", BASE + "upgrade..", BASE + "wiring..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta..", "org.eclipse.microprofile..");

  @ArchTest
  static final ArchRule tyrusAndGrizzly_areKnownToTheUpgradeOnly =
      noClasses()
          .that()
          .resideOutsideOfPackage(BASE + "upgrade..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.glassfish..");

  @ArchTest
  static final ArchRule channels_knowNoTransport =
      noClasses()
          .that()
          .resideInAnyPackage(BASE + "channel..", BASE + "connection..", BASE + "subscribe..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.net..", "java.nio.channels..");

  @ArchTest
  static final ArchRule connections_knowMessagesAndWhatIsLogged =
      classes()
          .that()
          .resideInAPackage(BASE + "connection..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              BASE + "connection..",
              "io.halley.cluster.message..",
              "io.halley.cluster.outage..",
              "java..",
              "org.jspecify..");

  /** Its thread lives as long as the JVM, with the class loader of the first that needed it. */
  @ArchTest
  static final ArchRule theJvmsTimer_isNotUsed =
      noClasses()
          .should()
          .callMethodWhere(
              target(nameMatching("orTimeout|completeOnTimeout|delayedExecutor"))
                  .and(target(owner(assignableTo(CompletableFuture.class)))));
}
