/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.bench;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.halley.bench", importOptions = ImportOption.DoNotIncludeTests.class)
class PackageDirectionTest {
  @ArchTest
  static final ArchRule packages_dependInOneDirection =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("io.halley.bench..")
          .layer("bench")
          .definedBy("io.halley.bench")
          .layer("workload")
          .definedBy("..bench.workload..")
          .layer("report")
          .definedBy("..bench.report..")
          .layer("node")
          .definedBy("..bench.node..")
          .layer("load")
          .definedBy("..bench.load..")
          .layer("failure")
          .definedBy("..bench.failure..")
          .layer("micro")
          .definedBy("..bench.micro..")
          .whereLayer("bench")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("workload")
          .mayOnlyBeAccessedByLayers("bench")
          .whereLayer("report")
          .mayOnlyBeAccessedByLayers("bench", "workload")
          .whereLayer("node")
          .mayOnlyAccessLayers("failure")
          .whereLayer("load")
          .mayOnlyAccessLayers("failure")
          .whereLayer("micro")
          .mayNotAccessAnyLayer();
}
