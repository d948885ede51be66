package vernier;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchRule;

/** The rooms of the project and who may look into which. */
class ArchitectureTest {

	private static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(new DoNotIncludeTests())
		.importPackages("vernier");

	static Stream<ArchRule> rules() {
		return Stream.of(IMPORTS_POINT_DOWNWARDS, QUALITY_USES_IMAGE_ALONE, CAPABILITIES_DO_NOT_KNOW_EACH_OTHER,
			ONLY_INFERENCE_SEES_ONNX_RUNTIME, ONLY_ADAPTERS_SEE_IMAGEJ, ONLY_COMMANDS_SEE_SCIJAVA,
			ONLY_THE_SHELL_SEES_PICOCLI, NO_LOGGING_OF_ITS_OWN, NO_STATIC_STATE);
	}

	@ParameterizedTest
	@MethodSource("rules")
	void holds(final ArchRule rule) {
		// a wrong path would find nothing, and nothing breaks no rule
		assertThat(CLASSES).hasSizeGreaterThan(50);
		rule.check(CLASSES);
	}

	private static final ArchRule IMPORTS_POINT_DOWNWARDS = layeredArchitecture() //
		.consideringOnlyDependenciesInLayers() //
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
		.whereLayer("model").mayOnlyBeAccessedByLayers("inference", "capabilities", "command", "imagej1", "cli",
			"batch");

	private static final ArchRule QUALITY_USES_IMAGE_ALONE = noClasses().that().resideInAPackage("vernier.quality..") //
		.should().dependOnClassesThat().resideInAnyPackage("vernier.model..", "vernier.inference..", "vernier.superres..",
			"vernier.operators..", "vernier.counting..");

	private static final ArchRule CAPABILITIES_DO_NOT_KNOW_EACH_OTHER = slices() //
		.matching("vernier.(superres|operators|counting)..").should().notDependOnEachOther().allowEmptyShould(true);

	private static final ArchRule ONLY_INFERENCE_SEES_ONNX_RUNTIME = noClasses() //
		.that().resideOutsideOfPackage("vernier.inference..") //
		.should().dependOnClassesThat().resideInAPackage("ai.onnxruntime..");

	private static final ArchRule ONLY_ADAPTERS_SEE_IMAGEJ = noClasses() //
		.that().resideOutsideOfPackages("vernier.image..", "vernier.imagej1..", "vernier.command..") //
		.should().dependOnClassesThat().resideInAPackage("ij..");

	/** Plain ImageJ has no SciJava: what it loads must do without, so that only commands may see it. */
	private static final ArchRule ONLY_COMMANDS_SEE_SCIJAVA = noClasses() //
		.that().resideOutsideOfPackage("vernier.command..") //
		.should().dependOnClassesThat().resideInAnyPackage("org.scijava..", "net.imagej..");

	private static final ArchRule ONLY_THE_SHELL_SEES_PICOCLI = noClasses() //
		.that().resideOutsideOfPackage("vernier.cli..") //
		.should().dependOnClassesThat().resideInAPackage("picocli..");

	private static final ArchRule NO_LOGGING_OF_ITS_OWN = noClasses() //
		.should().dependOnClassesThat().resideInAnyPackage("java.util.logging..", "org.slf4j..", "org.apache.log4j..");

	private static final ArchRule NO_STATIC_STATE = fields().that().areStatic().and().areDeclaredInClassesThat()
		.resideInAPackage("vernier..").should().beFinal();
}
