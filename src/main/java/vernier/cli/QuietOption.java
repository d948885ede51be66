package vernier.cli;

import picocli.CommandLine.Option;

/** The option of every command that tells what it does: not to. */
final class QuietOption {

	@Option(names = "--quiet", description = "nothing but errors")
	private boolean quiet;

	boolean isOn() {
		return quiet;
	}
}
