package vernier.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import vernier.image.CancelledException;
import vernier.image.OwnProcess;
import vernier.model.Model;

class OnnxRuntimeTest {

	/** A long class path, as programs with many jars and development environments have it. */
	@Test
	void aLongCommandLineDoesNotEndTheProcess() throws Exception {
		run(Started.class, "-Dlong=" + "x".repeat(30_000));
	}

	/** The first session of a process is made by a thread that does not come back from it as it was. */
	@Test
	void theCallerKeepsItsDenormalNumbers() throws Exception {
		run(Denormal.class);
	}

	/** Ctrl-C while the library was about to load was told as a computer on which it does not. */
	@Test
	void aProcessThatEndsIsCancelledAndNotUnfit() throws Exception {
		run(Ending.class);
	}

	/** ImageJ is quit while a network computes: ONNX Runtime freed what it was using. */
	@Test
	void aProcessThatEndsStopsItsModels() throws Exception {
		run(Quit.class);
	}

	/** Runs a class in a process of its own, which has to end well. */
	private static void run(final Class<?> main, final String... more) throws Exception {
		final List<String> options = new ArrayList<>(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"));
		options.addAll(List.of(more));
		OwnProcess.run(options, main.getName());
	}

	/** Starts ONNX Runtime. */
	static final class Started {

		private Started() {}

		public static void main(final String[] args) {
			assertThat(OnnxRuntime.compiledIn().toString()).contains("CPU");
		}
	}

	/** Starts ONNX Runtime too late. */
	static final class Ending {

		private Ending() {}

		public static void main(final String[] args) {
			Runtime.getRuntime().addShutdownHook(new Thread(() -> {
				try {
					OnnxRuntime.environment();
				}
				catch (final CancelledException e) {
					return;
				}
				catch (final RuntimeException e) {
					// the exit status tells
				}
				Runtime.getRuntime().halt(1);
			}));
		}
	}

	/** Opens a model and runs it. */
	static final class Denormal {

		private Denormal() {}

		public static void main(final String[] args) {
			final Model model = Fixtures.model("plain");
			try (ModelSession session = ModelSession.open(model, Device.CPU, line -> {})) {
				new NetworkOperator(model, session).probe(32);
			}
			assertThat(Float.MIN_VALUE * Float.parseFloat("2")).isGreaterThan(0);
		}
	}

	/** Ends while a model runs, and sees whether it is told to stop. */
	static final class Quit {

		private static final int SIZE = 256;

		private Quit() {}

		public static void main(final String[] args) throws InterruptedException {
			final CountDownLatch started = new CountDownLatch(2);
			final CountDownLatch stopped = new CountDownLatch(1);
			final Model model = Fixtures.model("plain");
			final ModelSession session = ModelSession.open(model, Device.CPU, line -> {});
			final Thread thread = new Thread(() -> {
				final NetworkOperator network = new NetworkOperator(model, session);
				try {
					while (true) {
						network.probe(SIZE);
						started.countDown();
					}
				}
				catch (final CancelledException e) {
					stopped.countDown();
				}
			});
			thread.setDaemon(true);
			thread.start();
			started.await();
			// as others' hooks do, this one takes its time
			Runtime.getRuntime().addShutdownHook(new Thread(() -> {
				try {
					if (stopped.await(1, TimeUnit.MINUTES))
						return;
				}
				catch (final InterruptedException e) {
					// the exit status tells
				}
				Runtime.getRuntime().halt(1);
			}));
			System.exit(0);
		}
	}
}
