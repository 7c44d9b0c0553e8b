package tarn.engine.data.memory;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/** Memory from the C library that asks the kernel for huge pages; linked at the first use, which costs 0.1 s. */
final class HugePages {
    static final long PAGE = 2L << 20;
    private static final int MADV_HUGEPAGE = 14;

    private HugePages() {}

    private record Library(MethodHandle alignedAlloc, MethodHandle madvise, MethodHandle free) {}

    private static final class Linked {
        static final @Nullable Library LIBRARY = link();

        private static @Nullable Library link() {
            if (!System.getProperty("os.name", "").equals("Linux")) {
                return null;
            }
            try {
                var linker = Linker.nativeLinker();
                var lookup = linker.defaultLookup();
                return new Library(
                        linker.downcallHandle(
                                lookup.findOrThrow("aligned_alloc"),
                                FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG)),
                        linker.downcallHandle(
                                lookup.findOrThrow("madvise"),
                                FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT)),
                        linker.downcallHandle(lookup.findOrThrow("free"), FunctionDescriptor.ofVoid(JAVA_LONG)));
            } catch (RuntimeException | LinkageError _) {
                return null; // plain pages work too
            }
        }
    }

    /** Whether the functions are to be had here; the C library on Linux. */
    static boolean available() {
        return Linked.LIBRARY != null;
    }

    /** The address of {@code bytes} aligned to a huge page, 0 if there is no memory. */
    static long allocate(long bytes) {
        try {
            long rounded = bytes + PAGE - 1 & -PAGE; // the function wants a multiple of the alignment
            long address = (long) library().alignedAlloc.invokeExact(PAGE, rounded);
            if (address != 0) {
                int _ = (int) library().madvise.invokeExact(address, bytes, MADV_HUGEPAGE);
            }
            return address;
        } catch (Throwable e) {
            throw new IllegalStateException("aligned_alloc", e);
        }
    }

    static void free(long address) {
        try {
            library().free.invokeExact(address);
        } catch (Throwable e) {
            throw new IllegalStateException("free", e);
        }
    }

    private static Library library() {
        var library = Linked.LIBRARY;
        if (library == null) {
            throw new IllegalStateException("no C library");
        }
        return library;
    }
}
