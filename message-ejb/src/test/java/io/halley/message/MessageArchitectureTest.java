/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.concurrent.CompletableFuture;

/** The direction of this module's packages: wiring, service, appending, store; none looks back. */
@AnalyzeClasses(
    packages = "io.halley.message",
    importOptions = ImportOption.DoNotIncludeTests.class)
class MessageArchitectureTest {
  @ArchTest
  static final ArchRule PACKAGES_DEPEND_ONE_WAY =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("store")
          .definedBy("io.halley.message.store")
          .layer("sql")
          .definedBy("io.halley.message.store.sql..")
          .layer("redis")
          .definedBy("io.halley.message.store.redis..")
          .layer("appending")
          .definedBy("io.halley.message.appending..")
          .layer("service")
          .definedBy("io.halley.message.service..")
          .layer("wiring")
          .definedBy("io.halley.message.wiring..")
          .whereLayer("wiring")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("service")
          .mayOnlyBeAccessedByLayers("wiring")
          .whereLayer("appending")
          .mayOnlyBeAccessedByLayers("service", "wiring")
          .whereLayer("sql")
          .mayOnlyBeAccessedByLayers("wiring")
          .whereLayer("redis")
          .mayOnlyBeAccessedByLayers("wiring")
          .whereLayer("store")
          .mayOnlyBeAccessedByLayers("sql", "redis", "appending", "service", "wiring");

  @ArchTest
  static final ArchRule ONLY_WIRING_KNOWS_THE_CONTAINER =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.halley.message.wiring..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "jakarta.ejb..",
              "jakarta.annotation..",
              "jakarta.enterprise..",
              "jakarta.transaction..",
              "org.eclipse.microprofile..");

  @ArchTest
  static final ArchRule A_DATABASE_IS_KNOWN_TO_ITS_STORE =
      classes()
          .that()
          .resideOutsideOfPackages("io.halley.message.store.sql..", "io.halley.message.wiring..")
          .should()
          .onlyDependOnClassesThat()
          .resideOutsideOfPackages("jakarta.persistence..", "java.sql..", "javax.sql..");

  @ArchTest
  static final ArchRule REDIS_IS_KNOWN_TO_ITS_STORE =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.halley.message.store.redis..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("redis.clients..");

  /** Its thread lives as long as the JVM, with the class loader of the first that needed it. */
  @ArchTest
  static final ArchRule THE_JVMS_TIMER_IS_NOT_USED =
      noClasses()
          .should()
          .callMethodWhere(
              target(nameMatching("orTimeout|completeOnTimeout|delayedExecutor"))
                  .and(target(owner(assignableTo(CompletableFuture.class)))));
}
