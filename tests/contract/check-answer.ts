import { operationOf } from '#tests/contract/facts.ts'
import { isKnownDifference } from '#tests/contract/known-differences.ts'
import { noteFields } from '#tests/contract/seen-fields.ts'
import { shapeOf } from '#tests/contract/shapes/fact.ts'

export type ToCheck = {
  readonly method: string
  readonly path: string
  readonly status: number
  readonly text: string
}

/** Throws when an answer does not have the shape of ConfigHub's operation; other routes have shapes of their own. */
export function checkAnswer({ method, path, status, text }: ToCheck): void {
  const type = status >= 400 ? 'StandardErrorResponse' : operationOf(method, path)?.answer
  if (type === undefined || type.includes('/') || text === '' || status === 304) return
  const value: unknown = JSON.parse(text)
  noteFields(type, value)
  const checked = shapeOf(type).safeParse(value)
  if (checked.success) return
  const issues = checked.error.issues.filter((issue) => !isKnownDifference(type, issue))
  if (issues.length === 0) return
  const told = issues.slice(0, 5).map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
  throw new Error(
    [`${method} ${path} answers ${type}, and this is none:`, ...told, text.slice(0, 500)].join('\n'),
  )
}
