package vernier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vernier.image.Affine;
import vernier.image.ImageDocument;
import vernier.image.WorldStacks;

/** Stacks of files fused from the shell: {@code volume A OUT --with B --with C}. */
class FusionCommandTest {

	@TempDir
	private Path folder;
	private final StringWriter out = new StringWriter();
	private final StringWriter err = new StringWriter();

	private int run(final String... args) {
		return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), () -> false, args);
	}

	private String stack(final String name, final int axis, final double gain) throws IOException {
		return WorldStacks.write(folder.resolve(name), axis, gain).toString();
	}

	@Test
	void threeStacksGiveABetterVolumeThanOne() throws IOException {
		final String axial = stack("axial.nii", 2, 1);
		final Path one = folder.resolve("one.nii.gz");
		final Path three = folder.resolve("three.nii.gz");
		assertThat(run("volume", axial, one.toString(), "--device", "cpu")).as(err.toString()).isZero();
		assertThat(run("volume", axial, three.toString(), "--with", stack("coronal.nii", 1, 0.5), "--with", //
			stack("sagittal.nii", 0, 3), "--device", "cpu")).as(err.toString()).isZero();
		final ImageDocument fused = ImageDocument.open(three);
		assertThat(fused.voxelSize()).containsExactly(1, 1, 1);
		assertThat(fused.orientation().affine()).contains(Affine.of(1, 0, 0, 10, 0, 1, 0, -20, 0, 0, 1, 30));
		assertThat(WorldStacks.error(fused)).isLessThan(0.8 * WorldStacks.error(ImageDocument.open(one)));
		assertThat(out.toString()).contains("from 3 stacks: axial.nii, coronal.nii, sagittal.nii");
	}

	@Test
	void aWrongHeaderIsFoundAndTold() throws IOException {
		final Affine right = WorldStacks.affine(1);
		final double[] rows = right.toArray();
		rows[3] += 2;
		rows[11] -= 1.5;
		final String moved = WorldStacks.write(folder.resolve("moved.nii"), Affine.of(rows), 1, 1, 1, 1).toString();
		final Path fused = folder.resolve("fused.nii");
		final Path aligned = folder.resolve("aligned.nii");
		final String axial = stack("axial.nii", 2, 1);
		assertThat(run("volume", axial, fused.toString(), "--with", moved, "--no-align", "--device", "cpu")).isZero();
		assertThat(out.toString()).doesNotContain("shifted");
		assertThat(run("volume", axial, aligned.toString(), "--with", moved, "--device", "cpu")).isZero();
		assertThat(out.toString()).containsPattern("moved.nii: shifted by -(1\\.[89]|2\\.[0-2]).* mm, turned by");
		assertThat(WorldStacks.error(ImageDocument.open(aligned))).isLessThan(0.8 * WorldStacks.error(ImageDocument.open(
			fused)));
	}

	private void fails(final int code, final String sentence, final String... args) {
		final Path result = folder.resolve("fused.nii");
		final String[] all = new String[args.length + 2];
		all[0] = "volume";
		all[1] = args[0];
		all[2] = result.toString();
		System.arraycopy(args, 1, all, 3, args.length - 1);
		assertThat(run(all)).isEqualTo(code);
		assertThat(err.toString()).contains(sentence);
		assertThat(result).doesNotExist();
	}

	@Test
	void oneStackIsNotEnough() throws IOException {
		fails(2, "--align needs other stacks", stack("axial.nii", 2, 1), "--align");
		fails(2, "--align needs other stacks", stack("axial.nii", 2, 1), "--no-align");
	}

	@Test
	void aStackIsNotFusedWithItself() throws IOException {
		final String axial = stack("axial.nii", 2, 1);
		fails(2, "The stack " + axial + " is given twice", axial, "--with", axial);
		fails(2, "coronal.nii is given twice", axial, "--with", stack("coronal.nii", 1, 1), "--with", folder.resolve(
			"../" + folder.getFileName() + "/coronal.nii").toString());
	}

	@Test
	void stacksMustSayWhereTheyLie() throws IOException {
		final String nowhere = WorldStacks.write(folder.resolve("nowhere.nii"), null, 1, 1, 1, 1).toString();
		fails(1, "\"nowhere.nii\" does not say where it lies in the world", stack("axial.nii", 2, 1), "--with", nowhere);
	}

	@Test
	void stacksMustOverlap() throws IOException {
		final double[] rows = WorldStacks.affine(1).toArray();
		rows[3] += 300;
		final String far = WorldStacks.write(folder.resolve("far.nii"), Affine.of(rows), 1, 1, 1, 1).toString();
		fails(1, "\"far.nii\" does not overlap \"axial.nii\"", stack("axial.nii", 2, 1), "--with", far, "--device", "cpu");
	}

	@Test
	void stacksWithFramesOrChannelsAreToldToBeTakenApart() throws IOException {
		final String movie = WorldStacks.write(folder.resolve("movie.nii"), WorldStacks.affine(1), 1, 1, 2, 1).toString();
		fails(1, "\"movie.nii\" has 1 channels and 2 frames", stack("axial.nii", 2, 1), "--with", movie);
		final String pair = WorldStacks.write(folder.resolve("pair.nii"), WorldStacks.affine(1), 1, 1, 1, 2).toString();
		fails(1, "\"pair.nii\" has 2 channels", stack("axial.nii", 2, 1), "--with", pair);
	}

	@Test
	void damagedAndMissingFilesAreNamed() throws IOException {
		final Path cut = folder.resolve("cut.nii");
		final byte[] whole = Files.readAllBytes(Path.of(stack("whole.nii", 1, 1)));
		Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
		fails(1, "cut.nii", stack("axial.nii", 2, 1), "--with", cut.toString());
		fails(1, "none.nii", stack("axial.nii", 2, 1), "--with", folder.resolve("none.nii").toString());
	}
}
