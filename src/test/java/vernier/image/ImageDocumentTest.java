package vernier.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.measure.Calibration;

class ImageDocumentTest {

	@TempDir
	private Path folder;

	/** A voxel size that is stated in a shell changes nothing else, as in a macro. */
	@Test
	void anotherVoxelSizeLeavesAllElse() {
		final ImagePlus image = TestImages.hyperstack(16, 9, 6);
		ImageFiles.save(image, folder.resolve("a.tif"));
		ImageDocument.open(folder.resolve("a.tif")).withVoxelSize(0.5, 0.5, 3).save(folder.resolve("b.tif"));
		final ImagePlus before = ImageFiles.open(folder.resolve("a.tif"));
		final ImagePlus after = ImageFiles.open(folder.resolve("b.tif"));
		assertThat(after.getCalibration().pixelWidth).isEqualTo(0.5);
		assertThat(after.getCalibration().pixelDepth).isEqualTo(3);
		assertThat(after.getDimensions()).containsExactly(before.getDimensions());
		assertThat(after).isInstanceOf(CompositeImage.class);
		assertThat(after.getDisplayMode()).isEqualTo(before.getDisplayMode());
		for (int c = 0; c < before.getNChannels(); c++) {
			assertThat(after.getLuts()[c].getBytes()).isEqualTo(before.getLuts()[c].getBytes());
			assertThat(after.getLuts()[c].max).isEqualTo(before.getLuts()[c].max);
		}
		assertThat(after.getOverlay().size()).isEqualTo(before.getOverlay().size());
		assertThat(after.getStack().getSliceLabel(2)).isEqualTo(before.getStack().getSliceLabel(2));
	}

	/** ImageJ keeps what NIfTI scales, 3 + 2 n, as n + 32768. */
	@Test
	void scaledIntegersHaveTheirZeroWhereItIsShown() {
		final ImagePlus image = TestImages.image(16, 4, 4);
		assertThat(ImagePlusStack.of(image).zero()).isZero();
		image.getCalibration().setFunction(Calibration.STRAIGHT_LINE, new double[] { 3 - 2 * 32768, 2 }, "Gray Value");
		assertThat(ImagePlusStack.of(image).zero()).isEqualTo(32766.5);
		assertThat(ImagePlusStack.of(image).unit()).isEqualTo(2);
		image.getCalibration().setFunction(Calibration.STRAIGHT_LINE, new double[] { 3, 0 }, "Gray Value");
		assertThat(ImagePlusStack.of(image).zero()).isZero();
		assertThat(ImagePlusStack.of(image).unit()).isEqualTo(1);
		image.getCalibration().setSigned16BitCalibration();
		assertThat(ImagePlusStack.of(image).zero()).isEqualTo(32768);
	}
}
