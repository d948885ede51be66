package vernier.inference;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;

/** Memory of direct buffers. */
public final class DirectMemory {

	private DirectMemory() {}

	/** Bytes in use, garbage included. */
	public static long used() {
		return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream() //
			.filter(pool -> pool.getName().equals("direct")).findFirst().orElseThrow().getMemoryUsed();
	}

	/** Bytes in use once the buffers that nobody holds any more are gone, which is some time after a collection. */
	public static long usedWithoutGarbage() throws InterruptedException {
		long least = Long.MAX_VALUE;
		// what frees them is a thread that may have to wait for its turn
		for (int unchanged = 0; unchanged < 4; unchanged++) {
			System.gc();
			Thread.sleep(100);
			if (used() < least)
				unchanged = 0;
			least = Math.min(least, used());
		}
		return least;
	}
}
