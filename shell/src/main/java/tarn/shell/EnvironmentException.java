package tarn.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Something around Tarn is amiss, such as a file that is missing. */
public final class EnvironmentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EnvironmentException(String message) {
        super(message);
    }

    /** In words, what went wrong with a file or folder. */
    public static EnvironmentException of(String doing, Path path, IOException error) {
        var reason = switch (error) {
            case NoSuchFileException _ -> "there is no such file or folder";
            case AccessDeniedException _ -> "permission denied";
            case FileAlreadyExistsException _ -> "there is a file of that name where a folder is needed";
            case MalformedInputException _ -> "it is not UTF-8 text";
            default -> Files.isDirectory(path) ? "it is a folder" : String.valueOf(error.getMessage());
        };
        return new EnvironmentException("cannot " + doing + " " + path + ": " + reason);
    }

    static EnvironmentException of(UncheckedIOException error) {
        return new EnvironmentException(String.valueOf(
                error.getCause() == null ? error : error.getCause().getMessage()));
    }
}
