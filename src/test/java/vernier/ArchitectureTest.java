package vernier;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rooms of the project and who may look into which. */
@AnalyzeClasses(packages = "vernier", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

	@ArchTest
	static final ArchRule importsPointDownwards = layeredArchitecture().consideringOnlyDependenciesInLayers() //
		.withOptionalLayers(true) //
		.layer("imagej1").definedBy("vernier.imagej1..") //
		.layer("command").definedBy("vernier.command..") //
		.layer("cli").definedBy("vernier.cli..") //
		.layer("batch").definedBy("vernier.batch..") //
		.layer("capabilities").definedBy("vernier.superres..", "vernier.operators..", "vernier.counting..") //
		.layer("quality").definedBy("vernier.quality..") //
		.layer("inference").definedBy("vernier.inference..") //
		.layer("model").definedBy("vernier.model..") //
		.layer("image").definedBy("vernier.image..") //
		.whereLayer("cli").mayNotBeAccessedByAnyLayer() //
		.whereLayer("command").mayNotBeAccessedByAnyLayer() //
		// a command and its plain ImageJ twin share the work on an ImagePlus
		.whereLayer("imagej1").mayOnlyBeAccessedByLayers("command") //
		.whereLayer("batch").mayOnlyBeAccessedByLayers("command", "imagej1", "cli") //
		.whereLayer("capabilities").mayOnlyBeAccessedByLayers("command", "imagej1", "cli", "batch") //
		.whereLayer("inference").mayOnlyBeAccessedByLayers("capabilities", "command", "imagej1", "cli", "batch") //
		.whereLayer("model").mayOnlyBeAccessedByLayers("inference", "capabilities", "command", "imagej1", "cli", "batch");

	@ArchTest
	static final ArchRule qualityUsesImageAlone = noClasses().that().resideInAPackage("vernier.quality..") //
		.should().dependOnClassesThat().resideInAnyPackage("vernier.model..", "vernier.inference..", "vernier.superres..",
			"vernier.operators..", "vernier.counting..");

	@ArchTest
	static final ArchRule capabilitiesDoNotKnowEachOther = com.tngtech.archunit.library.dependencies.SlicesRuleDefinition
		.slices().matching("vernier.(superres|operators|counting)..").should().notDependOnEachOther().allowEmptyShould(true);

	@ArchTest
	static final ArchRule onlyInferenceSeesOnnxRuntime = noClasses().that().resideOutsideOfPackage("vernier.inference..") //
		.should().dependOnClassesThat().resideInAPackage("ai.onnxruntime..");

	@ArchTest
	static final ArchRule onlyAdaptersSeeImageJ = noClasses() //
		.that().resideOutsideOfPackages("vernier.image..", "vernier.imagej1..", "vernier.command..") //
		.should().dependOnClassesThat().resideInAPackage("ij..");

	/** Plain ImageJ has no SciJava: what it loads must do without, so that only commands may see it. */
	@ArchTest
	static final ArchRule onlyCommandsSeeSciJava = noClasses().that().resideOutsideOfPackage("vernier.command..") //
		.should().dependOnClassesThat().resideInAnyPackage("org.scijava..", "net.imagej..");

	@ArchTest
	static final ArchRule onlyTheShellSeesPicocli = noClasses().that().resideOutsideOfPackage("vernier.cli..") //
		.should().dependOnClassesThat().resideInAPackage("picocli..");

	@ArchTest
	static final ArchRule noLoggingOfItsOwn = noClasses() //
		.should().dependOnClassesThat().resideInAnyPackage("java.util.logging..", "org.slf4j..", "org.apache.log4j..");

	@ArchTest
	static final ArchRule noStaticState = fields().that().areStatic().and().areDeclaredInClassesThat()
		.resideInAPackage("vernier..").should().beFinal();
}
