import { equalJson, isJsonList, isJsonMap, type Json, member } from '#lib/base/json.ts'
import type { Result } from '#lib/base/result.ts'
import { ok } from '#lib/base/result.ts'
import { Scale, Steps, Tally } from '#lib/config/document/budget.ts'
import { identityOf } from '#lib/config/document/document.ts'
import { maskValue } from '#lib/config/mask/mask.ts'
import { type Container, isListIndex, JsonDraft, valueAt } from '#lib/config/patch/json-draft.ts'
import { type Operation, type Pointer, pointerText } from '#lib/config/patch/json-patch.ts'

/** Why an operation could not be done: `missing` when there is nothing to apply it to. */
type OperationError = { readonly reason: 'missing' | 'test' | 'invalid'; readonly message: string }

/** RFC 6902 in memory. The first operation that fails ends it, and nothing is applied. Throws `TooLarge`. */
export function runOperations(value: Json, operations: readonly Operation[]): Result<Json, OperationError> {
  const steps = new Steps()
  const run: Run = {
    draft: new JsonDraft(value, steps),
    steps,
    added: new Tally('result'),
    given: new Scale('patch'),
  }
  for (const [index, operation] of operations.entries()) {
    const problem = perform(run, operation)
    if (problem !== undefined) {
      const message = `Operation ${index + 1} (${operation.op} ${pointerText(operation.path)}): ${problem.message}`
      return { ok: false, error: { ...problem, message } }
    }
  }
  return ok(run.draft.root)
}

type Run = {
  readonly draft: JsonDraft
  readonly steps: Steps
  /** Everything that operations have put in, whether it is still there or not. */
  readonly added: Tally
  /** Measures the values of the patch, which are the same for every document. */
  readonly given: Scale
}

/** The error, or undefined on success. */
type Problem = OperationError | undefined

function perform(run: Run, operation: Operation): Problem {
  run.steps.take(1 + operation.path.length)
  const { draft } = run
  switch (operation.op) {
    case 'add':
    case 'replace':
      run.added.add(run.given.sizeOf(operation.value))
      return write(draft, operation.path, operation.value, operation.op)
    case 'remove':
      return remove(draft, operation.path)
    case 'test':
      return test(run, operation)
    case 'copy': {
      const found = get(draft.root, operation.from)
      if (found === undefined) return nothingAt(operation.from)
      return write(draft, operation.path, copyOf(run, found, 0), 'add')
    }
    case 'move': {
      const found = get(draft.root, operation.from)
      if (found === undefined) return nothingAt(operation.from)
      return remove(draft, operation.from) ?? write(draft, operation.path, found, 'add')
    }
    default:
      return operation satisfies never
  }
}

function get(value: Json, pointer: Pointer): Json | undefined {
  let current: Json | undefined = value
  for (const token of pointer) {
    if (current === undefined) return undefined
    current = valueAt(current, token)
  }
  return current
}

/** A copy of its own, counted as it is made: copies of copies double with every operation. */
function copyOf(run: Run, value: Json, level: number): Json {
  run.steps.take(1)
  const characters = typeof value === 'string' ? value.length : 1
  run.added.add({ values: 1, characters, levels: level })
  if (isJsonList(value)) return value.map((item) => copyOf(run, item, level + 1))
  if (!isJsonMap(value)) return value
  const entries = Object.entries(value).map(([key, each]): [string, Json] => {
    run.added.add({ values: 0, characters: key.length, levels: 0 })
    return [key, copyOf(run, each, level + 1)]
  })
  return Object.fromEntries(entries)
}

function test({ draft, steps, given }: Run, { path, value }: Extract<Operation, { op: 'test' }>): Problem {
  const found = get(draft.root, path)
  if (found === undefined) return broken('missing', 'there is nothing at this path')
  steps.take(given.sizeOf(value).values)
  if (equalJson(found, value)) return undefined
  const [is, wanted] = [shownAt(draft.root, path), shownAt(replaced(draft, path, value), path)]
  return broken(
    'test',
    is === wanted
      ? `the value is ${is}, but not the one that is expected`
      : `the value is ${is}, not ${wanted}`,
  )
}

/** The displayed form of a value; its context may mark it as secret. */
function shownAt(root: Json, path: Pointer): string {
  const { resourceType } = identityOf(root)
  const shown = get(maskValue(resourceType, '', root), path)
  const text = JSON.stringify(shown ?? null)
  return text.length > maxShown ? `${text.slice(0, maxShown)}…` : text
}

const maxShown = 200

/** The draft ends here, so it may be used up. */
function replaced(draft: JsonDraft, path: Pointer, value: Json): Json {
  return write(draft, path, value, 'replace') === undefined ? draft.root : null
}

function write(draft: JsonDraft, pointer: Pointer, value: Json, how: 'add' | 'replace'): Problem {
  const last = pointer.at(-1)
  if (last === undefined) {
    draft.root = value
    return undefined
  }
  const container = containerOf(draft, pointer)
  if ('reason' in container) return container
  if (container.kind === 'map') {
    if (how === 'replace' && member(container.map, last) === undefined) return nothingNamed(last)
    draft.put(container, last, value)
    return undefined
  }
  const { list } = container
  if (how === 'add' && last === '-') {
    list.push(value)
    return undefined
  }
  if (!isListIndex(last)) return broken('invalid', `"${last}" is not a list index`)
  const index = Number(last)
  if (how === 'add' && index <= list.length) draft.insert(list, index, value)
  else if (index < list.length) draft.put(container, last, value)
  else return tooFew(list)
  return undefined
}

function remove(draft: JsonDraft, pointer: Pointer): Problem {
  const last = pointer.at(-1)
  if (last === undefined) return broken('invalid', 'the whole document cannot be removed')
  const container = containerOf(draft, pointer)
  if ('reason' in container) return container
  if (container.kind === 'map') {
    if (member(container.map, last) === undefined) return nothingNamed(last)
  } else {
    if (!isListIndex(last)) return broken('invalid', `"${last}" is not a list index`)
    if (Number(last) >= container.list.length) return tooFew(container.list)
  }
  draft.remove(container, last)
  return undefined
}

/** The list or map that the pointer's last token is about, or why there is none. */
function containerOf(draft: JsonDraft, pointer: Pointer): Container | OperationError {
  const above = pointer.slice(0, -1)
  return draft.containerAt(above) ?? lostOnTheWay(draft.root, pointer)
}

function lostOnTheWay(root: Json, pointer: Pointer): OperationError {
  let current: Json = root
  for (const token of pointer) {
    if (!isJsonMap(current) && !isJsonList(current))
      return broken('missing', `"${token}" is not inside a map or list`)
    const inside = valueAt(current, token)
    if (inside === undefined) {
      if (isJsonMap(current)) return nothingNamed(token)
      if (!isListIndex(token)) return broken('invalid', `"${token}" is not a list index`)
      return tooFew(current)
    }
    current = inside
  }
  return broken('missing', `"${pointer.at(-1) ?? ''}" is not inside a map or list`)
}

function nothingNamed(token: string): OperationError {
  return broken('missing', `there is no "${token}"`)
}

function nothingAt(pointer: Pointer): OperationError {
  return broken('missing', `there is nothing at ${pointerText(pointer)}`)
}

function tooFew(list: readonly Json[]): OperationError {
  return broken('missing', `the list has ${list.length} items`)
}

function broken(reason: OperationError['reason'], message: string): OperationError {
  return { reason, message }
}
