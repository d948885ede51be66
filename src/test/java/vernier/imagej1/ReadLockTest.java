package vernier.imagej1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import ij.ImagePlus;
import vernier.image.VernierException;
import vernier.imagej1.TestImages.Kind;

class ReadLockTest {

	private final ImagePlus image = TestImages.of(Kind.GRAY8);

	@Test
	void readersShareAndTheLastOneUnlocks() {
		final ReadLock first = ReadLock.of(image);
		final ReadLock second = CompletableFuture.supplyAsync(() -> ReadLock.of(image)).join();
		first.close();
		assertThat(image.isLocked()).isTrue();
		second.close();
		assertThat(image.isLocked()).isFalse();
		assertThat(image.getProperties() == null || image.getProperties().isEmpty()).isTrue();
	}

	@Test
	void anotherCommandsLockIsRespected() {
		CompletableFuture.runAsync(image::lock).join();
		assertThatThrownBy(() -> ReadLock.of(image)).isInstanceOf(VernierException.class).hasMessageContaining(
			"\"blobs.gif\" is in use by another command");
		assertThat(image.isLocked()).isTrue();
	}
}
