package vernier.inference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import vernier.image.VernierException;

class OutOfMemoryTest {

	/** As ONNX Runtime words them on its devices. */
	@ParameterizedTest
	@ValueSource(strings = {
		"Non-zero status code returned while running Conv node. Status Message: bfc_arena.cc:359 " +
			"AllocateRawInternal Failed to allocate memory for requested buffer of size 4294967296",
		"std::bad_alloc", "bad allocation", "CUDA failure 2: out of memory ; GPU=0",
		"CUDNN failure 4: CUDNN_STATUS_ALLOC_FAILED ; GPU=0", "CUBLAS failure 3: CUBLAS_STATUS_ALLOC_FAILED",
		"CUDNN failure 5003: CUDNN_STATUS_EXECUTION_FAILED_CUDART: CUDNN_STATUS_INTERNAL_ERROR_DEVICE_ALLOCATION_FAILED",
		"Exception(2) tid(1) 8007000E Not enough memory resources are available to complete this operation." })
	void aShortageIsKnownByItsWords(final String message) {
		assertThat(OutOfMemory.is(new VernierException("The model failed", new Exception(message)))).isTrue();
	}

	@Test
	void otherFailuresAreNone() {
		assertThat(OutOfMemory.is(new VernierException("The model failed while running on CPU", new Exception(
			"Non-zero status code returned while running Reshape node. The input tensor cannot be reshaped")))).isFalse();
		assertThat(OutOfMemory.is(new NullPointerException())).isFalse();
		assertThat(OutOfMemory.is(new OutOfMemoryError("Java heap space"))).isTrue();
	}
}
