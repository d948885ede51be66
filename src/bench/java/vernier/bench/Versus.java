package vernier.bench;

import java.util.concurrent.TimeUnit;

import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.basictypeaccess.array.ByteArray;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import vernier.inference.Device;
import vernier.superres.Options;
import vernier.superres.Scale;
import vernier.superres.SuperResolution;

/** Enlarging by 2: ImageJ's bicubic interpolation against the network families. JMH; run with its own options. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class Versus {

	/** Bicubic interpolation by ImageJ, one thread. */
	@State(Scope.Benchmark)
	public static class Bicubic {

		@Param({ "512", "1024" })
		public int size;
		private ImageProcessor processor;

		@Setup
		public void make() {
			processor = new ByteProcessor(size, size, Bench.image(size, size).update(null).getCurrentStorageArray());
			processor.setInterpolationMethod(ImageProcessor.BICUBIC);
		}
	}

	/** A family of networks. */
	@State(Scope.Benchmark)
	public static class Network {

		@Param({ "512", "1024" })
		public int size;
		@Param({ "sr-fast", "sr-quality" })
		public String model;
		private ArrayImg<UnsignedByteType, ByteArray> image;
		private SuperResolution sr;

		@Setup
		public void open() {
			image = Bench.image(size, size);
			sr = new SuperResolution(Options.defaults().withModel(model).withScale(Scale.of(2)).withDevice(Device.CPU));
		}

		@TearDown
		public void close() {
			sr.close();
		}
	}

	@Benchmark
	public Object bicubic(final Bicubic state) {
		return state.processor.resize(2 * state.size, 2 * state.size);
	}

	@Benchmark
	public Object network(final Network state) {
		return state.sr.enlarge(state.image);
	}

	public static void main(final String[] args) throws java.io.IOException {
		final String[] all = new String[args.length + 1];
		all[0] = "vernier.bench.Versus";
		System.arraycopy(args, 0, all, 1, args.length);
		org.openjdk.jmh.Main.main(all);
	}
}
