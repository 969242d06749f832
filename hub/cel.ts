import { parse } from '@marcbachmann/cel-js'
import type { Json } from '#lib/config/patch.ts'

/** The value of an expression, or why it has none. */
export type CelResult =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly message: string }

export type CelProgram = (variables: Readonly<Record<string, Json>>) => CelResult

/** A CEL expression, read once and run on many values (https://github.com/google/cel-spec). */
export function compileCel(
  expression: string,
): { readonly ok: true; readonly run: CelProgram } | { readonly ok: false; readonly message: string } {
  const read = attempt(() => parse(expression))
  if (!read.ok) return read
  const program = read.value
  return { ok: true, run: (variables) => attempt(() => plain(program({ ...variables }))) }
}

function attempt<T>(work: () => T): { ok: true; value: T } | { ok: false; message: string } {
  try {
    return { ok: true, value: work() }
  } catch (cause) {
    // What follows the first line is a picture of the expression.
    return {
      ok: false,
      message: (cause instanceof Error ? cause.message : String(cause)).split('\n')[0] ?? '',
    }
  }
}

/** CEL's integers are bigints; JSON has none. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value)
  return value
}
