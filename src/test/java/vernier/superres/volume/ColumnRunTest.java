package vernier.superres.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import com.sun.management.ThreadMXBean;

import org.junit.jupiter.api.Test;

import vernier.image.Cancelled;
import vernier.image.CancelledException;
import vernier.image.Progress;
import vernier.image.ValueRange;
import vernier.inference.MemoryBudget;

class ColumnRunTest {

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	/** By interpolation, four voxels per slice. */
	private static ColumnRun run(final VolumeOptions options, final int side, final int slices) {
		final float[][] all = Collections.nCopies(slices, new float[side * side]).toArray(float[][]::new);
		final ThickStack stack = new ThickStack(side, side, all, new ValueRange(0, 1, 0), 0);
		return new ColumnRun(options, VolumeGrid.of(new Spacing(1, 1, 4), "isotropic"), Optional.empty(), stack, 1);
	}

	@Test
	void noBlockTakesMoreThanTheBudget() {
		final long budget = 4L << 20;
		final ColumnRun run = run(VolumeOptions.defaults().withBudget(new MemoryBudget(budget)), 200, 24);
		final List<Long> allocated = new ArrayList<>();
		run.run((columns, values) -> allocated.add(THREADS.getCurrentThreadAllocatedBytes()), Progress.NONE);
		assertThat(allocated).hasSizeGreaterThan(2);
		for (int i = 2; i < allocated.size(); i++)
			assertThat(allocated.get(i) - allocated.get(i - 1)).isLessThanOrEqualTo(budget);
	}

	/** 4096 x 4096 columns of 256 voxels would be more than an array takes. */
	@Test
	void aTileThatIsTooLargeForAnArrayIsMadeSmaller() {
		final ColumnRun run = run(VolumeOptions.defaults().withTile(4096), 4096, 64);
		assertThatThrownBy(() -> run.run((columns, values) -> {}, Cancelled.PROGRESS)).isInstanceOf(CancelledException.class);
		assertThat(run.describe()).startsWith("2 x 2 tiles");
	}
}
