package vernier.imagej1;

import static org.assertj.core.api.Assertions.fail;

import java.awt.Button;
import java.awt.Container;
import java.awt.Dialog;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.awt.Label;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.Macro;
import ij.Menus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.gui.NonBlockingGenericDialog;
import ij.macro.Interpreter;

/**
 * A real ImageJ with our plugins.config in its menus, for tests. Needs a screen, for which a virtual one will do; without
 * one the tests are skipped, since plain ImageJ cannot run commands then.
 */
public final class RunningImageJ implements ExecutionCondition, BeforeAllCallback, BeforeEachCallback,
	AfterEachCallback
{

	private static final Pattern ENTRY = Pattern.compile("(\\S.*?), \"(.*)\", (\\S+)");
	private static final long SECONDS = 180;
	private static final long SECONDS_TO_END = 30;

	@Override
	public ConditionEvaluationResult evaluateExecutionCondition(final ExtensionContext context) {
		return GraphicsEnvironment.isHeadless() ? ConditionEvaluationResult.disabled(
			"There is no screen, not even a virtual one: set DISPLAY, or install Xvfb") : ConditionEvaluationResult.enabled("");
	}

	@Override
	public void beforeAll(final ExtensionContext context) throws IOException {
		if (IJ.getInstance() == null)
			new ImageJ(ImageJ.NO_SHOW);
		try (BufferedReader config = new BufferedReader(new InputStreamReader(RunningImageJ.class.getResourceAsStream(
			"/plugins.config"), StandardCharsets.UTF_8)))
		{
			config.lines().map(ENTRY::matcher).filter(Matcher::matches).forEach(entry -> Menus.getCommands().put(entry.group(2),
				entry.group(3)));
		}
	}

	@Override
	public void beforeEach(final ExtensionContext context) {
		SuperResolutionSettings.DEFAULTS.remember();
	}

	@Override
	public void afterEach(final ExtensionContext context) throws Exception {
		Interpreter.abort();
		// Java cannot close a window while a dialog that blocks it opens: first the dialogs, until no command is left to open one
		final long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_END);
		do {
			// on the event thread: disposing of a window from this one was seen to wait forever while the event thread idled
			EventQueue.invokeAndWait(RunningImageJ::closeDialogs);
			Thread.sleep(20);
		}
		while ((commandRuns() || !dialogs().isEmpty()) && System.nanoTime() < end);
		EventQueue.invokeAndWait(RunningImageJ::closeImages);
		WindowManager.setTempCurrentImage(null);
	}

	private static void closeDialogs() {
		for (final Dialog dialog : dialogs())
			if (dialog instanceof NonBlockingGenericDialog waited)
				press(waited, 1);
			else
				dialog.dispose();
		// the button wakes only a command that waits already
		for (final Window window : Window.getWindows())
			if (window instanceof NonBlockingGenericDialog dialog && !dialog.isVisible())
				synchronized (dialog) {
					dialog.notifyAll();
				}
	}

	private static boolean commandRuns() {
		return Thread.getAllStackTraces().values().stream().anyMatch(trace -> Arrays.stream(trace).anyMatch(call -> call
			.getClassName().equals("ij.Executer")));
	}

	private static void closeImages() {
		final int[] ids = WindowManager.getIDList();
		if (ids != null)
			for (final int id : ids) {
				final ImagePlus image = WindowManager.getImage(id);
				// closing one may close others that belong to it
				if (image != null) {
					image.changes = false;
					image.close();
				}
			}
	}

	/** The visible dialogs. */
	static java.util.List<Dialog> dialogs() {
		return Arrays.stream(Window.getWindows()).filter(Window::isVisible).filter(Dialog.class::isInstance).map(
			Dialog.class::cast).toList();
	}

	/** The dialog of a command that was started, once it is there. */
	static GenericDialog dialog() {
		return await(() -> dialogs().stream().filter(GenericDialog.class::isInstance).map(GenericDialog.class::cast).findFirst()
			.orElse(null));
	}

	/** The preview of Super-Resolution at a scale, once it is there. */
	static PreviewWindow preview(final String scale) {
		return await(() -> previews().filter(window -> window.getTitle().equals("Preview at scale " + scale)).findFirst().orElse(
			null));
	}

	/** The visible previews of Super-Resolution. */
	static Stream<PreviewWindow> previews() {
		return Arrays.stream(Window.getWindows()).filter(Window::isVisible).filter(PreviewWindow.class::isInstance).map(
			PreviewWindow.class::cast);
	}

	/** Waits until the OK button of a dialog can be pressed, or cannot. */
	static void awaitOk(final GenericDialog dialog, final boolean enabled) {
		await(() -> dialog.getButtons()[0] != null && dialog.getButtons()[0].isEnabled() == enabled ? true : null);
	}

	/** What a dialog says of what is entered. */
	static String notice(final Container container) {
		return Arrays.stream(container.getComponents()).filter(Notice.class::isInstance).map(Notice.class::cast).flatMap(
			notice -> Arrays.stream(notice.getComponents())).map(Label.class::cast).map(Label::getText).collect(Collectors.joining(
				" "));
	}

	/**
	 * Closes a modal dialog once a thread waits in it, since one that is closed while it opens is waited for forever, and
	 * waits until it is gone. A dialog of a command is cancelled: one that is only closed counts as confirmed.
	 */
	static void dismiss(final Dialog dialog) {
		awaitWaiting();
		EventQueue.invokeLater(() -> {
			// the cancel button of a message is hidden and does nothing
			if (dialog instanceof GenericDialog generic && generic.getButtons()[1] != null && generic.getButtons()[1]
				.isShowing())
				press(generic, 1);
			else
				dialog.dispose();
		});
		// else the next one that is looked for may be this one
		await(() -> dialog.isShowing() ? null : true);
	}

	/** Presses a button of a dialog: 0 is OK, 1 Cancel; to be called on the event thread. */
	static void press(final GenericDialog dialog, final int button) {
		final Button pressed = dialog.getButtons()[button];
		Arrays.stream(pressed.getActionListeners()).forEach(listener -> listener.actionPerformed(new ActionEvent(pressed,
			ActionEvent.ACTION_PERFORMED, pressed.getLabel())));
	}

	/** Until a thread waits in a dialog: one that is closed before that is waited for forever. */
	static void awaitWaiting() {
		await(() -> Thread.getAllStackTraces().values().stream().anyMatch(RunningImageJ::waitsInDialog) ? true : null);
	}

	private static boolean waitsInDialog(final StackTraceElement[] trace) {
		if (trace.length == 0 || !trace[0].getMethodName().startsWith("wait"))
			return false;
		return Arrays.stream(trace).anyMatch(call -> call.getClassName().equals("java.awt.Dialog") && call.getMethodName().equals(
			"show")) || Arrays.stream(trace).dropWhile(call -> call.getClassName().equals("java.lang.Object")).findFirst().filter(
				call -> call.getClassName().equals("ij.gui.NonBlockingGenericDialog")).isPresent();
	}

	/**
	 * Runs a macro as ImageJ does, on a thread of its own.
	 *
	 * @return the error that aborted it, or null
	 */
	public static String macro(final String code) {
		return inThread("Test_Macro$", () -> {
			final Interpreter interpreter = new Interpreter();
			// errors are kept instead of shown in a dialog that nobody closes
			interpreter.setIgnoreErrors(true);
			try {
				interpreter.run(code);
			}
			catch (final RuntimeException e) {
				if (!Macro.MACRO_CANCELED.equals(e.getMessage()))
					throw e;
				return interpreter.getErrorMessage() == null ? Macro.MACRO_CANCELED : interpreter.getErrorMessage();
			}
			return interpreter.getErrorMessage();
		});
	}

	/**
	 * Shows an image and waits until its window has told ImageJ that it is the current one: what tells it later would make it
	 * current again in the middle of a test. Without a window manager some are never told; these are made current here.
	 */
	static void show(final ImagePlus image) {
		image.show();
		inThread("activation", () -> {
			for (int i = 0; i < 100 && !image.getWindow().isActive(); i++)
				Thread.sleep(20);
			EventQueue.invokeAndWait(() -> WindowManager.setCurrentWindow(image.getWindow()));
			return null;
		});
	}

	/** Runs a task on a thread with the given name, which means something to ImageJ. */
	static <T> T inThread(final String name, final Callable<T> task) {
		final FutureTask<T> future = new FutureTask<>(task);
		final Thread thread = new Thread(future, name);
		thread.setDaemon(true);
		thread.start();
		try {
			return future.get(SECONDS, TimeUnit.SECONDS);
		}
		catch (final ExecutionException e) {
			throw new AssertionError(e.getCause());
		}
		catch (final InterruptedException | TimeoutException e) {
			return fail("Still running after " + SECONDS + " s; dialogs open: " + dialogs() + "; at " + Arrays.toString(thread
				.getStackTrace()));
		}
	}

	/** Waits until something is there. */
	static <T> T await(final Callable<T> something) {
		return inThread("await", () -> {
			T found = null;
			while (found == null) {
				found = something.call();
				Thread.sleep(20);
			}
			return found;
		});
	}
}
