package vernier.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import vernier.image.ImageDocument;
import vernier.image.OutputFile;
import vernier.image.Titles;
import vernier.superres.volume.StackFusion;
import vernier.superres.volume.VolumeImage;
import vernier.superres.volume.VolumeOptions;

/**
 * Several stacks of one subject fused into one file.
 *
 * @param in files to read; the first gives the result its grid, units and header
 * @param out file to write
 * @param align true to refine where the others lie
 */
record FusionJob(List<Path> in, Path out, boolean align) {

	/**
	 * @return what was written, and what made it
	 * @throws vernier.image.VernierException if something fails; no file is left half-written
	 */
	String run(final VolumeOptions options, final Console console) {
		OutputFile.check(out);
		final List<ImageDocument> documents = in.stream().map(ImageDocument::open).toList();
		final ImageDocument first = documents.get(0);
		first.checkSavable(out);
		final List<StackFusion.Stack> stacks = new ArrayList<>();
		for (final ImageDocument document : documents)
			stacks.add(StackFusion.Stack.of(VolumeImage.of(document), document.orientation(), document.title()));
		final StackFusion.Result result;
		try {
			result = new StackFusion(options).fuse(stacks, align, console);
		}
		finally {
			console.clear();
		}
		console.checkCancelled();
		final ImageDocument fused = first.derive(result.image().planes(), result.grid().geometry(), //
			Titles.withSuffix(first.title(), "fused"), result.provenance());
		fused.save(out);
		final StringBuilder text = new StringBuilder(out + ": " + fused.describe(out) + System.lineSeparator() + "from " + result
			.provenance().get("Vernier fusion") + System.lineSeparator() + "by " + result.provenance().get("Vernier model") +
			" and least squares in " + result.provenance().get("Vernier time"));
		result.alignments().forEach((name, moved) -> text.append(System.lineSeparator()).append(name).append(": ").append(moved));
		return text.toString();
	}
}
