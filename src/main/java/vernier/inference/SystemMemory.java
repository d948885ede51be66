package vernier.inference;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.sun.management.OperatingSystemMXBean;

/** The memory of this computer, or of the container that the program runs in; in bytes. */
final class SystemMemory {

	private static final Path LINUX = Path.of("/proc/meminfo");

	private SystemMemory() {}

	static long total() {
		return bean().getTotalMemorySize();
	}

	/** What programs can have now. */
	static long free() {
		try {
			return free(Files.isReadable(LINUX) ? Files.readAllLines(LINUX) : List.of(), total(), bean().getFreeMemorySize());
		}
		catch (final IOException e) {
			return bean().getFreeMemorySize();
		}
	}

	/**
	 * On Linux, Java does not count as free what caches files, which after a day is nearly everything, though programs get
	 * it when they ask.
	 *
	 * @param lines of /proc/meminfo, which tells of the whole computer even within a container
	 * @param total as Java sees it: less than the computer's in a container that may not use all
	 * @param free as Java sees it
	 */
	static long free(final List<String> lines, final long total, final long free) {
		return value(lines, "MemTotal:") == total ? Math.max(free, value(lines, "MemAvailable:")) : free;
	}

	private static long value(final List<String> lines, final String name) {
		return lines.stream().filter(line -> line.matches(name + "\\s+\\d+ kB")).findFirst()
			.map(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10).orElse(0L);
	}

	private static OperatingSystemMXBean bean() {
		return (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
	}
}
