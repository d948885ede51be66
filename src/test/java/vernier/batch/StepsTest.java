package vernier.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import vernier.image.VernierException;
import vernier.model.ModelCatalog;

class StepsTest {

	private static Steps parse(final String... steps) {
		return Steps.parse(List.of(steps), ModelCatalog.standard(), line -> {});
	}

	@Test
	void linesThatMeanTheSameAreTheSame() {
		assertThat(parse("super-resolve  scale=2 device=CPU")).hasToString(parse(" Super-Resolve device=CPU Scale=[2] ")
			.toString());
		assertThat(parse("count object-size=[3 um]")).hasToString("count objectsize=[3 um]");
		assertThat(parse("count object_size=3", "volume spacing=isotropic in-plane")).hasToString(
			"count objectsize=3; volume inplane=true spacing=isotropic");
	}

	/** What the recorder writes for a command is understood as a step. */
	@ParameterizedTest
	@ValueSource(strings = { "super-resolve model=Auto scale=2 device=Auto consistency",
		"operator operator=l0-smoothing strength=0.02 mode=Auto device=Auto model=Auto",
		"count model=Auto object_size=3 method=density objects=Auto device=Auto density=Map",
		"count object_size=3 rois=Auto density=None",
		"operator operator=rof exact mode=exact", "count object-size=3 method=LoG model=removed", "volume model=cubic",
		"super-resolve model=SR-Fast", "count object_size=3 rois=Image", "count object_size=3 density",
		"locate method=Auto model=Auto objects=Auto sigma=Auto probability=Auto threshold=None device=Auto gain=None offset=0 " +
			"noise=0 rendering=None magnification=8 format=csv",
		"locate gain=2 offset=100 noise=1.6", "volume spacing=isotropic thickness=Auto voxel=Auto inplane consistency=false" })
	void parametersOfMacrosAreUnderstood(final String step) {
		assertThatCode(() -> parse(step)).doesNotThrowAnyException();
	}

	@Test
	void stepsInOneTextAreSplitAtSemicolons() {
		assertThat(Steps.split("super-resolve scale=2; count object-size=[a;b] ;\n locate")).containsExactly(
			"super-resolve scale=2", "count object-size=[a;b]", "locate");
		assertThat(Steps.split("  ")).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
		''                                         | has no name
		scale=2                                    | has no name
		enlarge scale=2                            | There is no step "enlarge"
		super-resolve scal=2                       | knows no "scal": it knows scale, model, device
		super-resolve scale=2 scale=3              | twice
		super-resolve scale=                       | no value
		super-resolve scale=[2                     | square brackets
		super-resolve scale=0.5                    | 1.1
		super-resolve scale=2 consistency=maybe    | consistency
		super-resolve scale=2 tile=-3              | tile
		super-resolve scale=2 tile=1               | at least 32
		locate tile=31                             | at least 32
		super-resolve device=TPU                   | TPU
		operator                                   | does not say which
		operator operator=nonsense                 | nonsense
		operator operator=l0-smoothing strength=x  | no number
		operator operator=l0-smoothing strength=99 | 99
		count                                      | diameter
		count object-size=5 method=guess           | guess
		count object-size=5 density=thick          | The density is "thick"
		count object-size=5 rois=none.zip          | no such file
		count object-size=5 rois=Manager           | no such file
		count object-size=5 grid=2                 | no grid
		locate method=guess                        | guess
		locate rendering=oil                       | oil
		locate rendering=gaussian magnification=.5 | magnification
		locate objects=grey                        | grey
		locate sigma=0                             | Sigma is 0
		locate probability=0                       | probability is 0
		locate sigma=wide                          | no number
		locate gain=0                              | gain is 0
		locate offset=100                          | need the gain
		locate gain=1 noise=1 read-noise=2         | which are the same
		locate magnification=0 rendering=gaussian  | magnification is 0
		locate pixel-size=-4                       | pixel size is -4
		locate model=nothere                       | no model "nothere"
		count object-size=abc                      | "abc" is no length
		count object-size=-3                       | object size is -3
		count object-size=NaN                      | no length
		count object-size=3 model=nothere          | no model "nothere"
		volume spacing=abc                         | neither one number nor three
		volume thickness=-2                        | thickness is -2
		volume thickness=NaN                       | thickness is NaN
		volume model=nothere                       | no model "nothere"
		volume voxel=1x1x9 spacing=1               | a factor of 9.0
		super-resolve model=nothere                | no model "nothere"
		operator operator=rof model=nothere        | no model "nothere"
		operator operator=rof exact mode=learned   | exclude each other
		""")
	void aStepThatMakesNoSenseIsOneSentence(final String step, final String reason) {
		assertThatThrownBy(() -> parse(step)).isInstanceOf(VernierException.class).hasMessageContaining(reason);
	}

	/** It may be large, or change at any time. */
	@Test
	void aFileThatIsCalledLikeANumberIsNoPartOfTheSteps() throws IOException {
		final Path file = Path.of("31415");
		assertThat(file).doesNotExist();
		final String before = parse("super-resolve tile=31415").dependencies();
		try {
			Files.writeString(file, "tile");
			assertThat(parse("super-resolve tile=31415").dependencies()).isEqualTo(before);
		}
		finally {
			Files.deleteIfExists(file);
		}
	}

	@Test
	void nothingToDoIsSaid() {
		assertThatThrownBy(StepsTest::parse).isInstanceOf(VernierException.class).hasMessageContaining("at least one step");
	}
}
