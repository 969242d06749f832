import { ok } from '#lib/base/result.ts'
import { masking } from '#lib/change/preview/masking.ts'
import { budget, TooLarge } from '#lib/config/document/budget.ts'
import { type DocumentError, type DocumentResult, fail } from '#lib/config/document/result.ts'
import { documentProblem } from '#lib/config/formats/document-problem.ts'
import { isYamlToolchain } from '#lib/config/formats/toolchain.ts'
import { placeText } from '#lib/config/kinds/place.ts'
import { withHiddenLines } from '#lib/config/patch/hidden-lines.ts'

/** The document that a typed text stands for: with the secrets of its head, and readable as its format. */
export function typedDocument(
  head: string,
  typed: string,
  toolchain: string | undefined,
): DocumentResult<string> {
  if (typed.length > budget.characters) return fail(new TooLarge('document', 'characters').message)
  const whole = withHiddenLines(head, typed, masking())
  if (!whole.ok) return whole
  const problem = documentProblem(whole.value, toolchain)
  return problem === undefined ? ok(whole.value) : { ok: false, error: problem }
}

/** `Line 3, column 2 (v1/Secret db stringData.password): …`; of a text that is no YAML only its line. */
export function placedReason(
  { message, line, column }: DocumentError,
  text = '',
  toolchain?: string,
): string {
  if (line === undefined) return message
  const place = isYamlToolchain(toolchain) ? placeText(text, line) : ''
  return `Line ${line}${column === undefined ? '' : `, column ${column}`}${place && ` (${place})`}: ${message}`
}
