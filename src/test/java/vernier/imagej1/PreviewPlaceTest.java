package vernier.imagej1;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Rectangle;

import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PreviewPlaceTest {

	@Property
	void partIsInsideImageAndView(@ForAll @IntRange(min = 0, max = 400) final int x,
		@ForAll @IntRange(min = 1, max = 500) final int width, @ForAll @IntRange(min = 1, max = 500) final int imageWidth)
	{
		final Rectangle part = PreviewPart.middle(new Rectangle(x, 0, width, 10), 256, imageWidth, 10);
		assertThat(part.x).isNotNegative();
		assertThat(part.x + part.width).isLessThanOrEqualTo(imageWidth);
		assertThat(part.width).isEqualTo(Math.min(256, Math.min(width, imageWidth)));
	}

	@Property
	void previewNeverCoversTheDialogWhereThereIsRoom(@ForAll @IntRange(min = 0, max = 1500) final int x,
		@ForAll @IntRange(min = 0, max = 700) final int y, @ForAll @IntRange(min = 50, max = 700) final int width,
		@ForAll @IntRange(min = 0, max = 1000) final int at)
	{
		final Rectangle screen = new Rectangle(0, 0, 1920, 1080);
		final Rectangle dialog = new Rectangle(x, y, 230, 300);
		final Rectangle window = new Rectangle(at, at / 2, width, 360);
		final Rectangle moved = new Rectangle(Preview.beside(dialog, window, screen), window.getSize());
		assertThat(moved.intersects(dialog)).isFalse();
		assertThat(screen.contains(moved)).isTrue();
		if (!window.intersects(dialog) && screen.contains(window))
			assertThat(moved).isEqualTo(window);
	}

	@Test
	void previewStaysWhereItIsIfItFitsNowhere() {
		final Rectangle window = new Rectangle(10, 20, 1000, 900);
		assertThat(Preview.beside(new Rectangle(400, 300, 230, 300), window, new Rectangle(0, 0, 1024, 1000)))
			.isEqualTo(window.getLocation());
	}
}
