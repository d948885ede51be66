package vernier.cli;

import java.nio.file.Path;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;
import vernier.image.ImageDocument;
import vernier.image.VernierException;
import vernier.inference.Device;
import vernier.inference.MemoryBudget;

/** Options of every command that runs networks on image files. */
final class RunOptions {

	@Spec(Target.MIXEE)
	private CommandSpec spec;

	@Option(names = "--device", defaultValue = "auto", paramLabel = "auto|cpu|gpu",
		description = "auto takes a GPU if one proves usable; gpu fails if none does (default: ${DEFAULT-VALUE})")
	private Device device;

	@Option(names = "--tile", defaultValue = "0", paramLabel = "N",
		description = "largest tile, in pixels of the result, from " + MemoryBudget.SMALLEST_TILE +
			" on (default: derived from the memory)")
	private int tile;

	@Option(names = "--memory", paramLabel = "MiB",
		description = "memory for tiles, besides input and result (default: a quarter of what is free, 64 to 768)")
	private Long memory;

	@Mixin
	private QuietOption quiet;

	@Option(names = "--progress", description = "draw the progress bar even if the output is not a terminal")
	private boolean progress;

	/** @throws ParameterException for what can be told before anything is computed */
	void check() {
		try {
			MemoryBudget.checkTile(tile);
		}
		catch (final VernierException e) {
			throw wrong("--tile " + tile + ": " + e.getMessage());
		}
		if (memory != null && (memory < 1 || memory > 1 << 20))
			throw wrong("--memory " + memory + " is not from 1 to 1048576 MiB.");
	}

	/** @throws ParameterException if two of the files, null for none, are the same or belong to one image */
	void checkDifferent(final Path... files) {
		checkDifferent(spec, files);
	}

	/** As above, for a command without these options. */
	static void checkDifferent(final CommandSpec spec, final Path... files) {
		for (int i = 0; i < files.length; i++)
			for (int j = 0; j < i; j++)
				if (files[i] != null && files[j] != null && ImageDocument.isSame(files[i], files[j]))
					throw new ParameterException(spec.commandLine(), "Two of the given files are the same, " + files[j] + " and " +
						files[i] + ": give each a name of its own; the input is never overwritten.");
	}

	ParameterException wrong(final String sentence) {
		return new ParameterException(spec.commandLine(), sentence);
	}

	Device device() {
		return device;
	}

	int tile() {
		return tile;
	}

	MemoryBudget budget() {
		return memory == null ? MemoryBudget.ofFreeMemory() : new MemoryBudget(memory << 20);
	}

	Console console(final Main main) {
		return main.console(quiet.isOn() ? Console.Style.QUIET
			: progress || System.console() != null ? Console.Style.BAR : Console.Style.LINES);
	}

	/** Prints what was done, unless nothing but errors is wanted. */
	void print(final String summary) {
		if (!quiet.isOn())
			spec.commandLine().getOut().println(summary);
	}
}
