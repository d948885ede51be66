package vernier.superres.volume;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;

import org.junit.jupiter.api.Test;

import net.imglib2.img.array.ArrayImgs;
import vernier.image.Progress;

class ThickStackTest {

	/** Every fourth voxel is looked at here, and rows are as long as many times four voxels. */
	@Test
	void theRangeOfALargeVolumeIsThatOfAllItsColumns() {
		final int side = 256;
		final byte[] plane = new byte[side * side];
		for (int i = 0; i < plane.length; i++)
			plane[i] = (byte) (i % 4 == 0 ? 0 : i % 4 == 1 ? 50 : 100);
		final ThickStack stack = ThickStack.load(Collections.nCopies(64, ArrayImgs.unsignedBytes(plane, side, side)), 2,
			Progress.NONE);
		assertThat(stack.range().min()).isZero();
		assertThat(stack.range().max()).isEqualTo(100);
	}
}
