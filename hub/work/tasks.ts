/**
 * What may take long or much memory, by name: pure functions of plain data, so that a thread beside the hub can do
 * them. A thread loads only what it is asked for.
 */
export const tasks = {
  parse: async () => (await import('#hub/store/parse-document.ts')).parseDocument,
  json: async () => (await import('#hub/api/http/json-text.ts')).parseJson,
  diff: async () => (await import('#hub/units/diff-texts.ts')).diffTexts,
  run: async () => (await import('#hub/functions/run-request.ts')).runRequest,
  signatures: async () => (await import('#hub/functions/list-signatures.ts')).listSignatures,
  parameters: async () => (await import('#hub/functions/cast-parameters.ts')).castParameters,
  choose: async () => (await import('#hub/units/chosen-resources.ts')).chosenText,
  merge: async () => (await import('#hub/sources/merge-texts.ts')).mergeTexts,
  sources: async () => (await import('#hub/sources/trace-sources.ts')).traceSources,
  settle: async () => (await import('#hub/sources/apply-withheld.ts')).applyWithheld,
  columns: async () => (await import('#hub/query/column-values.ts')).columnValues,
}

type Task<N extends TaskName> = Awaited<ReturnType<(typeof tasks)[N]>>

export type TaskName = keyof typeof tasks
export type TaskInput<N extends TaskName> = Parameters<Task<N>>[0]
export type TaskAnswer<N extends TaskName> = ReturnType<Task<N>>

export function isTask(name: unknown): name is TaskName {
  return typeof name === 'string' && Object.hasOwn(tasks, name)
}
