package vernier.command;

import org.scijava.task.Task;
import org.scijava.task.TaskService;

import vernier.image.Progress;
import vernier.imagej1.ImageJProgress;

/** A SciJava task, and ImageJ's progress bar and Esc key with it. */
final class TaskProgress implements Progress, AutoCloseable {

	private static final int STEPS = 1000;

	private final Task task;
	private final ImageJProgress bar;

	/** @param what is done, for the user */
	TaskProgress(final TaskService tasks, final String what) {
		task = tasks.createTask(what);
		task.setStatusMessage(what);
		bar = ImageJProgress.start(what);
		task.setProgressMaximum(STEPS);
		task.start();
	}

	@Override
	public void update(final double fraction) {
		task.setProgressValue(Math.round(STEPS * fraction));
		bar.update(fraction);
	}

	@Override
	public boolean isCancelled() {
		return task.isCanceled() || bar.isCancelled();
	}

	@Override
	public void close() {
		task.finish();
		bar.update(1);
	}
}
