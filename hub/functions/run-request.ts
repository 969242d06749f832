import type { RunContext } from '#hub/functions/function.ts'
import { type InvocationsRequest, type Prepared, prepare, runAll } from '#hub/functions/invoke.ts'
import type { SharedDocument } from '#hub/functions/load.ts'
import type { RunAll } from '#hub/functions/run.ts'
import { WorkStopped } from '#hub/work/pool.ts'
import { runInThread } from '#hub/work/run-in-thread.ts'
import { sizeOf } from '#hub/work/size.ts'
import { task } from '#hub/work/task.ts'

/** Characters of all arguments: longer ones may be written into each of a thousand resources. */
const shortArguments = 512

/** Runs the functions of a call on a document: in a thread, unless they clearly take little time. */
export async function runPrepared(
  prepared: Prepared,
  document: string | SharedDocument,
  context: RunContext = {},
): Promise<RunAll> {
  const text = typeof document === 'string' ? document : document.text
  const size = sizeOf([text, context.other?.text ?? ''])
  const quick =
    size === 'small' && !prepared.bounded && !prepared.grows && prepared.argumentLength <= shortArguments
  if (quick) return runAll(prepared, document, context)
  try {
    const weight = size === 'large' ? size : prepared.bounded ? 'bounded' : 'light'
    return await runInThread(runTask, { request: prepared.request, text, context }, weight)
  } catch (cause) {
    if (cause instanceof WorkStopped && cause.reason !== 'queue')
      return { ok: false, message: `It was stopped: ${cause.message}.` }
    throw cause
  }
}

type RequestToRun = {
  /** The request has already been prepared without errors. */
  readonly request: Partial<InvocationsRequest>
  readonly text: string
  readonly context: RunContext
}

function runRequest({ request, text, context }: RequestToRun): RunAll {
  const prepared = prepare(request)
  return prepared.ok ? runAll(prepared.value, text, context) : prepared
}

const runTask = task(import.meta.url, runRequest)
