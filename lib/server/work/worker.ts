import { workerData } from 'piscina'
import { tagMasksWith } from '#lib/change/preview/masking.ts'
import { type TaskName, tasks } from '#lib/server/work/tasks.ts'

if (typeof workerData?.maskKey === 'string') tagMasksWith(workerData.maskKey)

/** What a thread runs: one task at a time, from the source itself. */
export function work({ name, input }: { readonly name: TaskName; readonly input: never }) {
  return tasks[name](input)
}

/** Returns once its thread has started. */
export function ready(): void {}
