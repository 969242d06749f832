import { parentPort } from 'node:worker_threads'
import type { Job } from '#hub/work/pool.ts'
import { loadTask } from '#hub/work/task.ts'

// Runs in a thread: performs one task after the other, and answers each with its result or its error.
parentPort?.on('message', async ({ module, name, input }: Pick<Job, 'module' | 'name' | 'input'>) => {
  try {
    const run = await loadTask({ module, name })
    if (typeof run !== 'function') throw new Error(`${module} declares no task ${name}`)
    // Starting a thread and loading a task do not count towards the task's time.
    parentPort?.postMessage({ started: true })
    parentPort?.postMessage({ value: run(input) })
  } catch (cause) {
    const { message, stack } = cause instanceof Error ? cause : new Error(String(cause))
    parentPort?.postMessage({ fault: { message, stack } })
  }
})
