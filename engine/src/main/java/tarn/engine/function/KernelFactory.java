package tarn.engine.function;

import tarn.engine.data.memory.Region;

/** Makes the kernel of an overload for one thread. */
@FunctionalInterface
public interface KernelFactory {

    /**
     * @param scratch for buffers that live as long as the kernel
     */
    ScalarKernel create(Region scratch);
}
