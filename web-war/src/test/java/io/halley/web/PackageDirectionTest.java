/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.concurrent.CompletableFuture;

@AnalyzeClasses(packages = "io.halley.web", importOptions = ImportOption.DoNotIncludeTests.class)
class PackageDirectionTest {
  @ArchTest
  static final ArchRule packages_dependInOneDirection =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("io.halley.web..")
          .layer("json")
          .definedBy("..web.json..")
          .layer("http")
          .definedBy("..web.http..")
          .layer("route")
          .definedBy("..web.route..")
          .layer("push")
          .definedBy("..web.push..")
          .layer("message")
          .definedBy("..web.message..")
          .layer("connect")
          .definedBy("..web.connect..")
          .layer("arrival")
          .definedBy("..web.arrival..")
          .layer("stat")
          .definedBy("..web.stat..")
          .layer("wiring")
          .definedBy("..web.wiring..")
          .whereLayer("json")
          .mayNotAccessAnyLayer()
          .whereLayer("arrival")
          .mayNotAccessAnyLayer()
          .whereLayer("http")
          .mayOnlyAccessLayers("json")
          .whereLayer("route")
          .mayNotAccessAnyLayer()
          .whereLayer("push")
          .mayOnlyAccessLayers("json", "http", "route")
          .whereLayer("message")
          .mayOnlyAccessLayers("json", "http")
          .whereLayer("connect")
          .mayOnlyAccessLayers("json", "http", "route")
          .whereLayer("stat")
          .mayOnlyAccessLayers("http", "route")
          .whereLayer("wiring")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule theServersOwnClasses_areKnownToArrivalOnly =
      noClasses()
          .that()
          .resideOutsideOfPackage("..web.arrival..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.glassfish..");

  @ArchTest
  static final ArchRule grpc_isKnownToTheWiringOnly =
      noClasses()
          .that()
          .resideOutsideOfPackage("..web.wiring..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.grpc..", "com.google..");

  /** Its thread lives as long as the JVM, with the class loader of the first that needed it. */
  @ArchTest
  static final ArchRule theJvmsTimer_isNotUsed =
      noClasses()
          .should()
          .callMethodWhere(
              target(nameMatching("orTimeout|completeOnTimeout|delayedExecutor"))
                  .and(target(owner(assignableTo(CompletableFuture.class)))));
}
