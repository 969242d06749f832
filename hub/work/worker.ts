import { parentPort } from 'node:worker_threads'
import { isTask, tasks } from '#hub/work/tasks.ts'

// One thread beside the hub: it does one task after the other, and answers each with its value or its fault.
parentPort?.on('message', async ({ name, input }: { name: unknown; input: unknown }) => {
  try {
    if (!isTask(name)) throw new Error(`there is no task ${name}`)
    const task: unknown = await tasks[name]()
    if (typeof task !== 'function') throw new Error(`${name} is no task`)
    // What it takes to start a thread and to load a task is not the task's.
    parentPort?.postMessage({ started: true })
    parentPort?.postMessage({ value: task(input) })
  } catch (cause) {
    const { message, stack } = cause instanceof Error ? cause : new Error(String(cause))
    parentPort?.postMessage({ fault: { message, stack } })
  }
})
