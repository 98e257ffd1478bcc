/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "io.halley.launcher",
    importOptions = ImportOption.DoNotIncludeTests.class)
class PackageDirectionTest {
  @ArchTest
  static final ArchRule modulesAreNotKnown =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.halley.comet..", "io.halley.web..", "io.halley.message..");

  @ArchTest
  static final ArchRule serversBesideNodes_areKnownToTheirOwnPackageOnly =
      noClasses()
          .that()
          .resideOutsideOfPackage("..launcher.child..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.zookeeper..", "org.h2..");

  @ArchTest
  static final ArchRule packages_dependInOneDirection =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("io.halley.launcher..")
          .layer("launcher")
          .definedBy("io.halley.launcher")
          .layer("process")
          .definedBy("..launcher.process..")
          .layer("child")
          .definedBy("..launcher.child..")
          .whereLayer("launcher")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("process")
          .mayNotAccessAnyLayer()
          .whereLayer("child")
          .mayNotAccessAnyLayer();
}
