import type { Ran } from '#hub/functions/function.ts'
import { resourcesIn } from '#hub/functions/load.ts'
import { type ResourceMutation, resourceMutations } from '#hub/functions/mutations.ts'
import { type ValidationResult, validationResult } from '#hub/functions/outputs.ts'
import type { Call } from '#hub/functions/prepare-call.ts'
import { unreachable } from '#lib/base/unreachable.ts'
import { diffResources } from '#lib/config/compare/diff.ts'
import type { PathChange } from '#lib/config/compare/path-change.ts'
import type { LoadedStream } from '#lib/config/document/document.ts'

export type RanAll = {
  readonly text: string
  /** From the document before the first function to the one after the last. */
  readonly changes: readonly PathChange[]
  readonly mutations: readonly ResourceMutation[]
  /** Indices of the functions that changed something. */
  readonly mutators: readonly number[]
  /** The document after each of them. */
  readonly texts: readonly string[]
  /** Each of them as its Mutation records it. */
  readonly records: readonly Readonly<Record<string, unknown>>[]
  /** Output type -> value. */
  readonly outputs: Readonly<Record<string, unknown>>
  /** The results of the validating functions, in the order of the call. */
  readonly validations: readonly ValidationResult[]
  /** A filter did not pass, so the functions after it did not run. */
  readonly filteredOut: boolean
}

export type RunAll = { ok: true; value: RanAll } | { ok: false; message: string }

/** Characters of everything that a call returns for one document: its outputs, and the document after each function. */
const maxRunLength = 33_554_432

type Rules = {
  readonly toolchain: string
  readonly calls: readonly unknown[]
  readonly filters: number
  readonly stopOnError: boolean
}

/** Runs the functions of a call on one document. */
export class Run {
  stream: LoadedStream
  readonly #rules: Rules
  readonly #before: LoadedStream
  readonly #failures: string[] = []
  readonly #mutations: ResourceMutation[] = []
  readonly #mutators: number[] = []
  readonly #texts: string[] = []
  readonly #records: Readonly<Record<string, unknown>>[] = []
  readonly #outputs: Record<string, unknown[]> = {}
  readonly #validations: ValidationResult[] = []
  #changes: PathChange[] = []
  #filteredOut = false

  constructor(rules: Rules, before: LoadedStream) {
    this.#rules = rules
    this.#before = before
    this.stream = before
  }

  /** False where no further function may run. */
  take(index: number, call: Call, ran: Ran): boolean {
    const { FunctionName, OutputInfo } = call.function.signature
    switch (ran.kind) {
      case 'failed':
        return this.fail(`${FunctionName}: ${ran.message}`)
      case 'written':
        this.#write(index, call, ran.stream)
        return true
      case 'read': {
        const type = OutputInfo?.OutputType ?? 'AttributeValueList'
        this.#outputs[type] = [...(this.#outputs[type] ?? []), ...ran.values]
        return true
      }
      case 'judged':
        if (index < this.#rules.filters && !ran.verdict.passed) {
          this.#filteredOut = true
          return false
        }
        this.#validations.push(validationResult(ran.verdict, FunctionName, index))
        return true
      default:
        return unreachable(ran)
    }
  }

  /** False where no further function may run. */
  fail(message: string): boolean {
    this.#failures.push(message)
    return !this.#rules.stopOnError
  }

  #write(index: number, call: Call, stream: LoadedStream): void {
    if (stream.text === this.stream.text) return
    this.#changes = this.#diff(this.stream, stream)
    this.#mutations.push(...resourceMutations(this.#changes, index))
    this.#mutators.push(index)
    this.#texts.push(stream.text)
    this.#records.push(call.record)
    this.stream = stream
  }

  #diff(before: LoadedStream, after: LoadedStream): PathChange[] {
    const { toolchain } = this.#rules
    return diffResources(resourcesIn(before, toolchain), resourcesIn(after, toolchain))
  }

  result(): RunAll {
    if (this.#failures.length > 0) return { ok: false, message: this.#failures.join('\n') }
    const length = this.#texts.reduce((sum, text) => sum + text.length, JSON.stringify(this.#outputs).length)
    if (length > maxRunLength)
      return { ok: false, message: `The output of the functions has more than ${maxRunLength} characters` }
    const several = this.#mutators.length > 1
    return {
      ok: true,
      value: {
        text: this.stream.text,
        changes: several ? this.#diff(this.#before, this.stream) : this.#changes,
        mutations: this.#mutations,
        mutators: this.#mutators,
        texts: this.#texts,
        records: this.#records,
        outputs: { ...this.#outputs, ...this.#verdicts() },
        validations: this.#validations,
        filteredOut: this.#filteredOut,
      },
    }
  }

  /** A single function returns its result, a call of several the list of results. */
  #verdicts(): Record<string, unknown> {
    if (this.#validations.length === 0) return {}
    return this.#rules.calls.length === 1
      ? { ValidationResult: this.#validations[0] }
      : { ValidationResultList: this.#validations }
  }
}
