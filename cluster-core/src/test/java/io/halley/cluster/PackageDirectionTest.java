/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.concurrent.CompletableFuture;

@AnalyzeClasses(
    packages = "io.halley.cluster",
    importOptions = ImportOption.DoNotIncludeTests.class)
class PackageDirectionTest {
  private static final DescribedPredicate<JavaClass> ELECTION_AND_LOCK =
      resideInAnyPackage(
          "org.apache.curator.framework.recipes.leader..",
          "org.apache.curator.framework.recipes.locks..");

  @ArchTest
  static final ArchRule jakartaAndCdi_areForTheModules =
      noClasses().should().dependOnClassesThat().resideInAnyPackage("jakarta..", "javax..");

  @ArchTest
  static final ArchRule grpc_isKnownToItsPackageOnly =
      noClasses()
          .that()
          .resideOutsideOfPackages("..cluster.rpc.grpc..", "..cluster.rpc.v1..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.grpc..", "com.google.protobuf..");

  /** It comes with gRPC; the balance takes its hash from there. */
  @ArchTest
  static final ArchRule guava_isKnownToGrpcAndTheBalanceOnly =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "..cluster.rpc.grpc..", "..cluster.rpc.v1..", "..cluster.rpc.balance..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.google.common..");

  @ArchTest
  static final ArchRule zooKeeper_isKnownToItsPackageOnly =
      noClasses()
          .that()
          .resideOutsideOfPackage("..cluster.zookeeper..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("org.apache.zookeeper..", "org.apache.curator..")
                  .and(not(ELECTION_AND_LOCK)));

  @ArchTest
  static final ArchRule electionAndLock_areForTheCoordinator =
      noClasses()
          .that()
          .resideOutsideOfPackages("..cluster.zookeeper..", "..cluster.coordinator..")
          .should()
          .dependOnClassesThat(ELECTION_AND_LOCK);

  @ArchTest
  static final ArchRule packages_dependInOneDirection =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("io.halley..")
          .layer("text")
          .definedBy("..cluster.text..")
          .layer("json")
          .definedBy("..cluster.json..")
          .layer("message")
          .definedBy("..cluster.message..")
          .layer("ring")
          .definedBy("..cluster.ring..")
          .layer("view")
          .definedBy("..cluster.view..")
          .layer("rpc")
          .definedBy("..cluster.rpc")
          .layer("grpc")
          .definedBy("..cluster.rpc.grpc..", "..cluster.rpc.v1..")
          .layer("local")
          .definedBy("..cluster.rpc.local..")
          .layer("balance")
          .definedBy("..cluster.rpc.balance..")
          .layer("settings")
          .definedBy("..cluster.settings..")
          .layer("startup")
          .definedBy("..cluster.startup..")
          .layer("outage")
          .definedBy("..cluster.outage..")
          .layer("health")
          .definedBy("..cluster.health..")
          .layer("server")
          .definedBy("..cluster.server..")
          .layer("zookeeper")
          .definedBy("..cluster.zookeeper..")
          .layer("coordinator")
          .definedBy("..cluster.coordinator..")
          .layer("node")
          .definedBy("..cluster.node..")
          .whereLayer("node")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("text")
          .mayNotAccessAnyLayer()
          .whereLayer("json")
          .mayOnlyAccessLayers("text")
          .whereLayer("message")
          .mayOnlyAccessLayers("text")
          .whereLayer("ring")
          .mayNotAccessAnyLayer()
          .whereLayer("view")
          .mayOnlyAccessLayers("message", "ring")
          .whereLayer("rpc")
          .mayOnlyAccessLayers("message", "view")
          .whereLayer("grpc")
          .mayOnlyAccessLayers("rpc", "message", "view")
          .whereLayer("local")
          .mayOnlyAccessLayers("rpc")
          .whereLayer("balance")
          .mayOnlyAccessLayers("rpc", "message", "outage")
          .whereLayer("settings")
          .mayNotAccessAnyLayer()
          .whereLayer("startup")
          .mayNotAccessAnyLayer()
          .whereLayer("outage")
          .mayNotAccessAnyLayer()
          .whereLayer("health")
          .mayOnlyAccessLayers("settings")
          .whereLayer("server")
          .mayOnlyAccessLayers("health")
          .whereLayer("server")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("zookeeper")
          .mayOnlyAccessLayers("view", "settings")
          .whereLayer("coordinator")
          .mayOnlyAccessLayers("zookeeper", "view", "settings", "outage");

  /** Its thread lives as long as the JVM, with the class loader of the first that needed it. */
  @ArchTest
  static final ArchRule theJvmsTimer_isNotUsed =
      noClasses()
          .should()
          .callMethodWhere(
              target(nameMatching("orTimeout|completeOnTimeout|delayedExecutor"))
                  .and(target(owner(assignableTo(CompletableFuture.class)))));
}
