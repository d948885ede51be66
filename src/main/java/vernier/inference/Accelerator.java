package vernier.inference;

import java.util.Map;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;

/** The kinds of GPU that an ONNX Runtime library may offer, best first. */
enum Accelerator {

	CUDA(OrtProvider.CUDA, "NVIDIA GPU (CUDA)") {

		@Override
		void addTo(final SessionOptions options) throws OrtException {
			try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(0)) {
				// heuristic: the exhaustive default measures every new tile shape; no TF32: same pixels as the CPU
				cuda.add("cudnn_conv_algo_search", "HEURISTIC");
				cuda.add("use_tf32", "0");
				cuda.add("arena_extend_strategy", "kSameAsRequested");
				options.addCUDA(cuda);
			}
		}
	},
	CORE_ML(OrtProvider.CORE_ML, "Apple GPU (CoreML)") {

		@Override
		void addTo(final SessionOptions options) throws OrtException {
			options.addCoreML(Map.of("ModelFormat", "MLProgram", "MLComputeUnits", "CPUAndGPU"));
		}
	},
	WEB_GPU(OrtProvider.WEBGPU, "GPU (WebGPU)") {

		@Override
		void addTo(final SessionOptions options) throws OrtException {
			options.addWebGPU(Map.of());
		}
	},
	DIRECT_ML(OrtProvider.DIRECT_ML, "GPU (DirectML)") {

		@Override
		void addTo(final SessionOptions options) throws OrtException {
			// this provider also asks for memory patterns to be off, which they are for every session
			options.addDirectML(0);
		}
	};

	private final OrtProvider provider;
	private final String label;

	Accelerator(final OrtProvider provider, final String label) {
		this.provider = provider;
		this.label = label;
	}

	boolean isCompiledIn() {
		return OnnxRuntime.compiledIn().contains(provider);
	}

	String label() {
		return label;
	}

	/** @throws OrtException if its libraries do not load */
	abstract void addTo(SessionOptions options) throws OrtException;
}
