import { parentPort } from 'node:worker_threads'
import type { Job } from '#hub/work/pool.ts'
import { loadTask } from '#hub/work/task.ts'

// One thread beside the hub: it does one task after the other, and answers each with its value or its fault.
parentPort?.on('message', async ({ module, name, input }: Pick<Job, 'module' | 'name' | 'input'>) => {
  try {
    const run = await loadTask({ module, name })
    if (typeof run !== 'function') throw new Error(`${module} declares no task ${name}`)
    // What it takes to start a thread and to load a task is not the task's.
    parentPort?.postMessage({ started: true })
    parentPort?.postMessage({ value: run(input) })
  } catch (cause) {
    const { message, stack } = cause instanceof Error ? cause : new Error(String(cause))
    parentPort?.postMessage({ fault: { message, stack } })
  }
})
